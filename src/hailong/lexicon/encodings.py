"""Bytes and texts from before Unicode: TCVN3 (ABC fonts), VNI and Windows-1258 recognised and turned into NFC.

Nothing is guessed from a single sign. A reading is believed when the words it gives can be Vietnamese syllables and
the words as they stand cannot; plain English and clean Vietnamese never pass that.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final, Literal, NamedTuple

from hailong.lexicon.syllables import is_syllable
from hailong.lexicon.tables import table
from hailong.lexicon.text import nfc

Legacy = Literal["TCVN3", "VNI"]

_FILE: Final = "legacy.toml"
_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_WORD: Final = re.compile("[A-Za-z\u00a1-\u024f\u0300-\u036f\u1ea0-\u1ef9\ufffd]+")
_MODERN: Final = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")
_PLAIN: Final = re.compile("[A-Za-z]*")
_OUTER_SIGNS: Final = re.compile(r"^[^\w]+|[^\w]+$")
_SAMPLE: Final = 4000  # words looked at
_SAMPLE_BYTES: Final = 65536
_BELIEVED: Final = 0.75  # share of converted words that must be syllables
_DOUBTED: Final = 0.4  # share of words as they stand that may be syllables already
_DECODED: Final = 0.6  # share needed when the bytes are surely not Unicode
_WITNESSES: Final = 2  # different words that must speak for a legacy encoding
_LONGEST_LETTER: Final = 4  # bytes of UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text in NFC and the name of what it was written in: UTF-8, UTF-16, Windows-1258, TCVN3, VNI, Windows-1252."""

    text: str
    encoding: str


class _Reading(NamedTuple):
    encoding: str
    text: str


def decode(data: bytes) -> Decoded:
    """The text of a file: by its mark, else UTF-8, UTF-16 or the old encoding whose words are Vietnamese.

    A Unicode file whose letters come from an old font ("Céng hßa") is converted too and called "UTF-8, TCVN3". A last
    letter cut short is dropped. What fits nothing is read as Windows-1252; bytes without meaning become U+FFFD.
    """
    plain = _marked(data) or _unmarked_utf16(data) or _utf8(data)
    if plain is None:
        encoding = _guess(data[:_SAMPLE_BYTES])
        return Decoded(nfc(_WAYS[encoding](data)), encoding)
    kind = legacy_kind(plain.text)
    if kind is None:
        return Decoded(nfc(plain.text), plain.encoding)
    return Decoded(from_legacy(plain.text, kind), f"{plain.encoding}, {kind}")


def _marked(data: bytes) -> _Reading | None:
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            return _Reading(name, data[len(mark) :].decode(codec, "replace"))
    return None


def _unmarked_utf16(data: bytes) -> _Reading | None:
    """UTF-16 without its mark, told by the zero bytes of its ASCII letters on even or on odd places."""
    sample = data[:4096]
    if len(data) % 2 or b"\0" not in sample:
        return None
    for codec, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if zeros.count(0) * 4 > len(zeros):
            text = data.decode(codec, "replace")
            return None if "\0" in text else _Reading("UTF-16", text)
    return None


def _utf8(data: bytes) -> _Reading | None:
    try:
        return _Reading("UTF-8", data.decode("utf-8"))
    except UnicodeDecodeError as fault:
        if fault.reason != "unexpected end of data" or len(data) - fault.start >= _LONGEST_LETTER:
            return None
        return _Reading("UTF-8", data[: fault.start].decode("utf-8"))


def _western(data: bytes) -> str:
    return data.decode("cp1252", "replace")


_WAYS: Final[dict[str, Callable[[bytes], str]]] = {
    "UTF-8": lambda data: data.decode("utf-8", "replace"),
    "Windows-1258": lambda data: nfc(data.decode("cp1258", "replace")),
    "TCVN3": lambda data: from_legacy(_western(data), "TCVN3"),
    "VNI": lambda data: from_legacy(_western(data), "VNI"),
    "Windows-1252": _western,
}


def _guess(data: bytes) -> str:
    """The way of reading that gives most Vietnamese words, or Windows-1252 where none gives enough."""
    shares = {name: _plausibility(read(data)) for name, read in _WAYS.items() if read is not _western}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _DECODED else "Windows-1252"


def _plausibility(text: str) -> float:
    """The share, from 0 to 1, of the words with a letter beyond ASCII that can be Vietnamese."""
    words = _foreign_words(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def _foreign_words(text: str) -> list[str]:
    """The first words that hold anything beyond ASCII."""
    words = (match[0] for match in _WORD.finditer(text))
    return list(islice((word for word in words if not _PLAIN.fullmatch(word)), _SAMPLE))


def legacy_kind(text: str) -> Legacy | None:
    """Which old font encoding a Unicode string's letters belong to, or None.

    Two different words at least must become syllables by the change and mostly not be syllables already, so a short
    cell may stay None: then ask `legacy_font`, or decide for the whole document at once.
    """
    words = set(_foreign_words(text))
    old = {word for word in words if not _MODERN.search(word)}
    standing = {word for word in old if _stands(word)}
    if 2 * len(old) <= len(words) or len(standing) > _DOUBTED * len(old):
        return None
    believed: list[tuple[int, Legacy]] = []
    for kind, change in _CONVERTERS.items():
        changed = {word for word in old if is_syllable(change(word))}
        if len(changed) >= _BELIEVED * len(old) and len(changed - standing) >= _WITNESSES:
            believed.append((len(changed), kind))
    return max(believed)[1] if believed else None


def _stands(word: str) -> bool:
    """Whether a word is Vietnamese as it is: a syllable in one case, unlike the "thÕ" that TCVN3 makes of thế."""
    bare = _OUTER_SIGNS.sub("", word)
    return is_syllable(bare) and (bare.islower() or bare.isupper() or bare.istitle())


def legacy_font(name: str) -> Legacy | None:
    """The encoding a font's name stands for (.VnTime is TCVN3, VNI-Times is VNI), or None for any other font.

    A PDF's subset prefix (ABCDEF+) does not matter.
    """
    family = name.rpartition("+")[2].casefold()
    if family.startswith(".vn"):
        return "TCVN3"
    return "VNI" if family.startswith(("vni-", "vni ")) else None


def from_legacy(text: str, kind: Legacy) -> str:
    """The text in NFC, letters of the old encoding changed; lines that hold Unicode Vietnamese are left as they are.

    Call it before `squeeze`: the ư of TCVN3 is a soft hyphen. TCVN3 has no capitals with tones; a word or line whose
    other letters are capitals is put in capitals.
    """
    change = _CONVERTERS[kind]
    lines = (line if _MODERN.search(line) else change(line) for line in text.splitlines(keepends=True))
    return nfc("".join(lines))


@cache
def _tcvn3_letters() -> dict[int, str]:
    data = table(_FILE)["tcvn3"]
    pairs = zip(data["legacy"], data["letters"], strict=True)
    greek_mu = 0x3BC  # what some programs make of the micro sign
    letters = {int(code, 16): letter for code, letter in pairs}
    return letters | {greek_mu: letters[0xB5]}


def _from_tcvn3(line: str) -> str:
    changed = line.translate(_tcvn3_letters())
    if changed == line:
        return line
    capitals = sum("A" <= char <= "Z" for char in line)
    if capitals > 1 and not re.search("[a-z]", line):
        return changed.upper()
    return _WORD.sub(lambda word: _capitals(word[0], line[word.start() : word.end()]), changed)


def _capitals(word: str, printed: str) -> str:
    """A converted word in capitals where its ASCII letters say so: two of them, or one after a letter with a tone."""
    letters = re.findall("[A-Za-z]", printed)
    if not letters or not "".join(letters).isupper():
        return word
    return word.upper() if len(letters) > 1 or not printed[0].isascii() else word


@cache
def _vni_pairs() -> dict[str, str]:
    """Base letter and mark, as in "aø", to the letter; bases in both cases, marks in small letters."""
    data = table(_FILE)["vni"]
    pairs = {}
    for mark, rule in data["marks"].items():
        for base in rule["bases"]:
            for cased in (base, base.upper()):
                pairs[cased + mark] = unicodedata.normalize("NFC", _vni_single(cased) + rule["marks"])
    return pairs


@cache
def _vni_pair() -> re.Pattern[str]:
    marks = "".join({pair[1] for pair in _vni_pairs()})
    bases = "".join({pair[0] for pair in _vni_pairs()})
    return re.compile(f"[{bases}][{marks}{marks.upper()}]")


def _vni_single(letter: str) -> str:
    single: dict[str, str] = table(_FILE)["vni"]["single"]
    small = single.get(letter.lower(), letter.lower())
    return small.upper() if letter.isupper() else small


def _from_vni(line: str) -> str:
    done: list[str] = []
    place = 0
    for pair in _vni_pair().finditer(line):
        letter = _vni_pairs().get(pair[0][0] + pair[0][1].lower())
        if letter and pair.start() >= place:
            done += map(_vni_single, line[place : pair.start()])
            done.append(letter)
            place = pair.end()
    done += map(_vni_single, line[place:])
    return "".join(done)


_CONVERTERS: Final[dict[Legacy, Callable[[str], str]]] = {"TCVN3": _from_tcvn3, "VNI": _from_vni}
