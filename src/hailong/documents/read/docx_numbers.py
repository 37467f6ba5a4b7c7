"""Word's automatic numbers, written out as printed: "1.", "a)", "II.", "-".

Ordinals of plan tables are often not text at all but list numbering; without this a row would have no ordinal.
Counting follows ECMA-376 part 1, 17.9 (numbering).
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from hailong.lexicon.text import int_to_roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its format, its text with %1 for the first level's number, and its first number."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """All lists of one document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    family: dict[str, str] = field(default_factory=dict)
    fresh: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, list_id: str, level: int) -> str:
        """The printed number of the next paragraph of this list at this level (0 to 8); empty where there is none."""
        own = self.levels.get(list_id, {}).get(level)
        if own is None:
            return ""
        counts = self.counts.setdefault(self.family[list_id], {})
        forced = self.fresh.pop((list_id, level), None)
        counts[level] = own.start if level not in counts else counts[level] + 1
        if forced is not None:
            counts[level] = forced
        self._restart_below(list_id, level, counts)
        if own.form == "bullet":
            return _bullet(own.text)
        return _PLACE.sub(lambda found: self._part(list_id, int(found[1]) - 1, own, counts), own.text)

    def _restart_below(self, list_id: str, level: int, counts: dict[int, int]) -> None:
        for deeper in [each for each in counts if each > level]:
            rule = self.levels[list_id].get(deeper, Level()).restart
            if rule is None or (rule and level < rule):
                del counts[deeper]

    def _part(self, list_id: str, level: int, own: Level, counts: dict[int, int]) -> str:
        shown = self.levels[list_id].get(level, Level())
        return format_count(counts.get(level, shown.start), "decimal" if own.legal else shown.form)


def format_count(count: int, form: str) -> str:
    """A list number in one of Word's formats (w:numFmt): decimal, decimalZero, letters, Roman; none gives nothing."""
    if form in ("none", "bullet"):
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if form.endswith("Letter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)  # after z comes aa, then bb
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and 0 < count < 4000:
        roman = int_to_roman(count)
        return roman if form.startswith("upper") else roman.lower()
    return str(count)


def _bullet(text: str) -> str:
    """Bullets of symbol fonts are private letters that mean a dash to the reader."""
    return text.strip() if text.strip() in ("+", "*") else "-"


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists of word/numbering.xml; none where the part is missing."""
    found = Numbering()
    if root is None:
        return found
    abstract = {each.get(f"{W}abstractNumId", ""): _levels(each) for each in root.iter(f"{W}abstractNum")}
    for number in root.findall(f"{W}num"):
        list_id, kind = number.get(f"{W}numId", ""), _value(number.find(f"{W}abstractNumId"))
        found.family[list_id], found.levels[list_id] = kind, dict(abstract.get(kind, {}))
        for override in number.findall(f"{W}lvlOverride"):
            _override(found, list_id, override)
    return found


def _override(found: Numbering, list_id: str, override: etree._Element) -> None:
    level = _int(override.get(f"{W}ilvl"))
    redefined = override.find(f"{W}lvl")
    if redefined is not None:
        found.levels[list_id][level] = _level(redefined)
    start = override.find(f"{W}startOverride")
    if start is not None:
        found.fresh[list_id, level] = _int(_value(start))


def _levels(abstract: etree._Element) -> dict[int, Level]:
    return {_int(each.get(f"{W}ilvl")): _level(each) for each in abstract.findall(f"{W}lvl")}


def _level(element: etree._Element) -> Level:
    restart, legal = element.find(f"{W}lvlRestart"), element.find(f"{W}isLgl")
    return Level(
        form=_value(element.find(f"{W}numFmt")) or "decimal",
        text=_value(element.find(f"{W}lvlText")),
        start=_int(_value(element.find(f"{W}start")) or "1"),
        restart=None if restart is None else _int(_value(restart)),
        legal=legal is not None and _value(legal) not in ("0", "false"),
    )


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _int(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else 0
