"""The verbs of a round: what it may be, whom it must not ask twice, how it opens, closes and is given up."""

from datetime import date
from decimal import Decimal

import pytest
from tests.cast import unit
from tests.measure import fielding, making

from hailong.agency.faults import Refused
from hailong.agency.models import Line
from hailong.agency.people.rights import Forbidden
from hailong.clock.period import parse
from hailong.measure import rules, surveys
from hailong.measure.models import Round, RoundKey, Sheet, Version

pytestmark = pytest.mark.django_db
OCTOBER = fielding.at(date(2025, 10, 1))


def plan(**values):
    start = {
        "unit": unit(),
        "version": values.pop("version", None) or making.version(),
        "period": "2025Q3",
        "opens": date(2025, 7, 1),
        "closes": date(2025, 9, 30),
        "by": fielding.by(),
        "now": fielding.JULY,
    }
    return surveys.plan_round(**(start | values))


def test_what_is_left_out_comes_from_the_rules_and_the_questionnaire():
    made = plan()

    kept = Round.objects.get(pk=made.pk)
    assert (kept.code, kept.state, kept.province) == ("KS-X0101-2025Q3", rules.PLANNED, "X01")
    assert (kept.quota, kept.quota_counts, kept.pooled) == (60, ["paper", "coded"], ["paper", "coded"])
    assert kept.title == "Phiếu khảo sát sự hài lòng, Quý III/2025"
    assert kept.consent == "Tôi đồng ý trả lời."
    assert kept.seed >= 0


@pytest.mark.parametrize(
    ("period", "forms"), [("2025", 240), ("2025H2", 120), ("2025Q3", 60), ("2025M7", 20), ("2025W30", 5)]
)
def test_the_quota_follows_the_length_of_the_period(period, forms):
    assert surveys.default_quota(date(2025, 7, 1), parse(period)) == forms


def test_planning_freezes_the_version_and_is_written_down():
    version = making.version()

    made = plan(version=version, seed=5)

    kept = Version.objects.get(pk=version.pk)
    line = Line.objects.get(verb="survey.plan")
    assert (kept.state, kept.frozen) == (rules.FROZEN, fielding.JULY)
    assert (line.thing, line.after["seed"], line.after["closes"]) == (str(made.pk), 5, "2025-09-30")


@pytest.mark.parametrize(
    ("values", "said", "field"),
    [
        ({"period": "2025Q5"}, 'Kỳ "2025Q5" không có', "period"),
        ({"closes": date(2025, 6, 1)}, "Ngày kết thúc 01/06/2025 trước ngày bắt đầu 01/07/2025", "closes"),
        ({"closes": date(2025, 10, 1)}, "Ngày 01/10/2025 không thuộc kỳ 2025Q3", "closes"),
        ({"opens": date(2025, 6, 30)}, "Ngày 30/06/2025 không thuộc kỳ 2025Q3", "opens"),
        ({"selector": "guess"}, "Cách chọn khách “guess” không có", "selector"),
        ({"sampling_unit": "day"}, "Đơn vị chọn mẫu “day” không có", "sampling_unit"),
        ({"index_rule": "best"}, "Cách tính chỉ số “best” không có", "index_rule"),
        ({"every": 0}, "Bước chọn khách là 0", "every"),
        ({"every": 1001}, "Bước chọn khách là 1.001", "every"),
        ({"quota": 1_000_001}, "Số phiếu cần thu là 1.000.001", "quota"),
        ({"target": Decimal("84.125"), "operator": ">="}, "Chỉ tiêu 84,125 có quá hai chữ số lẻ", "target"),
        ({"quota": 0}, "Số phiếu cần thu là 0", "quota"),
        ({"pooled": ()}, "Chưa chọn hình thức trả lời nào", "pooled"),
        ({"quota_counts": ["fax"]}, "Hình thức trả lời “fax” không có", "quota_counts"),
        ({"target": Decimal(90)}, "Chỉ tiêu thiếu dấu so sánh", "target"),
        ({"target": Decimal(101), "operator": ">="}, "Chỉ tiêu 101 ngoài thang", "target"),
        ({"target": Decimal(90), "operator": "~"}, "Dấu so sánh “~” không có", "operator"),
        ({"code": "đợt 1"}, "Mã đợt “đợt 1” không dùng được", "code"),
        ({"title": "x" * 301}, "Tên đợt dài 301 ký tự", "title"),
    ],
)
def test_a_round_that_cannot_be_is_refused_with_its_field(values, said, field):
    with pytest.raises(Refused) as refused:
        plan(**values)

    assert said in refused.value.message
    assert refused.value.field == field
    assert not Round.objects.exists()


def test_a_unit_that_has_ended_is_asked_nothing():
    old = unit()
    old.valid_to = date(2025, 6, 30)

    with pytest.raises(Refused, match="chỉ hoạt động đến 30/06/2025"):
        plan(unit=old)


@pytest.mark.parametrize("place", ["X0101", "X0101-TT", "X01"])
def test_two_rounds_never_ask_the_same_people_the_same_on_one_day(place):
    version = making.version()
    plan(version=version)

    with pytest.raises(Refused, match="Trùng với đợt KS-X0101-2025Q3 của “UBND phường Sông Xanh”"):
        making.planned(unit=unit(place), version=version, opens=date(2025, 9, 30))


def test_rounds_of_other_days_other_units_or_other_questions_stand_beside_each_other():
    version = making.version()
    plan(version=version, closes=date(2025, 8, 31))

    later = plan(version=version, opens=date(2025, 9, 1))
    making.planned(unit=unit("X01-SNV"), version=version)
    plan(version=making.version("KHAC"))

    assert later.code == "KS-X0101-2025Q3-2"
    assert Round.objects.count() == 4


def test_a_round_that_was_given_up_leaves_its_days_free():
    version = making.version()
    surveys.cancel_round(round=plan(version=version), reason="Lập nhầm", by=fielding.by(), now=fielding.JULY)

    plan(version=version)

    assert sorted(Round.objects.values_list("state", flat=True)) == [rules.CANCELLED, rules.PLANNED]
    assert Line.objects.get(verb="survey.cancel").reason == "Lập nhầm"


def test_a_code_is_given_once():
    plan(code="quy-3")

    with pytest.raises(Refused, match="Mã đợt QUY-3 đã có"):
        plan(code="QUY-3", version=making.version("KHAC"))


def test_opening_makes_a_secret_and_closing_destroys_it():
    made = fielding.opened()
    assert len(bytes(RoundKey.objects.get(round=made).secret)) == 32

    surveys.close_round(round=made, by=fielding.by(), now=OCTOBER)

    kept = Round.objects.get(pk=made.pk)
    assert (kept.state, kept.opened, kept.closed) == (rules.CLOSED, fielding.JULY, OCTOBER)
    assert not RoundKey.objects.exists()


def test_no_move_is_made_twice_or_out_of_turn():
    made = fielding.opened()
    with pytest.raises(Refused, match="đang mở"):
        surveys.open_round(round=made, by=fielding.by(), now=fielding.JULY)
    with pytest.raises(Refused, match="đang mở"):
        surveys.cancel_round(round=made, reason="Thôi", by=fielding.by(), now=fielding.JULY)
    surveys.close_round(round=made, by=fielding.by(), now=OCTOBER)
    with pytest.raises(Refused, match="đã đóng"):
        surveys.close_round(round=made, by=fielding.by(), now=OCTOBER)


def test_a_round_whose_days_are_over_does_not_open():
    made = plan()

    with pytest.raises(Refused, match="đã hết hạn ngày 30/09/2025"):
        surveys.open_round(round=made, by=fielding.by(), now=OCTOBER)


def test_sheets_that_are_still_to_be_typed_hold_a_round_open_unless_there_is_a_reason():
    made = fielding.opened()
    Sheet.objects.create(round=made, serial="KS-1", state=rules.RECEIVED)

    with pytest.raises(Refused, match="Còn 1 phiếu giấy đã thu mà chưa nhập xong"):
        surveys.close_round(round=made, by=fielding.by(), now=OCTOBER)
    surveys.close_round(round=made, reason="Phiếu rách", by=fielding.by(), now=OCTOBER)

    line = Line.objects.get(verb="survey.close")
    assert (line.reason, line.after["left"]) == ("Phiếu rách", 1)


@pytest.mark.parametrize("login", ["lan", "thuy", "son", "quantri", "hoa"])
def test_only_who_manages_surveys_plans_and_opens_rounds(login):
    made = plan()

    with pytest.raises(Forbidden):
        plan(by=fielding.by(login), version=making.version("KHAC"))
    with pytest.raises(Forbidden):
        surveys.open_round(round=made, by=fielding.by(login), now=fielding.JULY)
