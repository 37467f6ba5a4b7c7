"""Plain text - typed, pasted, or flattened out of a PDF by some tool - read into paragraphs and tables.

Nothing printed is left out: every word stands in a paragraph, a cell or a head, except repeats of a head at the top
of a page, rows that only count the columns, and page numbers.
"""

from collections.abc import Callable, Sequence

from hailong.documents.anatomy import Block, Document, Note, Place, Recognisers, Unreadable
from hailong.documents.read.aligned import read_aligned
from hailong.documents.read.flattened import head_at, read_flattened
from hailong.documents.read.lines import Line, Sheet, read_lines, without_page_numbers
from hailong.documents.read.prose import paragraphs, text_width_of
from hailong.documents.read.tabbed import read_tabbed, region
from hailong.lexicon.encodings import decode

Progress = Callable[[int, int], None]


def _mended(lines: Sequence[Line]) -> tuple[Note, ...]:
    """One note that letters were put back, at the first place."""
    changed = [line for line in lines if line.text != line.raw]
    if not changed:
        return ()
    message = f"Chữ bị mất trong tệp, đã đề nghị phục hồi ở {len(changed)} dòng; hãy đối chiếu với bản gốc."
    return (Note("letters_lost", message, Place(changed[0].page, changed[0].number)),)


def _table_at(lines: Sequence[Line], start: int, recognise: Recognisers) -> tuple[list[Block], int]:
    """The table that begins at a line, with the index after it; no blocks where none does."""
    stop = region(lines, start)
    if stop > start:
        return read_tabbed(lines[start:stop]), stop
    blocks, stop = read_aligned(lines, start)
    if blocks:
        return blocks, stop
    head = head_at(lines, start)
    found = read_flattened(lines, start, head, recognise) if head else None
    return ([found.table], found.stop) if found else ([], start)


def _blocks(lines: Sequence[Line], recognise: Recognisers, progress: Progress | None) -> list[Block]:
    tables: list[tuple[list[Block], int, int]] = []
    index = 0
    while index < len(lines):
        found, stop = _table_at(lines, index, recognise)
        if found:
            tables.append((found, index, stop))
            if progress:
                progress(stop, len(lines))
        index = stop if found else index + 1
    return _with_prose(lines, tables)


def _with_prose(lines: Sequence[Line], tables: Sequence[tuple[list[Block], int, int]]) -> list[Block]:
    """The tables found, with the paragraphs before, between and after them."""
    edges = [0, *(edge for _, start, stop in tables for edge in (start, stop)), len(lines)]
    prose = [lines[start:stop] for start, stop in zip(edges[::2], edges[1::2], strict=True)]
    width = text_width_of([line for part in prose for line in part])
    blocks: list[Block] = [*paragraphs(prose[0], width)]
    for (found, _, _), after in zip(tables, prose[1:], strict=True):
        blocks += [*found, *paragraphs(after, width)]
    return blocks


def read_text(data: bytes, name: str, recognise: Recognisers, progress: Progress | None = None) -> Document:
    """Read a text file whose content is `data`; progress is told lines done and lines in all.

    Raises Unreadable where there is no text at all.
    """
    sheet: Sheet = without_page_numbers(read_lines(decode(data).text))
    if not sheet.lines:
        raise Unreadable(
            "Tệp không có chữ nào", cure="Hãy kiểm tra lại tệp, hoặc lấy tệp gốc (.docx, .pdf).", place=name
        )
    blocks = _blocks(sheet.lines, recognise, progress)
    if progress:
        progress(len(sheet.lines), len(sheet.lines))
    return Document(name, "text", tuple(blocks), sheet.pages, _mended(sheet.lines))
