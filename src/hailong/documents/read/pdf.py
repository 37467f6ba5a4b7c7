"""Born-digital PDF: ruled and unruled tables over pages, paragraphs rebuilt from wrapped lines, places by page."""

import io
import logging
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from hailong.documents.anatomy import Block, Document, Note, Place, Recognisers, Table, Unreadable
from hailong.documents.read.grid import blocks_of, join_tables
from hailong.documents.read.letters import is_legible, mend
from hailong.documents.read.pdf_columns import Columns, find_unruled
from hailong.documents.read.pdf_guard import refuse_bursting
from hailong.documents.read.pdf_lines import (
    TextLine,
    Word,
    in_reading_order,
    lines_of,
    paragraphs,
    without_running_lines,
)
from hailong.documents.read.pdf_page import in_unicode, is_bold, lighten
from hailong.documents.read.pdf_print import read_as_text
from hailong.documents.read.pdf_tables import MAX_EDGES, Grid, read_grid

MAX_PAGES = 5_000
"""Pages of one file; at some fifteen pages a second more is not a plan."""

WIDEST_MARGIN = 0.75
"""Share of a page's width that full lines reach at the least."""

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # damaged files are refused in one line of ours, not in many

_LOST = re.compile(r"\(cid:\d+\)|[\x00-\x1f\ue000-\uf8ff\ufffd]")
_SIGN = re.compile(r"[\ue000-\uf8ff]")
_CUT = "Hãy tải hoặc chép lại tệp gốc, hoặc in lại ra PDF rồi thử lại."
_SCAN = "Bản quét (scan) chưa đọc được; hãy xin tệp .docx hoặc PDF có chữ từ nơi ban hành."
_Progress = Callable[[int, int], None] | None


@dataclass(slots=True)
class _Leaf:
    """What one page holds: its text lines outside ruled tables, and those tables."""

    number: int
    lines: list[TextLine] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    picture: bool = False


def read_pdf(data: bytes, name: str, recognise: Recognisers, progress: _Progress) -> Document:
    """Read a PDF with text in it; progress is told pages done and pages in all; memory does not grow by the page."""
    refuse_bursting(data)
    leaves = list(_leaves(data, progress))
    pictures = [leaf.number for leaf in leaves if leaf.picture]
    if not any(leaf.lines or leaf.grids for leaf in leaves):
        what = "chỉ có ảnh" if pictures else "không có chữ"
        raise Unreadable(f"Tệp PDF {what}", place=_pages(pictures or [leaf.number for leaf in leaves]), cure=_SCAN)
    kept = without_running_lines([line for leaf in leaves for line in leaf.lines])
    blocks = join_tables(_blocks(leaves, kept), recognise.deadline)
    if not any(isinstance(block, Table) for block in blocks) and kept and is_legible(line.text for line in kept):
        blocks = read_as_text(kept, recognise) or blocks
    mended, notes = mend(blocks)
    if pictures:
        message = f"{_pages(pictures).capitalize()} chỉ có ảnh nên không đọc. {_SCAN}"
        notes = [Note("page_without_text", message, Place(pictures[0])), *notes]
    return Document(name, "pdf", tuple(mended), len(leaves), tuple(notes))


def _pages(numbers: Sequence[int]) -> str:
    """Page numbers as a reader writes them: "trang 2, 5-7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "trang " + ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _leaves(data: bytes, progress: _Progress) -> Iterator[_Leaf]:
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            count = len(pdf.pages)
            if count > MAX_PAGES:
                raise Unreadable(f"Tệp PDF có {count} trang, quá nhiều", cure=f"Hãy tách còn dưới {MAX_PAGES} trang.")
            for number, page in enumerate(pdf.pages, start=1):
                yield _leaf(page, number)
                page.close()
                if progress:
                    progress(number, count)
    except Unreadable:
        raise
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise Unreadable("PDF có mật khẩu mở tệp", cure="Hãy bỏ mật khẩu rồi lưu lại.") from error
        raise Unreadable("Tệp PDF hỏng hoặc bị cắt cụt", cure=_CUT) from error
    except Exception as error:  # the parser meets damaged files with whatever error comes first
        raise Unreadable("Tệp PDF hỏng hoặc bị cắt cụt", cure=_CUT) from error


def _leaf(page: Page, number: int) -> _Leaf:
    lighten(page)
    words = [_word(each) for each in page.extract_words(return_chars=True)]
    words = [word for word in words if word.text.strip()]
    printed = lines_of(words)
    tops = [min(word.top for word in line) for line in printed]
    grids = [] if len(page.edges) > MAX_EDGES else _grids(page, words, number, tops)
    outside = [word for word in words if not any(_inside(word, grid) for grid in grids)]
    width, height = float(page.width), float(page.height)
    lines = [
        TextLine(tuple(line), number, bisect_left(tops, min(word.top for word in line)) + 1, width, height)
        for line in lines_of(outside)
    ]
    return _Leaf(number, lines, grids, picture=not words and bool(page.images))


def _word(found: dict[str, Any]) -> Word:
    text = "-" if _SIGN.fullmatch(found["text"]) else _LOST.sub(" ", found["text"])  # a lone sign is a bullet
    font = found["chars"][0]["fontname"]
    return Word(in_unicode(text, font), found["x0"], found["x1"], found["top"], found["bottom"], is_bold(font))


def _grids(page: Page, words: Sequence[Word], number: int, tops: Sequence[float]) -> list[Grid]:
    found = (read_grid(table.cells, words, number, tops) for table in page.find_tables())
    return [grid for grid in found if grid is not None and any(line.filled for line in grid.lines)]


def _inside(word: Word, grid: Grid) -> bool:
    x0, top, x1, bottom = grid.box
    return x0 <= word.middle <= x1 and top <= (word.top + word.bottom) / 2 <= bottom


def _blocks(leaves: Sequence[_Leaf], kept: Sequence[TextLine]) -> list[Block]:
    flow = _Flow({width: _right(kept, width) for width in {line.width for line in kept}})
    for leaf in leaves:
        own = [line for line in kept if line.page == leaf.number]
        for grid in sorted(leaf.grids, key=lambda each: each.box[1]):
            flow.text([line for line in own if line.top < grid.box[1]])
            own = [line for line in own if line.top >= grid.box[1]]
            flow.grid(grid)
        flow.text(own)
    flow.flush()
    return flow.blocks


def _right(lines: Sequence[TextLine], width: float) -> float:
    """Where full lines end on pages of this width; a page of short lines has none, so a margin is supposed there."""
    edges = sorted(line.x1 for line in lines if line.width == width)
    return max(edges[int(0.9 * (len(edges) - 1))], WIDEST_MARGIN * width)


@dataclass(slots=True)
class _Flow:
    """Blocks as they come over the pages; a paragraph or an unruled table may go on from one page to the next."""

    rights: dict[float, float]
    blocks: list[Block] = field(default_factory=list)
    waiting: list[TextLine] = field(default_factory=list)
    columns: Columns | None = None

    def flush(self) -> None:
        """Make paragraphs of the lines that wait."""
        if self.waiting:
            self.blocks += paragraphs(self.waiting, self.rights)
            self.waiting = []

    def grid(self, grid: Grid) -> None:
        """A ruled table; one that repeats no head may still go on from the last page's."""
        self.flush()
        self.columns = None
        self.blocks += blocks_of(grid.lines, "ruled", self.blocks[-1] if self.blocks else None)

    def text(self, lines: Sequence[TextLine]) -> None:
        """Lines outside ruled tables, in which unruled ones may stand."""
        rest = list(lines)
        while rest:
            found = find_unruled(rest, None if self.waiting else self.columns)
            if found is None:
                self.waiting += in_reading_order(rest)
                return
            self.waiting += in_reading_order(rest[: found.start])
            self.flush()
            self.blocks += blocks_of(found.lines, "flattened", self.blocks[-1] if self.blocks else None)
            self.columns = found.columns if found.stop == len(rest) else None
            rest = rest[found.stop :]
