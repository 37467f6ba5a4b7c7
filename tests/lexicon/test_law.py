"""Dated rules of the law."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from hailong.lexicon import law

AUGUST_2025 = date(2025, 8, 1)
MARCH_2026 = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("code", "day", "operator", "value", "unit", "verified"),
    [
        ("onestop.accept_online", AUGUST_2025, "<=", 8, "working_hours", False),
        ("onestop.accept_online", MARCH_2026, "<=", 8, "working_hours", True),
        ("onestop.supplement_times", date(2025, 6, 30), "<=", 1, "times", True),
        ("onestop.supplement_times", date(2025, 7, 1), "<=", 1, "times", False),
        ("onestop.return_ineligible", AUGUST_2025, "<=", 3, "working_days", False),
        ("onestop.apology_before", AUGUST_2025, ">=", 1, "calendar_days", False),
        ("onestop.reappointment_times", AUGUST_2025, "<=", 1, "times", False),
        ("onestop.forward_cutoff", date(2024, 1, 1), "<=", time(15), "clock_time", True),
        ("pakn.forward_competent", AUGUST_2025, "<=", 5, "working_days", True),
        ("pakn.forward_local", AUGUST_2025, "<=", 8, "working_hours", False),
        ("pakn.refuse", AUGUST_2025, "<=", 2, "working_days", False),
        ("pakn.supplement", AUGUST_2025, "<=", 5, "working_days", False),
        ("pakn.handle", AUGUST_2025, "<=", 15, "working_days", False),
        ("pakn.publish", AUGUST_2025, "<=", 2, "working_days", False),
        ("score.official_partly", date(2024, 1, 1), ">=", Decimal("3.5"), "points", True),
        ("data.request_answer", date(2025, 12, 31), "<=", 72, "hours", False),
        ("data.request_answer", MARCH_2026, "<=", 2, "working_days", False),
    ],
)
def test_a_rule_is_the_one_of_its_day(code, day, operator, value, unit, verified):
    rule = law.rule(code, day)

    assert (rule.operator, rule.value, rule.unit, rule.verified) == (operator, value, unit, verified)


def test_a_rule_that_does_not_hold_on_the_day_is_refused():
    with pytest.raises(LookupError, match=r"“score\.unit_good” vào ngày 02/03/2026"):
        law.rule("score.unit_good", MARCH_2026)


def test_every_rule_holds_on_its_first_and_last_day_only_once():
    for rule in law.rules():
        for day in (rule.valid_from, rule.valid_to or rule.valid_from):
            assert [one for one in law.rules_on(day) if one.code == rule.code] == [rule]


def test_no_rule_that_was_not_read_is_called_verified():
    assert {rule.evidence for rule in law.rules() if rule.verified} == {"text"}


@pytest.mark.parametrize(
    ("number", "day", "chain"),
    [
        ("61/2018/NĐ-CP", date(2025, 6, 30), []),
        ("61/2018/NĐ-CP", date(2025, 7, 1), [("118/2025/NĐ-CP",)]),
        ("61/2018/nđ-cp ", date(2025, 7, 1), [("118/2025/NĐ-CP",)]),
        ("01/2018/TT-VPCP", date(2025, 9, 15), [("03/2025/TT-VPCP",)]),
        ("1383/QĐ-BNV", date(2018, 1, 1), [("2640/QĐ-BNV",)]),
        ("1383/QĐ-BNV", date(2024, 1, 1), [("2640/QĐ-BNV",), ("1001/QĐ-BNV",)]),
        ("45/2020/NĐ-CP", date(2026, 1, 1), []),
        ("13/2023/NĐ-CP", date(2026, 1, 1), [("91/2025/QH15", "356/2025/NĐ-CP")]),
        ("Bộ phận Một cửa", date(2025, 8, 1), [("Trung tâm Phục vụ hành chính công",)]),
        ("9/1999/XX", date(2026, 1, 1), []),
    ],
)
def test_a_document_leads_to_what_replaced_it_by_the_day(number, day, chain):
    assert [step.new for step in law.replaced(number, day)] == chain


def test_the_data_files_are_sound():
    assert law.problems() == []


def test_a_damaged_rule_file_is_reported_with_code_and_fault(monkeypatch):
    good = law.rule("pakn.handle", AUGUST_2025)
    bad = replace(
        good, code="bad", unit="moons", operator="~", evidence="hearsay", verified=True, article=" ", value=time(3)
    )
    sourceless = replace(good, code="sourceless", source="", valid_from=date(2030, 1, 1), valid_to=date(2029, 1, 1))
    twin = replace(good, valid_from=date(2024, 1, 1))
    step = law.successions()[0]
    monkeypatch.setattr(law, "rules", lambda: (good, twin, bad, sourceless))
    monkeypatch.setattr(law, "successions", lambda: (step, replace(step, source="", verified=True)))
    found = "\n".join(law.problems())

    assert "mã bad có đơn vị “moons” lạ." in found
    assert "mã bad có phép so sánh “~” lạ." in found
    assert "mã bad có mức chứng cứ “hearsay” lạ." in found
    assert "mã bad ghi verified trái với evidence." in found
    assert "mã bad không ghi điều, khoản." in found
    assert "mã bad có giá trị không hợp với đơn vị." in found
    assert "mã sourceless không ghi nguồn." in found
    assert "mã sourceless có ngày hết hiệu lực trước ngày có hiệu lực." in found
    assert "mã pakn.handle có hai dòng cùng hiệu lực từ ngày 2024-01-01." in found
    assert f"“{step.old} (replaced)” được khai hai lần." in found
    assert f"{step.old} không ghi nguồn." in found
    assert f"{step.old} ghi verified trái với evidence." in found
