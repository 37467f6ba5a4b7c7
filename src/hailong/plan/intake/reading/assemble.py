"""A plan read whole: one file in, the JSON object of contract 4.1 out."""

from collections.abc import Callable
from typing import Any

from hailong.clock.phrases import deadline_score
from hailong.documents.anatomy import Document, Paragraph, Recognisers, Table
from hailong.documents.read.files import read
from hailong.lexicon.text import squeeze
from hailong.plan.intake.reading.amounts import quotas, targets, time_limits
from hailong.plan.intake.reading.columns import role_of
from hailong.plan.intake.reading.directory import Directory
from hailong.plan.intake.reading.duties import read_duties
from hailong.plan.intake.reading.head import read_head
from hailong.plan.intake.reading.names import unit_score
from hailong.plan.intake.reading.numbering import body_numbers, missing_annex, row_numbers
from hailong.plan.intake.reading.outline import Passage, passages
from hailong.plan.intake.reading.rows import Entry
from hailong.plan.intake.reading.scores import scorecards, scores
from hailong.plan.intake.reading.target_tables import table_targets
from hailong.plan.intake.reading.tasks import plan_entries, printed_names, read_tasks, table_doubts, where_printed

RECOGNISERS = Recognisers(deadline=deadline_score, unit=unit_score)


def read_plan(data: bytes, name: str, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """Read one file into the object of contract 4.1, with the printed source lines under `_source`.

    `progress` is told (pages read, pages). Raises documents.anatomy.Unreadable, which names the place and the cure.
    """
    return assemble(read(data, name, RECOGNISERS, progress), name)


def _cell_passages(found: list[Entry]) -> tuple[Passage, ...]:
    """The cells of the tasks as passages: limits and targets stand there too."""
    return tuple(
        Passage(f"PL.{entry.where()}", text, row.place, "cell")
        for entry in found
        for row in entry.rows
        for role in ("content", "product", "responsibility")
        if (text := entry.columns.text(row, role))
    )


def assemble(document: Document, name: str) -> dict[str, Any]:
    """The object of contract 4.1 from a document already read."""
    head, blanks = read_head(document)
    year = head["year"]
    body = passages(document)
    found = plan_entries(document)
    everywhere = (*body, *_cell_passages(found))
    directory = Directory(head["agency"] or "", _whole_text(document))
    directory.learn(printed_names(found))
    duties = read_duties(body, year, directory)
    tasks, doubts = read_tasks(found, year, directory)
    target_list, target_doubts = targets(everywhere, year)
    tabled, tabled_doubts = table_targets(document, year)
    score_list, score_doubts = scores(document)
    card_list, card_doubts = scorecards(body, head["agency"])
    notes = [{"code": n.code, "message": n.message, "where": where_printed(n.place)} for n in document.notes]
    warnings = [
        *blanks, *notes, *table_doubts(document), *row_numbers(found), *body_numbers(body),
        *missing_annex(body, bool(tasks)), *doubts, *target_doubts, *tabled_doubts, *score_doubts, *card_doubts,
    ]  # fmt: skip
    return {
        "document": {"file": name} | head, "targets": [*target_list, *tabled], "quotas": quotas(everywhere),
        "time_limits": time_limits(everywhere), "scores": score_list, "scorecards": card_list,
        "tasks": tasks, "duties": duties, "warnings": warnings, "_source": _source(document),
    }  # fmt: skip


def _whole_text(document: Document) -> str:
    """Everything printed, for counting how a unit is spelled."""
    texts = (block.text if isinstance(block, Paragraph) else _table_text(block) for block in document.blocks)
    return squeeze(" ".join(texts))


def _table_text(table: Table) -> str:
    """What a table prints as the plan's own: what is told of progress names units as it likes."""
    told = {i for i, head in enumerate(table.head) if role_of(head) == "progress"}
    return " ".join(text for row in table.rows for i, text in enumerate(row.texts) if i not in told)


def _source(document: Document) -> list[dict[str, Any]]:
    """The printed text in reading order for the page that shows it beside the rows."""
    lines: list[dict[str, Any]] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(_source_line(block.place.page, block.place.line, block.text, block.raw))
            continue
        lines.append(_source_line(block.place.page, block.place.line, " | ".join(block.head), None))
        for row in block.rows:
            raws = [cell.raw or cell.text for cell in row.cells] if any(cell.raw for cell in row.cells) else None
            raw = " | ".join(raws) if raws else None
            lines.append(_source_line(row.place.page, row.place.line, " | ".join(row.texts), raw))
    return lines


def _source_line(page: int | None, line: int | None, text: str, raw: str | None) -> dict[str, Any]:
    return {"page": page, "line": line, "text": text, "raw": raw}
