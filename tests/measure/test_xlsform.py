"""Forms to XLSForm and back: the same form, a workbook that the standard's reader takes, faults with their cells."""

import io
import warnings
from dataclasses import replace
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as some
from pyxform.xls2xform import convert

from hailong.agency.faults import CellFault, Refused
from hailong.documents.anatomy import Unreadable
from hailong.measure.questionnaires import builtin, indexes, soundness
from hailong.measure.questionnaires.form import (
    CHOICE,
    LIKERT,
    MANY,
    NUMBER,
    TEXT,
    Condition,
    Form,
    Item,
    Option,
    Section,
    one_line,
    tidy,
)
from hailong.measure.questionnaires.xlsform import BadXlsform, from_xlsform, to_xlsform

Rows = list[list[Any]]
SURVEY: Rows = [
    ["type", "name", "label", "hint", "required", "relevant", "constraint", "appearance", "criterion"],
    ["begin_group", "TC", "Tiếp cận"],
    ["select_one yn", "used", "Đã nộp hồ sơ chưa?", "", "yes"],
    ["select_one thang5", "q01", "Chỗ ngồi chờ", "", "", "${used} = 1", "", "likert", "TC"],
    ["integer", "age", "Tuổi", "", "", "", ". >= 18 and . <= 110"],
    ["end_group"],
]
CHOICES: Rows = [["list_name", "name", "label"], ["yn", 1, "Có"], ["yn", 2, "Không"]]
CHOICES += [["thang5", code, label] for code, label in enumerate(indexes.scale(), start=1)]
SETTINGS: Rows = [["form_title"], ["Phiếu"]]


def workbook(**sheets: Rows) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    return out.getvalue()


def filled(*, survey: Rows = SURVEY, choices: Rows = CHOICES, settings: Rows = SETTINGS) -> bytes:
    return workbook(survey=survey, choices=choices, settings=settings)


def with_cell(rows: Rows, row: int, column: int, value: Any) -> Rows:
    """The rows with another value in a cell; rows count from 1, columns from 0."""
    changed = [list(each) for each in rows]
    changed[row - 1] += [""] * (column + 1 - len(changed[row - 1]))
    changed[row - 1][column] = value
    return changed


def faults(data: bytes) -> list[CellFault]:
    with pytest.raises(BadXlsform) as refused:
        from_xlsform(data)
    return list(refused.value.faults)


def pyxform(data: bytes) -> Any:
    """What the standard's own reader makes of a workbook; PyXFormError where it does not take it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        return convert(xlsform=io.BytesIO(data), file_type=".xlsx", validate=False)


KNOWN = ("Ông", "bà", "hài", "lòng", "Đặng", "q01", "=1+1", "<b>", "&", "{x}", "$", "100%", "’", "_x0041_", "1,0")
WORDS = some.lists(
    some.sampled_from(KNOWN)
    | some.text(some.characters(codec="utf-8"), min_size=1, max_size=6),
    min_size=1, max_size=5,
).map(" ".join)  # fmt: skip
LINES = WORDS.map(one_line).filter(lambda text: text and "${" not in text and len(text) <= 200)
TEXTS = (
    some.lists(WORDS, min_size=1, max_size=3).map("\n".join).map(tidy).filter(lambda text: text and "${" not in text)
)
MAYBE = some.just("") | TEXTS
CODES = some.integers(0, 9999) | some.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,9}", fullmatch=True)


def options(draw: some.DrawFn, kind: str) -> tuple[Option, ...]:
    if kind == LIKERT:
        return tuple(Option(code, draw(LINES)) for code in range(1, 6)) if draw(some.booleans()) else ()
    if kind not in (CHOICE, MANY):
        return ()
    codes = draw(some.lists(CODES, min_size=2, max_size=4, unique_by=str))
    return tuple(Option(code, draw(LINES)) for code in codes)


def bounds(draw: some.DrawFn, kind: str) -> tuple[int | None, int | None]:
    if kind == TEXT:
        return None, draw(some.none() | some.integers(1, 2000))
    if kind != NUMBER:
        return None, None
    low, high = (draw(some.none() | some.integers(-(10**9), 10**9)) for _ in range(2))
    return (high, low) if low is not None and high is not None and low > high else (low, high)


def condition(draw: some.DrawFn, before: list[Item]) -> Condition | None:
    asked = [item for item in before if item.kind in (LIKERT, CHOICE, MANY)]
    if not asked or not draw(some.booleans()):
        return None
    item = draw(some.sampled_from(asked))
    codes = [1, 2, 3, 4, 5] if item.kind == LIKERT else [option.code for option in item.options]
    return Condition(item.code, tuple(draw(some.lists(some.sampled_from(codes), min_size=1, unique=True))))


@some.composite
def forms(draw: some.DrawFn) -> Form:
    names = some.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,12}", fullmatch=True)
    sizes = draw(some.lists(some.integers(1, 4), min_size=1, max_size=3))
    wanted = names.filter(lambda name: name.casefold() not in soundness.RESERVED)
    count = sum(sizes) + len(sizes)
    codes = iter(draw(some.lists(wanted, min_size=count, max_size=count, unique_by=str.casefold)))
    before: list[Item] = []
    sections = []
    for size in sizes:
        section = Section(next(codes), draw(LINES), ())
        start = len(before)
        for _ in range(size):
            kind = draw(some.sampled_from((LIKERT, CHOICE, MANY, NUMBER, TEXT)))
            low, high = bounds(draw, kind)
            criterion = draw(some.none() | some.sampled_from(sorted(indexes.known()))) if kind == LIKERT else None
            item = Item(
                next(codes), draw(TEXTS), kind, options(draw, kind), criterion, draw(some.booleans()),
                condition(draw, before), low, high, draw(MAYBE),
            )  # fmt: skip
            before.append(item)
        sections.append(replace(section, items=tuple(before[start:])))
    return Form(draw(LINES), draw(MAYBE), draw(MAYBE), tuple(sections))


@settings(deadline=None)
@given(forms())
def test_any_sound_form_comes_back_the_same_and_the_standard_takes_it(form: Form) -> None:
    assert soundness.wrong(form) == []
    data = to_xlsform(form)
    assert from_xlsform(data) == form
    assert pyxform(data).warnings == []


@pytest.mark.parametrize("one", builtin.load(), ids=lambda one: one.code)
def test_the_instruments_of_the_program_come_back_the_same(one: builtin.Builtin) -> None:
    data = to_xlsform(one.form, form_id=one.code, version="7")
    assert from_xlsform(data) == one.form
    told = pyxform(data)
    assert told.warnings == []
    assert f'<data id="{one.code}" version="7">' in told.xform
    assert all(
        f"/data/{section.code}/{item.code}" in told.xform for section in one.form.sections for item in section.items
    )


def test_the_same_form_gives_the_same_bytes() -> None:
    form = builtin.form(builtin.UNIT)
    assert to_xlsform(form) == to_xlsform(form)


def test_a_workbook_written_by_hand_is_read() -> None:
    form = from_xlsform(filled())
    assert (form.title, form.intro, form.consent) == ("Phiếu", "", "")
    assert form.items == (
        Item("used", "Đã nộp hồ sơ chưa?", CHOICE, (Option(1, "Có"), Option(2, "Không")), required=True),
        Item("q01", "Chỗ ngồi chờ", criterion="TC", show_if=Condition("used", (1,))),
        Item("age", "Tuổi", NUMBER, low=18, high=110),
    )


def test_heads_of_other_tools_and_their_own_columns_are_understood() -> None:
    survey = with_cell(with_cell(SURVEY, 1, 2, "label::Tiếng Việt (vi)"), 1, 9, "$kuid")
    survey = with_cell(survey, 2, 9, "abc")
    survey = with_cell(with_cell(survey, 2, 0, "begin group"), 6, 0, "end group")
    choices = with_cell(with_cell(CHOICES, 1, 0, "list name"), 1, 2, "label::Tiếng Việt (vi)")
    assert from_xlsform(filled(survey=survey, choices=choices)) == from_xlsform(filled())


def test_of_several_languages_a_second_is_told_not_dropped() -> None:
    survey = with_cell(with_cell(SURVEY, 1, 2, "label::English (en)"), 1, 9, "label::Tiếng Việt (vi)")
    [first, *_] = faults(filled(survey=with_cell(survey, 3, 9, "Đã nộp?")))
    assert (first.sheet, first.row, first.column, first.value) == ("survey", 2, "label::English (en)", "Tiếp cận")


@pytest.mark.parametrize(
    ("row", "column", "value", "head", "message"),
    [
        (3, 0, "geopoint", "type", "Ghi nơi đứng của người trả lời; phiếu không giữ"),
        (3, 0, "start", "type", "Ghi giờ mở phiếu; phiếu không giữ giờ trả lời"),
        (3, 0, "select_one yn or_other", "type", "Phiếu không có loại câu này"),
        (3, 0, "select_one none", "type", "Trang choices không có danh sách “none”"),
        (3, 0, "note", "type", "Dòng note này không có chỗ trong phiếu"),
        (3, 0, "begin_group", "type", "Nhóm nằm trong nhóm khác"),
        (2, 0, "text", "type", "Câu nằm ngoài nhóm"),
        (3, 1, "câu 1", "name", "Mã không dùng được"),
        (4, 5, "${age} = 1", "relevant", "Điều kiện dựa vào câu không có ở trước"),
        (5, 1, "q01", "name", "Mã đã có hoặc dành riêng"),
        (3, 2, "", "label", "Câu hỏi còn trống"),
        (3, 2, "Tên ${used}", "label", "Có khoảng trắng thừa, ký tự ẩn hoặc ${"),
        (3, 4, "có thể", "required", "Không rõ câu có bắt buộc không"),
        (4, 5, "${used} > 1", "relevant", "Không đọc được điều kiện này"),
        (4, 5, "${used} = 3", "relevant", "Điều kiện có mã không phải lựa chọn của câu trước"),
        (4, 5, "${used}=1 or ${age}=1", "relevant", "Không đọc được điều kiện này"),
        (4, 8, "XX", "criterion", "Không gắn được tiêu chí này"),
        (5, 6, "regex(., '[0-9]')", "constraint", "Không đọc được ràng buộc này"),
        (5, 6, ". >= 1 and . >= 2", "constraint", "Không đọc được ràng buộc này"),
        (5, 6, "string-length(.) <= 5", "constraint", "Không đọc được ràng buộc này"),
        (5, 6, ". >= 5 and . <= 1", "constraint", "Giá trị nhỏ nhất lớn hơn giá trị lớn nhất"),
        (2, 2, "", "label", "Còn trống"),
        (2, 5, "${used} = 1", "relevant", "Nhóm câu hỏi không có điều này"),
    ],
)
def test_a_fault_names_sheet_row_column_value_and_cure(
    row: int, column: int, value: str, head: str, message: str
) -> None:
    found = faults(filled(survey=with_cell(SURVEY, row, column, value)))
    one = next(fault for fault in found if fault.message == message)
    assert (one.sheet, one.row, one.column, one.value) == ("survey", row, head, value)
    assert one.cure.endswith(".")


def test_a_fault_among_the_choices_stands_in_their_sheet() -> None:
    [one] = faults(filled(choices=with_cell(CHOICES, 3, 1, 1)))
    assert (one.sheet, one.row, one.column, one.value) == ("choices", 3, "name", "1")
    [one] = faults(filled(choices=with_cell(CHOICES, 2, 2, "")))
    assert (one.sheet, one.row, one.column, one.value, one.message) == ("choices", 2, "label", "", "Còn trống")


def test_a_scale_that_is_not_of_five_is_told() -> None:
    [one] = faults(filled(choices=CHOICES[:-1]))
    assert (one.row, one.column, one.value) == (4, "type", "select_one thang5")


def test_a_missing_title_is_told_in_the_settings() -> None:
    [one] = faults(filled(settings=[["form_title", "version"], ["", "1"]]))
    assert (one.sheet, one.row, one.column) == ("settings", 2, "form_title")
    [one] = faults(workbook(survey=SURVEY, choices=CHOICES))
    assert (one.sheet, one.row, one.column) == ("settings", 1, "form_title")


def test_a_missing_column_is_told() -> None:
    [one] = faults(filled(choices=[["list_name", "name"], ["yn", 1], ["yn", 2]]))
    assert (one.sheet, one.row, one.column) == ("choices", 1, "label")


def test_a_column_that_we_would_lose_is_told_once() -> None:
    survey = with_cell(with_cell(with_cell(SURVEY, 1, 9, "calculation"), 3, 9, "1 + 1"), 4, 9, "2")
    assert [(one.row, one.column, one.value) for one in faults(filled(survey=survey))] == [(3, "calculation", "1 + 1")]


def test_a_column_with_nothing_in_it_is_no_loss() -> None:
    assert from_xlsform(filled(survey=with_cell(SURVEY, 1, 9, "calculation"))) == from_xlsform(filled())


def test_a_text_keeps_to_a_length_and_to_nothing_else() -> None:
    survey = with_cell(SURVEY, 5, 0, "text")
    assert [one.column for one in faults(filled(survey=survey))] == ["constraint"]
    assert from_xlsform(filled(survey=with_cell(survey, 5, 6, "string-length(.)<=50"))).items[2].high == 50


def test_a_group_that_never_ends_and_an_end_of_none_are_told() -> None:
    [one] = faults(filled(survey=SURVEY[:-1]))
    assert (one.row, one.column, one.value) == (2, "type", "begin_group")
    [one] = faults(filled(survey=[*SURVEY, ["end_group"]]))
    assert (one.row, one.value) == (7, "end_group")


def test_all_faults_come_at_once_and_the_first_is_the_message() -> None:
    survey = with_cell(with_cell(SURVEY, 3, 0, "image"), 5, 6, "x")
    with pytest.raises(BadXlsform) as refused:
        from_xlsform(filled(survey=survey))
    assert [one.row for one in refused.value.faults] == [3, 5]
    assert str(refused.value) == (
        "Trang tính “survey”, dòng 3, cột “type”, giá trị “image”: Phiếu không có loại câu này. (và 1 lỗi nữa) "
        "Bỏ dòng này, hoặc dùng select_one, select_multiple, integer, text."
    )


def test_a_workbook_without_the_sheets_is_refused() -> None:
    with pytest.raises(Refused, match="không có trang tính “survey”"):
        from_xlsform(workbook(Sheet1=[["a"]]))


def test_a_sheet_of_endless_rows_is_refused() -> None:
    with pytest.raises(Refused, match="nhiều nhất 20000"):
        from_xlsform(filled(survey=[*SURVEY, *([["text", "x", "y"]] * 20_001)]))


def test_a_part_under_two_names_is_unreadable() -> None:
    data = filled()
    assert data.count(b"xl/worksheets/sheet1.xml") == 2
    with pytest.raises(Unreadable, match="Tệp hỏng"):
        from_xlsform(data.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml", 1))


@given(some.integers(0), some.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(place: int, bytes_: bytes) -> None:
    whole = to_xlsform(builtin.form("PDG"))
    at = place % len(whole)
    try:
        form = from_xlsform(whole[:at] + bytes_ + whole[at + len(bytes_) :])
    except (Unreadable, Refused):
        return
    assert soundness.wrong(form) == []


@pytest.mark.parametrize("data", [b"", b"PK", b"type,name,label", to_xlsform(builtin.form("PDG"))[:2000]])
def test_what_is_no_workbook_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        from_xlsform(data)
