"""A reading as an official document: head and aims, and its tasks in an annex that reads back to the same tasks.

One writer for a draft that is taken away and for a living plan, whose annex has two more columns on progress.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from hailong.documents.write.docx import document as official_docx
from hailong.documents.write.parts import Agency, Annex, Grid, Official, Signature, Text
from hailong.lexicon.dates import format_date
from hailong.plan.intake.listing import deadline_text

Reading = dict[str, Any]
Line = tuple[str, ...]

_HEAD = ("STT", "Nội dung", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Tiêu chí")
_WIDTHS = (7.0, 33.0, 20.0, 14.0, 14.0, 11.0, 8.0)
PROGRESS_HEAD = ("Tình hình thực hiện", "Kết quả gần nhất")
"""What the reader knows as columns of ours and lets be."""
_WIDTHS_WITH_PROGRESS = (8.0, 28.0, 17.0, 14.0, 13.0, 13.0, 8.0, 12.0, 18.0)
_CENTRED = frozenset({0, 5, 6})
_DUTIES = "TỔ CHỨC THỰC HIỆN"
_LABEL = "PHỤ LỤC"
_NONE = "-"  # or a heading that names a criterion would lend it to a row that has none
_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.IGNORECASE)  # as the reader finds the year of a title: the last one
_UNTITLED = "…"


def annex_docx(reading: Reading, progress: Sequence[Line] = (), *, superior: str = "", place: str = "") -> bytes:
    """The document as DOCX; `progress` holds two texts a task, under PROGRESS_HEAD, where there are any.

    `superior` and `place` are of the letterhead: the agency above, and the name of the place before the date.
    """
    head = reading["document"]
    number, _, symbol = (head["number"] or "").partition("/")
    signer = head["signer"] or {}
    return official_docx(
        Official(
            agency=Agency(head["agency"] or _UNTITLED, superior, place),
            kind=(head["type"] or "Kế hoạch").upper(),
            title=_titled(head),
            body=tuple(_body(reading)) or (Text("Văn bản không có bảng nhiệm vụ."),),
            number=number,
            symbol=head["symbol"] or symbol or "KH",
            day=date.fromisoformat(head["date"]) if head["date"] else None,
            signature=Signature(((signer.get("position") or "").upper(),), signer.get("name") or ""),
            recipients=tuple(f"- {name};" for name in head["recipients"]),
            annex=_annex(reading, progress),
        )
    )


def _titled(head: dict[str, Any]) -> str:
    """The title, with the plan's year where no title tells it: deadlines printed without a year are of that one."""
    title, attached = head["title"] or head["file"], head["attached"] or {}
    printed = next(filter(None, (_YEAR.findall(text or "") for text in (attached.get("title"), title))), [])
    return title if head["year"] is None or printed[-1:] == [str(head["year"])] else f"{title} năm {head['year']}"


def _body(reading: Reading) -> Iterator[Text]:
    yield from (Text(f"Căn cứ văn bản số {code};", "base") for code in reading["document"]["bases"])
    aims = (target["text"] for target in reading["targets"] if not target["where"].startswith("PL"))
    yield from (Text(f"- {aim}") for aim in dict.fromkeys(aims))
    if reading["duties"]:
        yield Text(_DUTIES, "heading")
        yield from (Text(f"{n}. {duty['content']}") for n, duty in enumerate(reading["duties"], 1))


def _annex(reading: Reading, progress: Sequence[Line]) -> Annex | None:
    """The table of tasks; None where there are none. What a decision issues keeps its own type and title."""
    if not reading["tasks"]:
        return None
    head = reading["document"]
    attached = head["attached"]
    label, title = (attached["type"], attached["title"] or "") if attached else (_LABEL, "")
    lines, sections = _rows(reading["tasks"], progress)
    grid = Grid(
        (*_HEAD, *PROGRESS_HEAD) if progress else _HEAD,
        tuple(lines),
        _WIDTHS_WITH_PROGRESS if progress else _WIDTHS,
        sections,
        _CENTRED,
    )
    return Annex(label, (grid,), title, _belongs_to(head))


def _belongs_to(head: dict[str, Any]) -> str:
    """The line under an annex's title; none where the document has no number yet."""
    if not head["number"]:
        return ""
    day = f" ngày {format_date(date.fromisoformat(head['date']))}" if head["date"] else ""
    return f"(Kèm theo {head['type'] or 'Kế hoạch'} số {head['number']}{day})"


def _rows(tasks: Sequence[dict[str, Any]], progress: Sequence[Line]) -> tuple[list[Line], frozenset[int]]:
    """The rows of the annex with a row for each section, and which rows those are."""
    found: list[Line] = []
    sections: set[int] = set()
    open_section: tuple[str | None, str | None] = (None, None)
    for number, task in enumerate(tasks):
        more = progress[number] if progress else ()
        section = (task["section"], task["section_title"])
        if section != open_section and any(section):
            sections.add(len(found))
            found.append((section[0] or "", section[1] or "", *[""] * (len(_HEAD) - 2 + len(more))))
        open_section = section
        found += _task_rows(task, more)
    return found, frozenset(sections)


def _task_rows(task: dict[str, Any], more: Line) -> list[Line]:
    """One row a task, and one more for each further product with its own deadline, as the plan prints them."""
    parts = task["parts"] or [{"product": task["product"], "deadline": task["deadline"]}]
    lead, coordinating = "\n".join(task["lead"]), "\n".join(task["coordinating"])
    first = (task["ordinal"] or "", task["content"], parts[0]["product"] or "", lead, coordinating)
    criteria = ", ".join(task["criteria"]) or _NONE
    lines: list[Line] = [(*first, deadline_text(parts[0]["deadline"]), criteria, *more)]
    for part in parts[1:]:
        rest = ("", deadline_text(part["deadline"]), "", *[""] * len(more))
        lines.append(("", "", part["product"] or "", "", *rest))
    return lines
