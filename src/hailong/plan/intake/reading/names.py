"""Names of units and of those who act, as a responsibility cell prints them: where a name begins, ends and divides."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hailong.lexicon.text import squeeze
from hailong.plan.intake.reading.kinds import spelled_out
from hailong.plan.intake.reading.spelling import LOWER, UPPER

# These nouns are no name alone: a verb right behind one belongs to the name ("Tổ hướng dẫn", "Ban quản lý").
_NEEDS_MORE = frozenset(
    ["tổ", "trung tâm", "ban", "phòng", "sở", "chi cục", "cục", "đội", "hội", "bộ phận", "quỹ", "công ty", "bộ", "viện"]
) | {"cơ quan", "đơn vị"}
_SEPARATOR = re.compile(r"\s*[,;\n]\s*(?:[-–+•]\s*)?(?:và\s+)?|\s+(?:và|cùng|với|\+|&)\s+|\s*/\s*")
_DASHED = re.compile(_SEPARATOR.pattern + r"|\s+[-–]\s+(?=[A-ZĐ])")
_STRONG = ("chủ trì", "phối hợp", "chịu trách nhiệm", "có trách nhiệm", "tham mưu", "làm đầu mối")
_COUNTS = re.compile(r"(?<!\w)(?:các|những|mọi|mỗi|từng)\s+$")
_COMMITTEES = re.compile(r"(?:UBND|[Ủủ]y ban nhân dân) (?:cấp|các) ")
_DOES = ("thực hiện", "triển khai", "phụ trách", "theo dõi", "tổng hợp", "báo cáo", "chỉ đạo", "hướng dẫn")
_BRACKETED = re.compile(r"(?<!\s)\s*\([^()]*\)")
_ITEM = r"(?:\(?\d{1,2}[.)]|[a-zđ]\))\s+"
_ITEMS = re.compile(rf"(?m)(^|;\s*){_ITEM}")
_BULLET = re.compile(rf"^[\s\-–+•*]*(?:{_ITEM})?")
# "P. Tổ chức", "TT Tin học", "VP Sở": before a capital, since "TT 01" is a circular and "p" a letter.
_SHORTENED = re.compile(rf"(?:P\.\s?|P\s|TT\.?\s|VP\.?\s)(?=[{UPPER}])|VP(?=$|[,;\n])")
_INITIALS = re.compile(r"(?:^|[\s,;/(])(?:P|TT|VP|TP|TX|BQL|GĐ|PGĐ|Đ/c)$")
_LEVEL = "tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường|đặc khu|xóm|thôn"
_FEW_WORDS = 3
_DATED = re.compile(r"\d{1,2}/\d{1,4}")
_NEAR, _REACH = 48, 400  # characters looked at for a word of the vocabulary, and for what stands around a separator
LONGEST_LIST = 20_000
"""Characters of a cell, line or duty in which names are looked for; the rest of a longer one is kept but not read."""
_MINISTRY = "bộ"
_PEOPLE = ("cán bộ", "công chức", "viên chức", "nhân viên", "người lao động")


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of responsibility cells, longest first so that the longest word wins."""

    nouns: tuple[str, ...]
    not_names: tuple[str, ...]
    many: tuple[str, ...]
    kinds: tuple[str, ...]
    verbs: tuple[str, ...]
    within: tuple[str, ...]
    collective: tuple[str, ...]
    compounds: tuple[str, ...]
    not_verbs: tuple[str, ...]
    persons: tuple[str, ...]
    titles: tuple[str, ...]
    nobody: tuple[str, ...]
    abbreviations: dict[str, str]


@cache
def words() -> Words:
    """The vocabulary, read once from data/units.toml."""
    text = files(__package__).joinpath("data/units.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)

    def longest_first(key: str) -> tuple[str, ...]:
        return tuple(sorted(raw[key], key=len, reverse=True))

    keys = [name for name in Words.__slots__ if name != "abbreviations"]
    return Words(**{key: longest_first(key) for key in keys}, abbreviations=raw["abbreviations"])


def _opens(text: str, vocabulary: tuple[str, ...]) -> str | None:
    """The longest word of the vocabulary that the text begins with, at a word's end."""
    low = text[:_NEAR].lower()
    for word in vocabulary:
        if low.startswith(word) and not low[len(word) : len(word) + 1].isalpha():
            return word
    return None


def _noun(text: str) -> str | None:
    """The word that makes a text begin like a name: a noun, or a word of number with the noun behind it."""
    vocabulary, text = words(), text[:_REACH]
    shortened = _SHORTENED.match(text)
    if shortened:
        return shortened[0].strip().lower()
    many = _opens(text, vocabulary.many)
    if many:
        rest = text[len(many) :].lstrip()
        noun = _opens(rest, vocabulary.nouns + vocabulary.kinds)
        return text[: len(text) - len(rest) + len(noun)].lower() if noun else None
    noun = None if _opens(text, vocabulary.not_names) else _opens(text, vocabulary.nouns)
    if noun == _MINISTRY and not text.isupper() and not text[len(noun) + 1 : len(noun) + 2].isupper():
        return None  # "Bộ Tư pháp" is a ministry, "bộ hồ sơ" a set
    return noun


def _unbulleted(text: str) -> str:
    """The text without the bullet or number it begins with."""
    bullet = _BULLET.match(text)
    return text[bullet.end() :] if bullet else text


def opens_name(text: str) -> bool:
    """Whether a text begins like the name of a unit or of people who act."""
    return _noun(_unbulleted(text)) is not None


def without_items(text: str) -> str:
    """The text without the numbers and letters that count its lines or parts ("1. Văn phòng", "a) Văn phòng")."""
    return _ITEMS.sub(r"\1", text)


def without_brackets(text: str) -> str:
    """The text without what stands in round brackets: examples and routes, not names."""
    return _BRACKETED.sub("", text)


def name_end(text: str) -> int:
    """Where the list of names at the head of a text ends: at the first verb, colon or full stop.

    Verbs count only in lower case, since a capital inside a name belongs to it ("Sở Giao thông").
    """
    noun = _noun(text) or ""
    start = len(noun) + 1
    if noun in _NEEDS_MORE:
        start = (text + " ").index(" ", start) + 1 if start < len(text) else len(text)
    readable = _in_small_letters(text)
    for found in re.finditer(rf"[:.](?=\s|$)|(?<![\w&])[{LOWER}]", readable):
        place = found.start()
        before = text[max(0, place - _NEAR) : place]
        stop = text[place] in ":." and place >= len(noun) and not _INITIALS.search(before)
        if stop or (place >= start and _ends_here(readable, place)):
            return place
    return len(text)


def tells_which(text: str) -> bool:
    """Whether what follows the names at a text's head says which of a kind is meant, and no more.

    "Các đơn vị để hồ sơ trễ hạn", "Công chức trực quầy": for columns that list actors, where no sentence is expected.
    """
    end = name_end(text)
    rest = squeeze(text[end:]).rstrip(" .;")
    last = next(reversed(split_names(text[:end])), "")
    if not rest or len(re.split(r"[,;\n]", rest)[0].split()) > _FEW_WORDS * 3 or text[end : end + 1] in ":.":
        return False
    return last[1:].islower() and not _opens(rest, (*_STRONG, *_DOES))


def _in_small_letters(text: str) -> str:
    """A text all in capitals in small letters, so that its verbs are seen; any other text as it is."""
    small = text.lower()
    return small if text.isupper() and len(small) == len(text) else text


def _closes_compound(text: str, verb: str) -> bool:
    """Whether the verb at a text's end only closes a longer word: "Đào tạo", "Tiếp nhận"."""
    return any(len(word) > len(verb) and text.endswith(word) for word in words().compounds)


def _ends_here(text: str, place: int) -> bool:
    """Whether a verb stands here that ends the names: one that names may hold ends them only where a clause goes on."""
    rest, since = text[place : place + _REACH], max(0, place - _NEAR)
    counted = _COUNTS.search(text[since:place].lower())  # "các tổ chức chính trị - xã hội"
    verb = None if counted or _opens(rest, words().not_verbs) else _opens(rest, words().verbs)
    if verb is None or _closes_compound(text[since : place + len(verb)].lower(), verb):
        return False
    overlaps = " " in verb and _opens(rest.split(" ", 1)[1], words().verbs)
    if overlaps and " " in overlaps:
        return False  # "... công bố trí ...": the name goes on to the second word, where the verb begins
    if verb not in words().within:
        return True
    after = rest[len(verb) :].lstrip()
    if after.startswith(",") and _opens(after[1:].lstrip(), words().verbs):
        return True  # "hướng dẫn, kiểm tra ...": a list of verbs
    if re.match(rf"(?:{_LEVEL})(?=$|[\s,;.)]+(?:[{UPPER}]|$))|(?:{_LEVEL})(?=[,;.)\n])", after):
        return False  # "Hiệp hội Nhà thầu xây dựng tỉnh": the level closes the name
    return not (re.match(r"(?:$|[,;.)\n]|và\s|-\s)", after) or _opens(after, _STRONG))


def _is_collective(chunk: str) -> bool:
    """Whether a chunk only begins a list of kinds ("Các phòng", "UBND các xã", "Các phòng, chi cục") that goes on."""
    kind = rf"(?:,\s*[{LOWER}]+(?:\s[{LOWER}]+)?)*"
    many = re.search(rf"(?:^|\s)(?:[Cc]ác|[Nn]hững|[Tt]ừng)(?:\s+[^\s,]+){{1,2}}{kind}$", chunk[-_REACH:])
    word = _opens(chunk, words().collective)
    return bool(many) or (word is not None and len(chunk.split(None, 2 * _FEW_WORDS)) <= _FEW_WORDS + (" " in word))


def _joins(left: str, separator: str, right: str) -> bool:
    """Whether what stands right of a separator still belongs to the name on its left."""
    if ";" in separator:
        return False
    if not _noun(right) or re.split(r"[,;\n]|\svà\s", right, maxsplit=1)[0].strip().lower() in _NEEDS_MORE:
        return True
    if left.endswith(("HĐND", "Hội đồng nhân dân")) and ("và" in separator or "/" in separator):
        return True
    if ("/" in separator and right[0].islower()) or is_title_of(left, right):
        return True
    if (
        right[0].islower()
        and _opens(right, _PEOPLE)
        and re.search(r"(?:[Cc]án bộ|[Cc]ông chức|[Vv]iên chức|[Nn]hân viên)$", left[-_NEAR:])
    ):
        return True
    own_name = right[0].isupper() and not re.match(r"[^,;\n]*\b(?:thuộc|liên quan|chuyên môn)\b", right)
    apart = own_name or right.lower().startswith(("các ", "văn phòng", "ubnd"))
    if _COMMITTEES.search(left[-_REACH:]) and not re.match(rf"(?:cấp )?(?:{_LEVEL})\b", right):
        return False
    return not apart and ("," in separator or "và" in separator) and _is_collective(left)


def is_title_of(person: str, text: str) -> bool:
    """Whether a text is the title of the person named before it: "Ông A", "Trưởng phòng B"."""
    return bool(_opens(person, words().persons) and _opens(text, words().titles))


def split_names(text: str) -> list[str]:
    """The names in a list such as "Văn phòng, các trạm thuộc Sở và Công an phường", as printed."""
    printed = squeeze_lines(without_brackets(without_items(text[:LONGEST_LIST])))
    text = _unbulleted(printed)
    names: list[str] = []
    start = 0
    for found in (_SEPARATOR if text == printed else _DASHED).finditer(text):
        if not _joins(text[start : found.start()].strip(), found[0], text[found.end() : found.end() + _REACH]):
            names.append(text[start : found.start()])
            start = found.end()
    names.append(text[start:])
    clean = (squeeze(_unbulleted(name)).rstrip(" .,;:-–") for name in names)
    return [name for name in clean if name and name.lower() not in words().nobody]


def listed(text: str) -> tuple[str, ...]:
    """The names in a cell or line that lists actors; anything else in it kept as one name."""
    text = spelled_out(without_items(text[:LONGEST_LIST]))
    whole = not opens_name(text) or tells_which(text)
    return tuple(split_names(text if whole else text[: name_end(text)]))


def squeeze_lines(text: str) -> str:
    """The text with runs of spaces squeezed inside each line and the line feeds kept."""
    return "\n".join(filter(None, map(squeeze, text.splitlines())))


def unit_score(text: str) -> float:
    """How surely (0 to 1) a whole text is a list of units: the recogniser handed to the readers."""
    text = squeeze(text[:LONGEST_LIST])
    if not opens_name(text):
        return 0.0
    if _DATED.search(text):
        return 0.1  # a name and the day in the next cell
    end = name_end(text)
    return 0.9 if end >= len(text.rstrip(" .;")) else 0.5 if end > 0.3 * len(text) else 0.3
