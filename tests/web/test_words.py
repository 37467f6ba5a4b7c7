"""Deadlines, places, confidence and warnings said in words."""

import pytest

from hailong.plan.intake.corrections import CHOICES
from hailong.web.desk import words
from hailong.web.skin import hour


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (None, ""),
        ({"kind": None, "text": "khi nào xong"}, "máy chưa hiểu thời hạn này"),
        ({"kind": "date", "due": "2025-06-15", "before": True}, "trước ngày 15/06/2025"),
        ({"kind": "date", "due": "2025-06-15", "before": False}, "hạn cuối 15/06/2025"),
        ({"kind": "quarter", "quarter": 1, "year": 2025, "due": "2025-03-31"}, "hạn cuối 31/03/2025"),
        ({"kind": "quarter", "quarter": 1, "year": None, "due": None}, ""),
        ({"kind": "recurring", "freq": "continuous"}, "Thường xuyên"),
        ({"kind": "recurring", "freq": "weekly", "weekday": 7, "due": None}, "Hằng tuần, Chủ nhật"),
        ({"kind": "recurring", "freq": "monthly", "due": "2025-12-31"}, "Hằng tháng; hạn cuối 31/12/2025"),
        ({"kind": "event", "event": "xong việc"}, "khi có sự việc"),
        ({"kind": "depends", "event": "đề án được duyệt"}, "khi có văn bản, chỉ đạo"),
        (
            {"kind": "milestones", "milestones": [
                {"what": "Dự thảo", "kind": "month", "month": 4, "due": "2025-04-30"},
                {"what": None, "kind": "year", "year": 2025, "due": "2025-12-31"},
            ]},
            "Dự thảo: hạn cuối 30/04/2025; hạn cuối 31/12/2025",
        ),
    ],
)  # fmt: skip
def test_a_deadline_is_said_in_words(deadline, said):
    """What the machine understood, apart from what is printed."""
    assert words.deadline(deadline) == said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (None, ""),
        ({"page": 3, "line": 120}, "trang 3, dòng 120"),
        ({"page": None, "line": 7}, "dòng 7"),
        ({"sheet": "Phụ lục", "line": 7}, "Phụ lục, dòng 7"),
    ],
)
def test_a_place_is_said_in_words(source, said):
    """As a person would look it up."""
    assert words.place(source) == said


@pytest.mark.parametrize(
    ("value", "level"), [(None, ""), (1.0, "sure"), (0.9, "sure"), (0.89, "fair"), (0.7, "fair"), (0.69, "doubt")]
)
def test_confidence_has_a_level_and_a_word(value, level):
    """Colour is never alone."""
    found, word = words.confidence(value)

    assert found == level
    assert bool(word) == (value is not None)


def test_unknown_codes_are_shown_as_they_are():
    """Better a code than nothing."""
    assert (words.warning("new_code"), words.shown("phiếu", "text"), words.indicator_name("KHONG_CO")) == (
        "new_code", "phiếu", "",
    )  # fmt: skip


def test_every_choice_has_its_word():
    """The page offers exactly what may be chosen."""
    assert {kind: tuple(code for code, _word in words.options(kind)) for kind in CHOICES} == CHOICES


def test_only_the_demos_moment_can_be_moved():
    """A real installation lives in the real hour."""
    with pytest.raises(RuntimeError):
        hour.move(hour.now())
