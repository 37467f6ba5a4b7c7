"""Calendar files: what they may say, and the line, field, value and cure where they are wrong."""

from datetime import date, datetime

import pytest

from hailong.clock.calendars import Shift, office_week, parse_week, read_week
from hailong.clock.errors import BadCalendar
from hailong.clock.hours import load

COMPLETE = """\
valid_from = 2025-07-01
state_holidays = true

[[shifts]]
days = [1, 2, 3, 4, 5]
from = "07:30"
to = "11:30"

[[shifts]]
days = [1, 2, 3, 4, 5]
from = 13:00:00
to = "17:00"

[[shifts]]
days = [6]
from = "08:00"
to = "24:00"

[[worked]]
date = "2025-11-23"
source = "Thông báo 15/TB-UBND"

[[closed]]
date = 2025-11-20
name = "Ngày Nhà giáo"
"""
MORNING = '[[shifts]]\ndays = [1]\nfrom = "07:30"\nto = "11:30"\n'


def test_a_complete_file_is_read():
    week = parse_week(COMPLETE, "lich.toml")

    workdays = frozenset({1, 2, 3, 4, 5})
    assert week.shifts == (Shift(workdays, 450, 690), Shift(workdays, 780, 1020), Shift(frozenset({6}), 480, 1440))
    assert week.valid_from == date(2025, 7, 1)
    assert week.state_holidays
    assert [(day.date, day.kind, day.name, day.source) for day in week.notices] == [
        (date(2025, 11, 20), "closed", "Ngày Nhà giáo", None),
        (date(2025, 11, 23), "worked", "Làm việc theo thông báo", "Thông báo 15/TB-UBND"),
    ]


def test_an_empty_file_is_the_default_week():
    assert parse_week("", "lich.toml") == office_week()


def test_shifts_that_touch_do_not_overlap():
    week = parse_week(MORNING + MORNING.replace("11:30", "12:00").replace("07:30", "11:30"), "lich.toml")

    assert [(shift.start, shift.end) for shift in week.shifts] == [(450, 690), (690, 720)]


def test_a_file_is_loaded_into_a_calendar(tmp_path):
    path = tmp_path / "lịch của phường.toml"
    path.write_bytes(b"\xef\xbb\xbf" + COMPLETE.replace("\n", "\r\n").encode())

    calendar = load(path)

    assert calendar.add_minutes(datetime(2025, 11, 19, 16), 120) == datetime(2025, 11, 21, 8, 30)
    assert calendar.add_minutes(datetime(2025, 6, 30, 17), 60) == datetime(2025, 7, 1, 8)
    assert load(str(path)).is_working(date(2025, 11, 23))


def test_without_state_holidays_only_the_notices_count(tmp_path):
    path = tmp_path / "lich.toml"
    path.write_text("state_holidays = false\n[[closed]]\ndate = 2025-09-02\nsource = 'TB 1'\n", encoding="utf-8")

    calendar = load(path)

    assert calendar.add_working_days(date(2025, 8, 29), 2) == date(2025, 9, 3)
    assert [day.as_json() for day in calendar.met(date(2025, 9, 1), date(2025, 9, 3))] == [
        {"date": "2025-09-02", "kind": "closed", "name": "Nghỉ theo thông báo", "source": "TB 1"}
    ]


WRONG = {
    "a key nobody knows": ("valid_form = 2025-01-01", 1, 'trường "valid_form": tên không biết; các tên dùng được: va'),
    "a shift's key nobody knows": (MORNING + "too = 1", 5, r'\[\[shifts\]\] thứ 1, trường "too": tên không biết'),
    "a time that is none": (
        MORNING.replace("07:30", "25:00"),
        3,
        r'\[\[shifts\]\] thứ 1, trường "from": giá trị "25:00" không phải giờ; viết dạng "07:30"',
    ),
    "minutes that are none": (MORNING.replace("11:30", "11:60"), 4, 'trường "to": giá trị "11:60" không phải giờ'),
    "a time as a number": (MORNING.replace('"07:30"', "730"), 3, 'giá trị "730" không phải giờ'),
    "from after to": (MORNING.replace("07:30", "12:00"), 3, '"12:00" không trước giờ kết thúc "11:30"; đổi lại'),
    "from equal to to": (MORNING.replace("07:30", "11:30"), 3, '"11:30" không trước giờ kết thúc "11:30"'),
    "shifts that overlap": (
        MORNING + MORNING.replace("11:30", "12:00"),
        7,
        r"thứ 2.*ca 07:30-12:00 chồng lên ca thứ 1 \(07:30-11:30\) vào ngày 1; tách giờ hai ca",
    ),
    "a shift without an end": (MORNING.replace('to = "11:30"', ""), 1, 'trường "to": thiếu; thêm dòng to = ...'),
    "a weekday 8": (MORNING.replace("[1]", "[8]"), 2, r"giá trị \[8\] không phải các thứ trong tuần; viết \[1, 2"),
    "a weekday twice": (MORNING.replace("[1]", "[1, 1]"), 2, "không phải các thứ"),
    "no weekday": (MORNING.replace("[1]", "[]"), 2, "không phải các thứ"),
    "a weekday alone": (MORNING.replace("[1]", "1"), 2, "giá trị 1 không phải các thứ"),
    "a yes as weekday": (MORNING.replace("[1]", "[true]"), 2, "không phải các thứ"),
    "one bracket too few": (MORNING.replace("[[shifts]]", "[shifts]"), 1, r"viết \[\[shifts\]\] với hai ngoặc vuông"),
    "a list of numbers": ("closed = [1]", 1, 'trường "closed": phải là danh sách'),
    "a closed day without date": ("[[closed]]\nsource = 'x'", 1, 'trường "date": thiếu'),
    "a date that is none": (
        "[[closed]]\ndate = '30/02/2025'",
        2,
        'giá trị "30/02/2025" không phải ngày; viết dạng 2025',
    ),
    "a date not on the calendar": ("[[closed]]\ndate = '2025-02-30'", 2, 'giá trị "2025-02-30" không phải ngày'),
    "a moment for a date": ("[[closed]]\ndate = 2025-02-03T08:00:00", 2, "không phải ngày"),
    "a year without holidays": (
        "[[worked]]\ndate = 2031-02-03",
        2,
        r"năm 2031 ngoài các năm có lịch nghỉ \(2021-2027\)",
    ),
    "a day in both lists": (
        "[[closed]]\ndate = 2025-02-03\n[[worked]]\ndate = 2025-02-03",
        4,
        r"ngày 03/02/2025 đã có trong \[\[closed\]\]; giữ một dòng",
    ),
    "a source that is no text": ("[[closed]]\ndate = 2025-02-03\nsource = 12", 3, '"12" không phải chữ; đặt trong dấu'),
    "valid_from that is no date": ("valid_from = 2025", 1, 'trường "valid_from": giá trị "2025" không phải ngày'),
    "state_holidays that is no yes or no": (
        "state_holidays = 'no'",
        1,
        'giá trị "no" không đúng; viết true hoặc false',
    ),
    "a quote not closed": (
        'valid_from = 2025-01-01\nx = "abc\n',
        2,
        'không đọc được TOML tại "x = "abc"; kiểm tra dấu',
    ),
    "a date TOML refuses": ("[[closed]]\ndate = 2025-02-30", 2, "không đọc được TOML tại .*ngày dạng 2025-09-01"),
    "a text cut short": ("valid_from", None, "không đọc được TOML"),
    "brackets without end": ("x = " + "[" * 20_000, None, "không đọc được TOML"),
}


@pytest.mark.parametrize(("text", "line", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_refused_naming_file_line_value_and_cure(text, line, message):
    with pytest.raises(BadCalendar, match=message) as caught:
        parse_week(text, "lich.toml")

    assert str(caught.value).startswith("lich.toml" + (f", dòng {line}: " if line else ": "))
    assert caught.value.line == line


def test_an_inline_list_is_named_by_its_own_line():
    with pytest.raises(BadCalendar, match=r"dòng 2: \[\[closed\]\] thứ 1"):
        parse_week("# nghỉ\nclosed = [{date = 5}]", "lich.toml")


def test_a_missing_file_is_refused_naming_its_path(tmp_path):
    with pytest.raises(BadCalendar, match=r"khong-co\.toml: không mở được tệp lịch"):
        read_week(tmp_path / "khong-co.toml")


def test_a_file_in_another_encoding_is_refused_naming_the_line(tmp_path):
    path = tmp_path / "lich.toml"
    path.write_bytes("# a\n# lịch phường".encode("utf-16-le"))

    with pytest.raises(BadCalendar, match="dòng 2: tệp không phải UTF-8; lưu lại bằng mã UTF-8"):
        read_week(path)


def test_a_huge_file_is_refused_without_reading_it_all(tmp_path):
    path = tmp_path / "phim.toml"
    path.write_bytes(b"#" * 1_000_001)

    with pytest.raises(BadCalendar, match="lớn hơn 1 MB"):
        read_week(path)
