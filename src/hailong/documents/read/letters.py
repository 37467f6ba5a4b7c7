"""Letters that a file lost or wrote in an old encoding put back in all blocks, what stood there kept as raw."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from hailong.documents.anatomy import Block, Cell, Note, Paragraph
from hailong.lexicon.encodings import from_legacy, legacy_kind
from hailong.lexicon.repair import Repaired, repair
from hailong.lexicon.syllables import is_syllable
from hailong.lexicon.text import squeeze

LEGIBLE = 0.6
"""Share of words that must be Vietnamese syllables; a plan that lost four letters of its font still has 0.9."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_SAMPLE = 4000  # words looked at
_FEW = 20  # words from which a share says something

_GARBLED = "Phần lớn chữ trong tệp không đọc được thành tiếng Việt, có thể phông chữ bị hỏng; hãy xin tệp .docx."


def is_legible(texts: Iterable[str]) -> bool:
    """Whether the words are mostly Vietnamese; letters that a file garbled throughout cannot be put back."""
    words = list(islice((word[0] for text in texts for word in _WORD.finditer(text)), _SAMPLE))
    return len(words) < _FEW or sum(map(is_syllable, words)) >= LEGIBLE * len(words)


def mend(blocks: Sequence[Block]) -> tuple[list[Block], list[Note]]:
    """The blocks with lost letters repaired where the lexicon is sure, and one note that says how many and where."""
    texts = [text for block in blocks for text in _texts(block)]
    kind = legacy_kind("\n".join(texts))
    if kind is not None:
        texts = [from_legacy(text, kind) for text in texts]
    if not is_legible(texts):
        return list(blocks), [Note("letters_lost", _GARBLED, blocks[0].place)]
    lines = [text.split("\n") for text in texts]
    found = iter(repair([line for parts in lines for line in parts]))
    mended = iter([_joined([next(found) for _ in parts]) for parts in lines])
    fresh = [_with_texts(block, [next(mended) for _ in _texts(block)]) for block in blocks]
    changed = [block for block in fresh if _is_changed(block)]
    if not changed:
        return fresh, []
    message = f"Chữ bị mất trong tệp, đã đề nghị phục hồi ở {len(changed)} đoạn hoặc bảng; hãy đối chiếu với bản gốc."
    return fresh, [Note("letters_lost", message, changed[0].place)]


def _joined(parts: Sequence[Repaired]) -> Repaired:
    """The lines of one cell or paragraph again, each squeezed: wide gaps mattered to the repair only."""
    return Repaired(
        "\n".join(squeeze(part.text) for part in parts),
        "\n".join(squeeze(part.raw) for part in parts),
        min(part.confidence for part in parts),
    )


def _texts(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    return [*block.head, *(text for row in block.rows for text in row.texts)]


def _with_texts(block: Block, texts: Sequence[Repaired]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=texts[0].text, raw=_raw(texts[0]))
    head = tuple(each.text for each in texts[: len(block.head)])
    rest = iter(texts[len(block.head) :])
    rows = tuple(replace(row, cells=tuple(_cell(cell, next(rest)) for cell in row.cells)) for row in block.rows)
    return replace(block, head=head, rows=rows)


def _cell(cell: Cell, found: Repaired) -> Cell:
    if found.raw == found.text:
        return replace(cell, text=found.text)
    return Cell(found.text, found.raw, min(cell.confidence, found.confidence))


def _raw(found: Repaired) -> str | None:
    return found.raw if found.raw != found.text else None


def _is_changed(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return block.raw is not None
    return any(cell.raw is not None for row in block.rows for cell in row.cells)
