"""The text of Word paragraphs as a reader of the printed page sees it: insertions kept, deletions and codes dropped."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from hailong.documents.read.docx_numbers import Numbering, W
from hailong.lexicon.encodings import from_legacy, legacy_font
from hailong.lexicon.text import squeeze

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
_SKIPPED = {
    f"{W}{name}"
    for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "sdtEndPr", "tblPr", "rubyPr", "rt")
} | {f"{MC}Fallback"}
_BREAK = "\n"
_MARKS = {f"{W}tab": "\t", f"{W}cr": _BREAK, f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_OFF = ("0", "false", "off")


@dataclass(slots=True)
class Styles:
    """What paragraph styles say that matters here: list numbering, weight and centring, inherited through basedOn."""

    known: dict[str, etree._Element] = field(default_factory=dict)
    face: str = ""

    def chain(self, style: str) -> Iterator[etree._Element]:
        """The style and those it is based on, nearest first; a circle ends it."""
        seen: set[str] = set()
        while style in self.known and style not in seen:
            seen.add(style)
            yield self.known[style]
            style = _value(self.known[style].find(f"{W}basedOn"))


@dataclass(frozen=True, slots=True)
class Text:
    """One Word paragraph: its own text with line feeds where lines are broken by hand, its number, how it looks.

    pages counts the page breaks it remembers; merged is set where its end mark was deleted with tracked changes.
    """

    body: str
    number: str = ""
    bold: bool = False
    centred: bool = False
    pages: int = 0
    merged: bool = False

    @property
    def text(self) -> str:
        """The text as printed: the number before the body."""
        return f"{self.number} {self.body}".strip()


def read_styles(root: etree._Element | None) -> Styles:
    """The paragraph styles of word/styles.xml by id."""
    if root is None:
        return Styles()
    known = {each.get(f"{W}styleId", ""): each for each in root.findall(f"{W}style")}
    usual = [each for each in known.values() if each.get(f"{W}default") == "1" and each.get(f"{W}type") == "paragraph"]
    holders = [*usual, *root.findall(f"{W}docDefaults/{W}rPrDefault")]
    return Styles(known, next(filter(None, map(_face, holders)), ""))


def read_paragraph(element: etree._Element, styles: Styles, numbering: Numbering) -> Text:
    """The paragraph; its automatic number is counted on, so each paragraph must be read once and in order."""
    properties = element.find(f"{W}pPr")
    looks = [each for each in (properties, *styles.chain(_style(properties))) if each is not None]
    face = next(filter(None, map(_face, looks)), styles.face)
    runs = list(_runs(element))
    pieces = [_run_text(run, face) for run in runs]
    body = _BREAK.join(filter(None, (squeeze(line) for line in "".join(pieces).split(_BREAK))))
    shown = [run for run, piece in zip(runs, pieces, strict=True) if piece.strip()]
    return Text(
        body=body,
        number=_number(element, styles, numbering),
        bold=bool(shown) and all(_is_bold(run, looks) for run in shown),
        centred=_alignment(looks) == "center",
        pages=sum(1 for _ in element.iter(f"{W}lastRenderedPageBreak")),
        merged=properties is not None and properties.find(f"{W}rPr/{W}del") is not None,
    )


def _runs(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == f"{W}r":
            yield child
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _runs(child)


def _run_text(run: etree._Element, face: str) -> str:
    properties = run.find(f"{W}rPr")
    if properties is not None and _on(properties.find(f"{W}vanish")):
        return ""
    text = "".join(_piece(child) for child in run)
    return _modern(text, _face(run) or face)


def _piece(child: etree._Element) -> str:
    if child.tag == f"{W}t":
        return child.text or ""
    if child.tag == f"{W}br":
        return _BREAK
    if child.tag == f"{W}sym":
        return "-"
    return _MARKS.get(child.tag, "") if isinstance(child.tag, str) else ""


def _modern(text: str, face: str) -> str:
    """Letters of the fonts before Unicode: .VnTime is TCVN3 (its H faces draw capitals), VNI-Times is VNI."""
    kind = legacy_font(face)
    if kind is None:
        return text
    plain = from_legacy(text, kind)
    return plain.upper() if kind == "TCVN3" and face.endswith("H") else plain


def _face(holder: etree._Element) -> str:
    """The font that a run or a style names; a paragraph's own properties name the font of its end mark only."""
    fonts = holder.find(f"{W}rPr/{W}rFonts") if holder.tag != f"{W}pPr" else None
    return "" if fonts is None else str(fonts.get(f"{W}ascii", "") or fonts.get(f"{W}hAnsi", ""))


def _number(element: etree._Element, styles: Styles, numbering: Numbering) -> str:
    properties = element.find(f"{W}pPr")
    for holder in (properties, *(each.find(f"{W}pPr") for each in styles.chain(_style(properties)))):
        found = None if holder is None else holder.find(f"{W}numPr")
        if found is not None:
            level = _value(found.find(f"{W}ilvl"))
            return numbering.next(_value(found.find(f"{W}numId")), int(level) if level.isdigit() else 0)
    return ""


def _is_bold(run: etree._Element, looks: list[etree._Element]) -> bool:
    properties = run.find(f"{W}rPr")
    own = None if properties is None else properties.find(f"{W}b")
    if own is not None:
        return _on(own)
    for look in looks:
        inherited = look.find(f"{W}rPr/{W}b") if look.tag == f"{W}style" else None
        if inherited is not None:
            return _on(inherited)
    return False


def _alignment(looks: list[etree._Element]) -> str:
    for look in looks:
        found = look.find(f"{W}jc") if look.tag == f"{W}pPr" else look.find(f"{W}pPr/{W}jc")
        if found is not None:
            return _value(found)
    return ""


def _style(properties: etree._Element | None) -> str:
    return "" if properties is None else _value(properties.find(f"{W}pStyle"))


def _value(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get(f"{W}val", ""))


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in _OFF
