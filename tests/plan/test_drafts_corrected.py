"""Correcting a draft: typed texts become values, nothing is overwritten unseen, and what was read stays."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.making import NOW, READING, read_draft

from hailong.plan import queries
from hailong.plan.intake import drafts
from hailong.plan.intake.corrections import (
    CORRECTABLE,
    NotCorrectable,
    NotUnderstood,
    changed,
    corrected,
    kind_of,
    parse,
    typed,
    value_at,
)
from hailong.plan.models import Draft


def _correct(made, path, value, was):
    return drafts.correct(draft_id=made.id, path=path, value=value, was=was, now=NOW)


def _reading(made):
    return queries.reviewed(Draft.objects.get(pk=made.pk)).reading


@pytest.mark.django_db
def test_a_corrected_text_shows_and_what_was_read_stays():
    """The reading is never edited; corrections are laid over it."""
    made = read_draft()

    _correct(made, "tasks.0.content", "  Rà soát biển chỉ dẫn\r\n", READING["tasks"][0]["content"])

    reviewed = queries.reviewed(Draft.objects.get(pk=made.pk))
    assert reviewed.reading["tasks"][0]["content"] == "Rà soát biển chỉ dẫn"
    assert reviewed.as_read == {"tasks.0.content": READING["tasks"][0]["content"]}
    assert json.loads(reviewed.draft.reading) == READING


@pytest.mark.django_db
def test_a_corrected_deadline_is_read_anew():
    """The year comes from the plan where the text leaves it out."""
    made = read_draft()

    _correct(made, "tasks.0.deadline", "Quý IV", "Quý I/2025")

    deadline = _reading(made)["tasks"][0]["deadline"]
    assert (deadline["kind"], deadline["quarter"], deadline["due"]) == ("quarter", 4, "2025-12-31")


@pytest.mark.django_db
def test_units_are_typed_one_a_line():
    """Blank lines do not count."""
    made = read_draft()

    _correct(made, "tasks.1.coordinating", "Đoàn Thanh niên\n\n Công an phường ", "")

    assert _reading(made)["tasks"][1]["coordinating"] == ["Đoàn Thanh niên", "Công an phường"]


@pytest.mark.django_db
def test_a_second_window_does_not_overwrite_what_it_has_not_seen():
    """It is told what stands there now."""
    made = read_draft()
    seen = READING["tasks"][0]["content"]
    _correct(made, "tasks.0.content", "Của cửa sổ thứ nhất", seen)

    with pytest.raises(drafts.Stale) as stale:
        _correct(made, "tasks.0.content", "Của cửa sổ thứ hai", seen)

    assert stale.value.current == "Của cửa sổ thứ nhất"
    assert _reading(made)["tasks"][0]["content"] == "Của cửa sổ thứ nhất"


@pytest.mark.django_db
def test_undoing_puts_back_what_was_read_and_tells_so():
    """Two corrections and their undoing are three lines of the draft's history."""
    made = read_draft()
    _correct(made, "targets.0.value", "92,5", "91")
    _correct(made, "targets.0.value", "93", "92,5")

    drafts.undo(draft_id=made.id, path="targets.0.value", now=NOW)
    drafts.undo(draft_id=made.id, path="targets.0.value", now=NOW)

    kept = Draft.objects.get(pk=made.pk)
    assert [line["now"] for line in kept.corrections] == [92.5, 93, 91]
    assert queries.reviewed(kept).as_read == {}


@pytest.mark.django_db
def test_saving_the_same_text_again_is_no_correction():
    """Leaving a cell untouched leaves no trace."""
    made = read_draft()

    _correct(made, "document.date", "20/01/2025", "20/01/2025")

    assert Draft.objects.get(pk=made.pk).corrections == []


@pytest.mark.parametrize(
    "path",
    ["", "tasks", "tasks.99.content", "tasks.-1.content", "tasks.0.confidence", "document.file", "warnings.0.message",
     "_source.0.text", "tasks.0.content.0", "document.attached.title", "__class__", "scores.0.values.XX"],
)  # fmt: skip
@pytest.mark.django_db
def test_only_the_places_of_the_table_can_be_corrected(path):
    """A path from outside reaches nothing else."""
    made = read_draft()

    with pytest.raises(NotCorrectable):
        _correct(made, path, "x", "")

    assert Draft.objects.get(pk=made.pk).corrections == []


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("text", "", None),
        ("text", " Sở\x00 Tư pháp ", "Sở Tư pháp"),
        ("number", "1.234,5", 1234.5),
        ("number", "84", 84),
        ("number", "", None),
        ("date", "05/07/2025", "2025-07-05"),
        ("date", "", None),
        ("year", "2025", 2025),
        ("year", "", None),
        ("criteria", "TC, HC", ["TC", "HC"]),
        ("criteria", "tc", ["TC"]),
        ("criteria", "", []),
        ("operator", ">=", ">="),
        ("limit_unit", "working_days", "working_days"),
        ("deadline", "", None),
        ("lines", "", []),
    ],
)
def test_a_typed_text_becomes_the_value_of_its_kind(kind, text, expected):
    """Written as Vietnamese offices write."""
    assert parse(text, kind, year=2025) == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [("required", " "), ("number", "ba mươi mốt phẩy"), ("date", "31/02/2025"), ("year", "20255"), ("criteria", "ABC"),
     ("operator", "~"), ("limit_unit", "tuần")],
)  # fmt: skip
def test_a_text_that_cannot_stand_there_is_refused_in_vietnamese(kind, text):
    """The message says what is wanted."""
    with pytest.raises(NotUnderstood, match=r"không"):
        parse(text, kind, year=2025)


def _places():
    found = []

    def walk(value, path):
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, f"{path}.{key}" if path else key)
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                walk(inner, f"{path}.{index}")
        try:
            found.append((path, kind_of(path)))
        except NotCorrectable:
            return

    walk(READING, "")
    return found


@pytest.mark.parametrize(("path", "kind"), _places(), ids=lambda value: str(value))
def test_every_place_as_typed_reads_back_as_it_was(path, kind):
    """Opening a cell and saving it unchanged can never change the plan, deadlines apart, which are read anew."""
    value = value_at(READING, path)
    again = parse(typed(value, kind), kind, year=2025)

    assert (again["text"] if kind == "deadline" else again) == (value["text"] if kind == "deadline" else value)


@given(st.lists(st.tuples(st.sampled_from(["tasks.0.content", "tasks.1.content"]), st.text(min_size=1)), max_size=6))
def test_the_last_correction_of_a_place_stands(pairs):
    """In whatever order the places are corrected; a place back at what was read is not marked."""
    corrections = [{"path": path, "was": None, "now": text, "at": ""} for path, text in pairs]
    last = {correction["path"]: correction["now"] for correction in corrections}

    before = json.dumps(READING)
    laid = corrected(READING, corrections)

    assert json.dumps(READING) == before
    assert all(value_at(laid, path) == text for path, text in last.items())
    assert set(changed(READING, corrections)) == {p for p, text in last.items() if text != value_at(READING, p)}


def test_the_table_of_places_knows_every_kind():
    """No place without a way to read what is typed there."""
    assert {typed(None, kind) for kind in CORRECTABLE.values()} == {""}


@pytest.mark.django_db
def test_a_year_put_right_takes_along_the_deadlines_that_leave_it_out():
    """Those that print a year keep it, and nobody is said to have looked at their rows."""
    made = read_draft()
    _correct(made, "tasks.0.deadline", "Quý IV", "Quý I/2025")
    year = _reading(made)["document"]["year"]

    _correct(made, "document.year", "2026", str(year))

    reviewed = queries.reviewed(Draft.objects.get(pk=made.pk))
    assert reviewed.reading["tasks"][0]["deadline"]["due"] == "2026-12-31"
    assert "tasks.1" not in reviewed.seen
    _correct(made, "tasks.0.deadline", "Quý IV/2025", "Quý IV")
    _correct(made, "document.year", "2027", "2026")
    assert _reading(made)["tasks"][0]["deadline"]["due"] == "2025-12-31"
