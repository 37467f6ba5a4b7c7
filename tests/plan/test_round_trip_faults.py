"""What is wrong in a progress sheet that came back is named cell by cell, and then nothing of it counts."""

from typing import Any

import openpyxl
import pytest
from tests.plan import living
from tests.plan.living import row
from tests.plan.sheets import (
    ASK,
    BOOK,
    CULTURE,
    DONE,
    ECONOMY,
    LATE,
    LINK,
    MAP,
    OBSTACLE,
    REMEDY,
    SWEEP,
    TEXT,
    WHEN,
    WHO,
    back,
    culture,
    edited,
    everything,
    head,
    of,
    opened,
    places,
    said,
    saved,
    sheet,
    shown,
)

from hailong.agency.faults import CellFault, Refused
from hailong.agency.models import Unit
from hailong.agency.people.rights import Forbidden
from hailong.plan import round_trip, tasks
from hailong.plan.models import Occurrence, Plan, Report
from hailong.plan.tasks import cancel

pytestmark = pytest.mark.django_db


def test_a_wrong_cell_is_named_by_sheet_row_column_value_and_cure(plan: Plan) -> None:
    """What is neither yes nor no."""
    found = back(edited(sheet(plan), of(MAP, {TEXT: "Đã dán", DONE: "maybe"})), plan)
    (fault,) = found.faults
    assert fault == CellFault(
        sheet="Tiến độ",
        row=10,
        column="K",
        value="maybe",
        message="“maybe” không rõ là xong hay chưa.",
        cure="Ghi x hoặc Có, hoặc để trống.",
    )
    with pytest.raises(Refused, match="1 ô sai"):
        round_trip.apply(found, by=head(), now=living.NOW)
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("content", "values", "column", "word"),
    [
        (ASK, {**LATE, WHEN: "32/13/2025"}, "O", "không phải là ngày"),
        (ASK, {**LATE, WHEN: "01/10/2025"}, "O", "đã qua"),
        (ASK, {**LATE, REMEDY: None}, "M", "còn thiếu"),
        (ASK, {**LATE, WHO: "ông " * 99}, "N", "Người chịu trách nhiệm"),
        (ASK, {TEXT: "Đã hỏi", DONE: "x"}, "L", "chưa giải trình"),
        (MAP, LATE, "L", "chưa quá hạn"),
        (MAP, {TEXT: "Đã dán", LINK: "o dia chung"}, "I", "không phải địa chỉ"),
        (MAP, {OBSTACLE: "Thiếu giấy"}, "G", "Chưa có kết quả"),
        (MAP, {DONE: "x"}, "G", "Chưa có kết quả"),
        (BOOK, {TEXT: "Góp giấy", DONE: "x"}, "K", "phối hợp"),
        (MAP, {"Nội dung": "Việc khác"}, "B", "không sửa được ở đây"),
        (MAP, {"Kỳ, hạn": "Quý I/2026"}, "E", "không sửa được ở đây"),
        (MAP, {"Tình trạng": None}, "F", "không sửa được ở đây"),
    ],
)
def test_every_kind_of_wrong_cell_is_named(
    plan: Plan, content: str, values: dict[str, Any], column: str, word: str
) -> None:
    """With what to do about it."""
    page = opened(sheet(plan))
    number = places(page)[2][content]
    (fault,) = back(edited(sheet(plan), of(content, values)), plan).faults
    assert (fault.sheet, fault.row, fault.column) == ("Tiến độ", number, column)
    assert word in fault.message
    assert fault.cure


def test_a_row_that_nobody_gave_out_is_a_fault(plan: Plan) -> None:
    """A new one, one whose key was changed, and one copied."""
    page = opened(sheet(plan))
    top, columns, rows = places(page)
    page.cell(page.max_row + 1, 2).value = "Việc tự thêm"
    copied = page.max_row + 1
    for column in range(1, 17):
        page.cell(copied, column).value = page.cell(rows[MAP], column).value
    changed = page.cell(rows[SWEEP], columns["Mã dòng"])
    changed.value = f"{str(changed.value)[:-1]}g"
    found = back(saved(page), plan)
    assert said(found) == [(rows[SWEEP], "A", "II.1"), (copied - 1, "B", "Việc tự thêm"), (copied, "A", "I.1")]
    assert f"trùng với dòng {rows[MAP]}" in found.faults[2].message
    assert top < rows[SWEEP]


def test_a_filled_row_whose_hidden_mark_was_emptied_is_not_to_be_thrown_away(plan: Plan) -> None:
    """The cure says how to save what was filled in."""
    page = opened(sheet(plan))
    _top, columns, rows = places(page)
    page.cell(rows[MAP], columns["Mã dòng"]).value = None

    (fault,) = back(saved(page), plan).faults

    assert (fault.row, fault.column) == (rows[MAP], "A")
    assert "Mã dòng" in fault.message
    assert "chép phần đã điền sang" in fault.cure


def test_the_sheet_of_another_plan_or_unit_is_a_fault_of_the_whole(plan: Plan) -> None:
    """It says whose it is; so does the question whose sheet a file is."""
    other = living.plan_of(
        living.reading_of(row(MAP, lead=[CULTURE]), head={"number": "45/KH-UBND", "title": "Việc khác năm 2025"})
    )
    (fault,) = back(sheet(other), plan).faults
    assert (fault.row, fault.column) == (1, "A")
    assert other.code in fault.message
    with pytest.raises(Refused, match=other.code):
        round_trip.unit_of(sheet(other), plan=plan, viewer=head())

    economy = Unit.objects.get(code="X0101-KT")
    theirs = sheet(plan, economy, living.viewer("quang"))
    (fault,) = back(theirs, plan).faults
    assert ECONOMY in fault.message
    assert round_trip.unit_of(theirs, plan=plan, viewer=living.viewer("quang")) == economy
    with pytest.raises(Forbidden):
        round_trip.unit_of(theirs, plan=plan, viewer=head())


def test_a_file_that_is_no_sheet_of_ours_is_refused_with_its_cure(plan: Plan) -> None:
    """No workbook, a strange one, one with a column or the mark taken out."""
    page = opened(sheet(plan))
    page.delete_cols(16)
    without_keys = saved(page)
    page = opened(sheet(plan))
    page["P1"].value = None
    with pytest.raises(Refused, match="Mã dòng"):
        back(without_keys, plan)
    for data in (b"", b"Ke hoach", b"PK\x03\x04", saved(openpyxl.Workbook().active)):  # type: ignore[arg-type]
        with pytest.raises(Refused) as refused:
            back(data, plan)
        assert (refused.value.field, bool(refused.value.cure)) == ("file", True)
    assert "không phải bảng do hệ thống xuất ra" in back(saved(page), plan).faults[0].message
    with pytest.raises(Refused, match="không phải bảng do hệ thống"):
        round_trip.unit_of(saved(page), plan=plan, viewer=head())


def test_what_was_decided_since_the_sheet_went_out_is_a_conflict(plan: Plan) -> None:
    """Only where the row says something new; an old row left as it was changes nothing."""
    old = sheet(plan)
    there = Occurrence.objects.get(task__content=MAP)
    report = tasks.report(occurrence=there, unit=culture(), text="Dán rồi", by=head(), now=living.NOW)
    tasks.accept(report=report, by=living.viewer("minh"), now=living.NOW)
    cancel(
        task=Occurrence.objects.get(task__content=SWEEP).task, reason="Trùng", by=living.viewer("quang"), now=living.NOW
    )
    assert (back(old, plan).rows, back(old, plan).faults) == ((), ())
    late = back(edited(old, of(MAP, {TEXT: "Dán nữa"}) | of(SWEEP, {TEXT: "Trồng rồi"})), plan)
    assert [(fault.column, fault.message) for fault in late.faults] == [
        ("G", "Đợt này nay đã nghiệm thu."),
        ("G", "Đợt này nay đã huỷ."),
    ]


def test_what_stood_on_an_old_sheet_and_was_not_touched_is_no_conflict(plan: Plan) -> None:
    """A returned report goes out on the sheet; meanwhile it is mended on the page."""
    there = Occurrence.objects.get(task__content=MAP)
    report = tasks.report(occurrence=there, unit=culture(), text="Dán rồi", by=head(), now=living.NOW)
    tasks.return_(report=report, reason="Thiếu ảnh", by=living.viewer("minh"), now=living.NOW)
    old = sheet(plan)
    tasks.report(occurrence=there, unit=culture(), text="Dán rồi, có ảnh", by=head(), now=living.NOW)
    found = back(edited(old, of(SWEEP, {TEXT: "Đã trồng"})), plan)
    assert (shown(found), found.faults) == ([(SWEEP, TEXT, "", "Đã trồng")], ())


def test_a_plan_that_has_ended_takes_nothing_in(plan: Plan) -> None:
    """The row says so."""
    old = edited(sheet(plan), of(MAP, {TEXT: "Dán rồi"}))
    Plan.objects.update(state="ended")
    assert [fault.message for fault in back(old, plan).faults] == ["Đợt này không còn thực hiện."]


def test_what_changed_between_looking_and_applying_is_refused_whole(plan: Plan) -> None:
    """Nothing of the sheet is written, not even the rows that nobody touched."""
    found = back(edited(sheet(plan), of(MAP, {TEXT: "Đã dán"}) | of(SWEEP, {TEXT: "Đã trồng"})), plan)
    there = Occurrence.objects.get(task__content=SWEEP)
    tasks.report(occurrence=there, unit=culture(), text="Người khác trồng", finishes=False, by=head(), now=living.NOW)
    before = everything()
    with pytest.raises(Refused, match="vừa được người khác báo cáo"):
        round_trip.apply(found, by=head(), now=living.NOW)
    assert everything() == before


def test_a_row_that_the_verbs_refuse_undoes_all(plan: Plan) -> None:
    """Read without a day, the lateness is found out only when it counts."""
    data = edited(sheet(plan), of(MAP, {TEXT: "Đã dán"}) | of(ASK, {TEXT: "Đã hỏi", DONE: "x"}))
    found = round_trip.read_back(data, plan=plan, unit=culture(), viewer=head())
    assert found.faults == ()
    with pytest.raises(Refused, match=r"Trước ngày 30/9/2025.*giải trình"):
        round_trip.apply(found, by=head(), now=living.NOW)
    assert not Report.objects.exists()


def test_who_may_not_see_a_units_reports_gets_no_sheet_of_it(plan: Plan) -> None:
    """Neither out nor back; and who may look may not therefore report."""
    stranger, officer = living.viewer("dat"), living.viewer("minh")
    with pytest.raises(Forbidden):
        sheet(plan, viewer=stranger)
    with pytest.raises(Forbidden):
        round_trip.read_back(sheet(plan), plan=plan, unit=culture(), viewer=stranger)
    found = back(edited(sheet(plan), of(MAP, {TEXT: "Đã dán"})), plan)
    with pytest.raises(Forbidden):
        round_trip.apply(found, by=officer, now=living.NOW)
