"""The living plan drafted back as DOCX: read again it gives the same tasks, and it tells how far each has come."""

import json
import os
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from tests.plan import living
from tests.plan.living import duty, row

from hailong.plan import tasks
from hailong.plan.drafting import ADDED_TITLE, DUTY_TITLE, annex, reading_of
from hailong.plan.intake.annex import PROGRESS_HEAD
from hailong.plan.intake.importing import Choices
from hailong.plan.intake.reading.assemble import read_plan
from hailong.plan.models import Occurrence, Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence")]

FOLDER = os.environ.get("HAILONG_DOCUMENTS", "")
FROZEN = Path(__file__).parent / "frozen"
SAMPLES = living.SAMPLE / "documents"
NAMES = sorted(path.name.removesuffix(".json") for path in FROZEN.glob("*.json"))
TASK = ("section", "section_title", "ordinal", "content", "product", "lead", "coordinating", "deadline", "criteria")
KEPT = (*TASK, "parts")


def kept(reading: dict[str, Any]) -> list[dict[str, Any]]:
    """What of the tasks must come back."""
    return [{key: task[key] for key in KEPT} for task in reading["tasks"]]


def again(plan: Plan, on: date = living.TODAY, **values: Any) -> dict[str, Any]:
    """The plan exported and read again."""
    return read_plan(annex(plan, on=on, **values), "lai.docx")


def with_all_duties(reading: dict[str, Any]) -> Choices:
    """The default choices, every duty made a task."""
    return replace(Choices.default_for(reading), duties=frozenset(range(len(reading["duties"]))))


@pytest.mark.parametrize("name", NAMES)
def test_a_frozen_plan_lives_and_comes_back_the_same(name: str) -> None:
    """Its rows as they were read, its duties behind them in a section of their own."""
    living.ward()
    reading = read_plan((FROZEN / name).read_bytes(), name)
    reading["document"]["title"] = reading["document"]["title"] or "Kế hoạch không tên"  # as a person is asked to
    plan = living.plan_of(reading, choices=with_all_duties(reading))
    assert kept(reading_of(plan))[: len(reading["tasks"])] == kept(reading)
    assert kept(again(plan)) == kept(reading_of(plan))


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir() if path.name.startswith("ke-hoach")))
def test_the_demos_own_plans_come_back_the_same(name: str) -> None:
    """Word, PDF and text."""
    living.ward()
    reading = living.sample_reading(name)
    plan = living.plan_of(reading, choices=with_all_duties(reading))
    assert kept(reading_of(plan))[: len(reading["tasks"])] == kept(reading)
    assert kept(again(plan)) == kept(reading_of(plan))


@pytest.mark.documents
@pytest.mark.skipif(not FOLDER, reason="HAILONG_DOCUMENTS names no folder with the five documents")
def test_the_five_documents_come_back_the_same() -> None:
    """Every one of them, its duties made tasks."""
    living.ward()
    for path in sorted(Path(FOLDER).iterdir()):
        reading = read_plan(path.read_bytes(), path.name)
        plan = living.plan_of(reading, choices=with_all_duties(reading))
        assert kept(reading_of(plan))[: len(reading["tasks"])] == kept(reading), path.name
        assert kept(again(plan)) == kept(reading_of(plan)), path.name


def test_the_reading_of_a_living_plan_is_what_was_confirmed() -> None:
    """Head, targets, quotas, limits, scores and the duties that were not chosen; the file is named by the plan."""
    living.ward()
    reading = living.sample_reading()
    plan = living.plan_of(reading)
    found = reading_of(plan)
    lists = ("targets", "quotas", "time_limits", "scores", "scorecards", "duties", "tasks")
    assert {name: found[name] for name in lists} == {name: reading[name] for name in lists}
    assert found["document"] == reading["document"] | {"file": f"{plan.code}.docx"}
    back = again(plan)["document"]
    assert back | {"file": ""} == reading["document"] | {"file": ""}


def test_duties_and_added_tasks_get_sections_and_numbers_of_their_own() -> None:
    """What is added to a section goes behind its rows; what names none, and duties, into sections behind them."""
    ward = living.ward()
    first = {"section": "I", "section_title": "TIẾP CẬN DỊCH VỤ", "lead": ["Phòng Kinh tế"]}
    rows = (
        row("Dán sơ đồ", ordinal="1", **first),
        row("Lập sổ", ordinal="2", **first),
        row("Trồng hoa", ordinal="1", section="II", section_title="VIỆC KHÁC"),
    )
    reading = living.reading_of(*rows, duties=[duty("Văn phòng tổng hợp hằng quý", due="Hằng quý", lead=["Văn phòng"])])
    plan = living.plan_of(reading, choices=with_all_duties(reading))
    quang = living.viewer("quang")
    more = {"plan": plan, "leads": [ward["X0101-KT"]], "by": quang, "now": living.NOW}
    tasks.add(content="Lau bảng", section="I", section_title="TIẾP CẬN DỊCH VỤ", deadline="Quý IV/2025", **more)
    tasks.add(content="Quét sân", deadline="Hằng quý", criteria=["TC"], **more)
    tasks.add(content="Tưới cây", deadline="Trước ngày 20/12/2025", **more)
    tasks.amend(
        task=plan.tasks.get(content="Dán sơ đồ"), content="Dán 3 sơ đồ", reason="Thêm tầng", by=quang, now=living.NOW
    )
    found = reading_of(plan)["tasks"]
    assert [(task["section"], task["section_title"], task["ordinal"], task["content"]) for task in found] == [
        ("I", "TIẾP CẬN DỊCH VỤ", "1", "Dán 3 sơ đồ"),
        ("I", "TIẾP CẬN DỊCH VỤ", "2", "Lập sổ"),
        ("I", "TIẾP CẬN DỊCH VỤ", "3", "Lau bảng"),
        ("II", "VIỆC KHÁC", "1", "Trồng hoa"),
        (None, ADDED_TITLE, "1", "Quét sân"),
        (None, ADDED_TITLE, "2", "Tưới cây"),
        (None, DUTY_TITLE, "1", "Văn phòng tổng hợp hằng quý"),
    ]
    assert kept(again(plan)) == kept(reading_of(plan))


def told(plan: Plan, on: date, **values: Any) -> list[list[str]]:
    """The columns of progress, a row a task."""
    table = docx.Document(BytesIO(annex(plan, on=on, **values))).tables[-1]
    heads = [cell.text for cell in table.rows[0].cells]
    assert tuple(heads[-2:]) == PROGRESS_HEAD
    return [[cell.text for cell in line.cells[-2:]] for line in table.rows[1:]]


def test_the_annex_tells_how_far_each_task_has_come() -> None:
    """Counted on the day asked about; the latest result that stands, to whom may see it."""
    ward = living.ward()
    work = (
        row("Lập sổ", due="Hằng quý", lead=["Phòng Kinh tế"]),
        row("Dán sơ đồ", due="Quý IV/2025", lead=["Phòng Kinh tế"]),
        row("Trồng hoa", due="Khi có văn bản của cấp trên", lead=["Phòng Kinh tế"]),
        row("Lau bảng", due="Quý IV/2025", lead=["Phòng Kinh tế"]),
    )
    plan = living.plan_of(living.reading_of(*work))
    dat, minh, unit = living.viewer("dat"), living.viewer("minh"), ward["X0101-KT"]
    first, second = Occurrence.objects.filter(task__content="Lập sổ")
    july = living.NOW.replace(month=9, day=30)
    done = tasks.report(occurrence=first, unit=unit, text="Sổ đã lập\ntrang 1", by=dat, now=july)
    tasks.accept(report=done, by=minh, now=living.NOW)
    sent = Occurrence.objects.get(task__content="Dán sơ đồ")
    tasks.report(occurrence=sent, unit=unit, text="Dán một, " * 60, by=dat, now=living.NOW)
    wrong = tasks.report(occurrence=second, unit=unit, text="Nhầm", by=dat, now=living.NOW)
    tasks.return_(report=wrong, reason="Nhầm quý", by=minh, now=living.NOW)
    tasks.cancel(task=plan.tasks.get(content="Lau bảng"), reason="Trùng", by=living.viewer("quang"), now=living.NOW)

    lines = told(plan, living.TODAY, viewer=minh)
    assert lines[0] == ["Đã nghiệm thu 1/2; bị trả lại 1", "30/09/2025, Phòng Kinh tế: Sổ đã lập\ntrang 1"]
    assert lines[1][0] == "Đã nghiệm thu 0/1; chờ nghiệm thu 1"
    assert lines[1][1].endswith("… (chờ nghiệm thu)")
    assert lines[2:] == [["Đã nghiệm thu 0/1; chờ điều kiện 1", ""], ["Đã huỷ: Trùng", ""]]
    assert told(plan, date(2026, 1, 1), viewer=minh)[0][0] == "Đã nghiệm thu 1/2; quá hạn 1"
    assert [line[1] for line in told(plan, living.TODAY)] == [""] * 4
    assert kept(again(plan, viewer=minh)) == kept(reading_of(plan))


def test_the_letterhead_names_the_place_and_the_annex_its_plan() -> None:
    """The commune before the date; the annex wide, its head repeated."""
    living.ward()
    plan = living.plan_of(living.reading_of(row("Dán sơ đồ", lead=["Phòng Kinh tế"])))
    made = docx.Document(BytesIO(annex(plan, on=living.TODAY)))
    assert made.tables[0].rows[1].cells[1].text == "Sông Xanh, ngày 18 tháng 7 năm 2025"
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert "(Kèm theo Kế hoạch số 44/KH-UBND ngày 18/07/2025)" in texts
    assert made.sections[1].page_width > made.sections[1].page_height


def test_a_plan_without_tasks_is_drafted_too() -> None:
    """With what it says."""
    living.ward()
    plan = living.plan_of(living.reading_of())
    assert again(plan)["tasks"] == []
    assert json.dumps(reading_of(plan), ensure_ascii=False)
