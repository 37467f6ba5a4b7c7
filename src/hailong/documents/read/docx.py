"""Word documents (.docx): paragraphs and tables in printed order, with automatic numbers, merges and repeated heads."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from hailong.documents.anatomy import Block, Document, Paragraph, Place, Recognisers, Table, Unreadable
from hailong.documents.read.archive import open_archive
from hailong.documents.read.docx_numbers import Numbering, W, read_numbering
from hailong.documents.read.docx_text import MC, Styles, Text, read_paragraph, read_styles
from hailong.documents.read.grid import Line, Slot, blocks_of, join_tables
from hailong.documents.read.layout import as_paragraphs, is_layout

_CURE = "Hãy mở bằng Word hoặc LibreOffice, lưu lại thành .docx rồi thử lại."
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_TEXT_BOX = f"{W}txbxContent"
_PROGRESS_EVERY = 100
_Progress = Callable[[int, int], None] | None


def read_docx(data: bytes, name: str, recognise: Recognisers, progress: _Progress) -> Document:
    """Read a .docx; places count paragraphs and rows from 1; progress is told blocks done and blocks in all."""
    with open_archive(data) as archive:
        parts = archive.namelist()
        main = next((each for each in parts if each.startswith("word/document") and each.endswith(".xml")), None)
        if main is None:
            raise Unreadable("Tệp Word thiếu phần nội dung", place="word/document.xml", cure=_CURE)
        body = _part(archive, main).find(f"{W}body")
        styles = _part(archive, "word/styles.xml") if "word/styles.xml" in parts else None
        numbers = _part(archive, "word/numbering.xml") if "word/numbering.xml" in parts else None
    if body is None:
        raise Unreadable("Tệp Word không có nội dung", place=main, cure=_CURE)
    walk = _Walk(read_styles(styles), read_numbering(numbers))
    walk.read(body, progress)
    if not walk.blocks:
        raise Unreadable("Tệp Word không có chữ nào, có thể chỉ chứa ảnh quét (scan)", cure="Hãy đưa tệp có chữ.")
    blocks = join_tables(walk.blocks, recognise.deadline)
    return Document(name, "docx", tuple(blocks), walk.page if walk.page > 1 else None)


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(archive.read(name), parser)
    except (etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise Unreadable("Tệp Word hỏng, nội dung không đọc được", place=name, cure=_CURE) from error


@dataclass(slots=True)
class _Walk:
    """One walk through the body: what was met so far, and where on the printed pages it stood."""

    styles: Styles
    numbering: Numbering
    blocks: list[Block] = field(default_factory=list)
    page: int = 1
    line: int = 0
    held: str = ""

    def read(self, container: etree._Element, progress: _Progress = None) -> None:
        children = list(_children(container, f"{W}p", f"{W}tbl"))
        for done, child in enumerate(children, start=1):
            if child.tag == f"{W}tbl":
                self.table(child)
            else:
                self.paragraph(child)
            if progress and (done % _PROGRESS_EVERY == 0 or done == len(children)):
                progress(done, len(children))

    def paragraph(self, element: etree._Element) -> None:
        """One paragraph; where its end mark was deleted with tracked changes its text waits for the next one."""
        found = self.text(element)
        text = f"{self.held} {found.text}".strip()
        self.held = text if found.merged else ""
        if text and not found.merged and (found.body or text != found.text):
            self.line += 1
            self.blocks.append(Paragraph(text, self.place(), bold=found.bold, centred=found.centred))
        for box in _boxes(element):
            self.read(box)

    def text(self, element: etree._Element) -> Text:
        """The paragraph's text, the page breaks inside it counted."""
        found = read_paragraph(element, self.styles, self.numbering)
        self.page += found.pages
        return found

    def place(self) -> Place:
        """Here: the paragraph or row last begun."""
        return Place(page=self.page if self.page > 1 else None, line=self.line)

    def table(self, element: etree._Element) -> None:
        """One table, and after it those nested in its cells that have heads of their own."""
        inner: list[Block] = []
        lines = [self.row(each, inner) for each in _children(element, f"{W}tr") if not _is_deleted(each)]
        self.blocks += as_paragraphs(lines) if is_layout(lines) else blocks_of(lines, "ruled", self.last())
        self.blocks += inner

    def last(self) -> Block | None:
        """The block read last."""
        return self.blocks[-1] if self.blocks else None

    def row(self, element: etree._Element, inner: list[Block]) -> Line:
        """One row of a table; the place is the row's even where its cells hold further pages."""
        self.line += 1
        place = self.place()
        properties = element.find(f"{W}trPr")
        before, after = (_count(properties, each) for each in ("gridBefore", "gridAfter"))
        cells = [self.cell(each, inner) for each in _children(element, f"{W}tc")]
        slots = [*[Slot("")] * before, *cells, *[Slot("")] * after]
        head = properties is not None and _is_on(properties.find(f"{W}tblHeader"))
        return Line(tuple(slots), place, head)

    def cell(self, element: etree._Element, inner: list[Block]) -> Slot:
        """One cell: paragraphs joined by line feeds, headless tables inside it as lines; others go to inner."""
        properties = element.find(f"{W}tcPr")
        merge = None if properties is None else properties.find(f"{W}vMerge")
        columns = max(1, _count(properties, "gridSpan"))
        if merge is not None and merge.get(f"{W}val", "continue") == "continue":
            return Slot("", columns, covered=True)
        nested = _Walk(self.styles, self.numbering, page=self.page, line=self.line)
        texts, bold = [], True
        for child in _children(element, f"{W}p", f"{W}tbl"):
            if child.tag == f"{W}tbl":
                nested.table(child)
                continue
            found = self.text(child)
            texts.append(found.text)
            bold = bold and (found.bold or not found.body)
            for box in _boxes(child):
                nested.read(box)
        inner += [each for each in nested.blocks if isinstance(each, Table) and each.head]
        texts += [line for each in nested.blocks for line in _lines(each)]
        text = "\n".join(filter(None, texts))
        return Slot(text, columns, bold=bold and bool(text))


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    return [] if block.head else [" ".join(filter(None, row.texts)) for row in block.rows]


def _children(container: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """The wanted children in order, those inside content controls and insertions too."""
    for child in container:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, *wanted)


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    """The text boxes anchored in a paragraph; the fallback copy for old programs and boxes within boxes left out."""
    return [
        box
        for box in paragraph.iter(_TEXT_BOX)
        if not any(each.tag in (f"{MC}Fallback", _TEXT_BOX) for each in box.iterancestors(f"{MC}Fallback", _TEXT_BOX))
    ]


def _is_deleted(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def _count(properties: etree._Element | None, name: str) -> int:
    """A small count such as a cell's columns; damaged files get at most as many as Word itself allows (63)."""
    found = None if properties is None else properties.find(f"{W}{name}")
    text = "" if found is None else found.get(f"{W}val", "")
    return min(int(text), 63) if text.isdecimal() and len(text) < 9 else 0
