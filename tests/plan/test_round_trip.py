"""A unit's progress sheet goes out, is filled, and comes back: the difference is shown, and nothing else changes."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plan import living
from tests.plan.sheets import (
    ASK,
    BOOK,
    CAUSE,
    DONE,
    LATE,
    LINK,
    MAP,
    OBSTACLE,
    PRODUCT,
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
    saved,
    sheet,
    shown,
)

from hailong.agency.models import Line
from hailong.documents.read.files import read_cells
from hailong.plan import round_trip, tasks
from hailong.plan.models import Explanation, Occurrence, Plan, Report

pytestmark = pytest.mark.django_db


def test_the_sheet_says_what_is_owed_and_opens_only_what_is_to_be_filled_in(plan: Plan) -> None:
    """By due day; what a coordinating unit does not decide stays shut."""
    page = opened(sheet(plan))
    top, columns, rows = places(page)
    assert [str(page.cell(at, 1).value) for at in rows.values()] == ["I.2", "I.3", "I.1", "II.1"]
    assert page["A2"].value == f"Kế hoạch: 44/KH-UBND - Đón tiếp người dân năm 2025 (mã {plan.code})"
    assert [page.cell(rows[BOOK], at).value for at in (4, 5, 6)] == [
        "Phối hợp",
        "Quý III/2025; hạn 30/09/2025",
        "Quá hạn",
    ]
    assert page.protection.sheet
    assert not page.protection.password
    opened_there = {
        content: [title for title, at in columns.items() if not page.cell(number, at).protection.locked]
        for content, number in rows.items()
    }
    assert opened_there[ASK] == [TEXT, PRODUCT, LINK, OBSTACLE, DONE, CAUSE, REMEDY, WHO, WHEN]
    assert opened_there[BOOK] == [TEXT, PRODUCT, LINK, OBSTACLE]
    assert page.column_dimensions["P"].hidden
    assert columns["Mã dòng"] == 16
    assert page.freeze_panes == f"C{top + 1}"


def test_no_text_runs_as_a_formula(plan: Plan) -> None:
    """Neither now nor when a cell is entered again: every cell is text."""
    page = opened(sheet(plan))
    _, _, rows = places(page)
    assert page.cell(rows[BOOK], 2).data_type == "s"
    assert {cell.number_format for number in rows.values() for cell in page[number][:15]} == {"@"}


def test_what_comes_back_untouched_differs_in_nothing(plan: Plan) -> None:
    """Nothing is written either."""
    before = everything()
    found = back(sheet(plan), plan)
    assert (found.rows, found.faults, found.filled) == ((), (), ())
    assert round_trip.apply(found, by=head(), now=living.NOW) == 0
    assert everything() == before


def test_only_the_difference_is_shown_and_applied(plan: Plan) -> None:
    """One report and one explained late report; the same file a second time changes nothing more."""
    done = {
        TEXT: "Đã dán 3 sơ đồ",
        PRODUCT: "Số 12/BC-VHXH",
        LINK: "https://song-xanh.example/so-do",
        OBSTACLE: "Không",
    }
    late = {TEXT: "Đã hỏi 40 người", DONE: "Có", **LATE}
    data = edited(sheet(plan), of(MAP, done) | of(ASK, late))
    found = back(data, plan)
    assert found.faults == ()
    wanted = [(ASK, title, "", "x" if title == DONE else value) for title, value in late.items()]
    assert shown(found) == [*wanted, *((MAP, title, "", value) for title, value in done.items())]
    assert not Report.objects.exists()

    assert round_trip.apply(found, by=head(), now=living.NOW) == 2

    part, whole = Report.objects.order_by("finishes")
    assert (part.text, part.product, part.link, part.obstacle, part.finishes) == (*done.values(), False)
    assert (whole.text, whole.finishes, whole.by.username, whole.unit) == ("Đã hỏi 40 người", True, "son", culture())
    (why,) = Explanation.objects.all()
    assert (why.cause, why.remedy, why.responsible, why.by_when) == (*list(LATE.values())[:3], date(2025, 10, 15))
    states = dict(Occurrence.objects.values_list("task__content", "state"))
    assert states == {MAP: "open", ASK: "reported", BOOK: "open", SWEEP: "open"}
    assert [line.verb for line in Line.objects.order_by("id").filter(kind="task")][-3:] == [
        "task.explain",
        "task.report",
        "task.report",
    ]
    after = everything()
    again = back(data, plan)
    assert (again.rows, again.faults) == ((), ())
    assert round_trip.apply(again, by=head(), now=living.NOW) == 0
    assert everything() == after


def test_a_sheet_of_now_shows_what_is_on_record(plan: Plan) -> None:
    """What was returned stands there with the reason, to be mended and said done again."""
    ask = Occurrence.objects.get(task__content=MAP)
    report = tasks.report(occurrence=ask, unit=culture(), text="Dán  xong\n\nrồi", by=head(), now=living.NOW)
    tasks.return_(report=report, reason="Thiếu ảnh", by=living.viewer("minh"), now=living.NOW)
    data = sheet(plan)
    page = opened(data)
    _, columns, rows = places(page)
    assert page.cell(rows[MAP], 6).value == "Bị trả lại: Thiếu ảnh"
    assert [page.cell(rows[MAP], columns[title]).value for title in (TEXT, DONE)] == ["Dán  xong\n\nrồi", None]
    assert back(data, plan).rows == ()

    found = back(edited(data, of(MAP, {PRODUCT: "Ảnh", DONE: "x"})), plan)
    assert shown(found) == [(MAP, PRODUCT, "", "Ảnh"), (MAP, DONE, "", "x")]
    round_trip.apply(found, by=head(), now=living.NOW)
    last = Report.objects.order_by("at", "pk").exclude(pk=report.pk).get()
    assert (last.text, last.product, last.finishes) == ("Dán  xong\n\nrồi", "Ảnh", True)


def test_rows_may_stand_in_any_order_and_be_left_out(plan: Plan) -> None:
    """The hidden key tells them apart; columns may be moved too."""
    page = opened(edited(sheet(plan), of(MAP, {TEXT: "Đã dán"})))
    top, _, rows = places(page)
    lines = [[page.cell(at, column).value for column in range(1, 17)] for at in rows.values()]
    lines = [line for line in reversed(lines) if line[1] != SWEEP]
    page.delete_rows(top + 1, 4)
    for number, line in enumerate(lines, start=top + 3):
        for column, value in enumerate(line, start=1):
            page.cell(number, column).value = value
            page.cell(number, column).data_type = "s"  # or openpyxl makes a formula of a text
    page.insert_cols(1)
    found = back(saved(page), plan)
    assert (shown(found), found.faults) == ([(MAP, TEXT, "", "Đã dán")], ())


@pytest.mark.parametrize("done", ["x", "X", "Có", "có", "Rồi", "Đã xong", True])
def test_yes_may_be_said_in_several_ways(plan: Plan, done: Any) -> None:
    """As people write it."""
    found = back(edited(sheet(plan), of(MAP, {TEXT: "Đã dán", DONE: done})), plan)
    assert shown(found)[-1] == (MAP, DONE, "", "x")


@pytest.mark.parametrize("day", ["15/10/2025", "15.10.2025", "2025-10-15", date(2025, 10, 15)])
def test_a_day_may_be_written_in_several_ways(plan: Plan, day: Any) -> None:
    """As text, or as a date that Excel made of it."""
    found = back(edited(sheet(plan), of(ASK, {**LATE, WHEN: day})), plan)
    assert shown(found)[-1] == (ASK, WHEN, "", "15/10/2025")


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], bytes]:
    """Opens a workbook in LibreOffice and saves it there as another."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice on this machine: `apt install libreoffice-calc` to run this test")
    folder = tmp_path_factory.mktemp("soffice")

    def run(data: bytes, kind: str) -> bytes:
        (folder / "in.xlsx").write_bytes(data)
        home = f"-env:UserInstallation=file://{folder}/home"
        command = [
            program,
            home,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder / "out"),
            str(folder / "in.xlsx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "out" / f"in.{kind}").read_bytes()

    return run


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_sheet_saved_by_libreoffice_comes_back(plan: Plan, convert: Callable[[bytes, str], bytes], kind: str) -> None:
    """Filled, saved in another program and format: the same difference, no fault."""
    values = {TEXT: "Đã dán\n3 sơ đồ; =1+1", PRODUCT: "012", LINK: "https://song-xanh.example/a?b=1&c=2", DONE: "x"}
    data = convert(edited(sheet(plan), of(MAP, values) | of(ASK, LATE)), kind)
    found = back(data, plan)
    assert found.faults == ()
    wanted = [(ASK, title, "", value) for title, value in LATE.items()]
    assert shown(found) == [*wanted, *((MAP, title, "", value) for title, value in values.items())]
    assert round_trip.unit_of(data, plan=plan, viewer=head()) == culture()


WORDS = st.text(st.sampled_from("ab Đểộ,;.<>&\"'=+-@0123/\n"), max_size=40)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WORDS, product=WORDS, obstacle=WORDS)
def test_any_text_typed_comes_back_as_typed(plan: Plan, text: str, product: str, obstacle: str) -> None:
    """Blank ends and lines aside."""
    page = opened(sheet(plan))
    _, columns, rows = places(page)
    for title, value in ((TEXT, f"Rồi {text}"), (PRODUCT, product), (OBSTACLE, obstacle)):
        cell = page.cell(rows[MAP], columns[title])
        cell.value, cell.data_type = value, "s"
    said_now = {each.field: each.now for each in back(saved(page), plan).rows}
    for title, value in ((TEXT, f"Rồi {text}"), (PRODUCT, product), (OBSTACLE, obstacle)):
        lines = (" ".join(line.split()) for line in value.splitlines())
        assert said_now.get(title, "") == "\n".join(filter(None, lines))


def test_the_cells_of_a_workbook_are_read_as_they_stand(plan: Plan) -> None:
    """From the first cell on, hidden columns too."""
    (page,) = read_cells(sheet(plan), "a.xlsx")
    assert (page.name, page.rows[0][0], len(page.rows[6])) == ("Tiến độ", "BÁO CÁO KẾT QUẢ THỰC HIỆN KẾ HOẠCH", 16)
