"""Long trials of the plan reader: torn files, random documents, big tables. Run by `make drill` only."""

import random
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.plan.papers import HEAD, paper, plan, table
from tests.plan.shapes import problems
from tests.plan.test_assemble import BLOCKS
from tests.plan.test_export import kept, tables

from hailong.documents.anatomy import Document, Unreadable
from hailong.plan.intake.export import MEDIA_TYPES, export
from hailong.plan.intake.listing import public
from hailong.plan.intake.reading.assemble import assemble, read_plan

pytestmark = pytest.mark.drill

FROZEN = Path(__file__).parents[1] / "plan" / "frozen"
PATHS = sorted(path.with_suffix("") for path in FROZEN.glob("*.*.json"))
TORN = 30
"""How often each frozen document is torn."""
LONG = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))


def faults(data: bytes, name: str) -> list[str]:
    """What is wrong with the reading or the refusal of a file."""
    try:
        return problems(public(read_plan(data, name)))
    except Unreadable as refused:
        return [] if refused.message and refused.cure else [repr(refused)]


def torn(data: bytes, chance: random.Random) -> bytes:
    """The bytes cut short, with a piece missing, doubled or overwritten."""
    at, size = chance.randrange(len(data)), chance.randrange(1, 400)
    piece = data[at : at + size]
    match chance.randrange(4):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + data[at + size :]
        case 2:
            return data[:at] + piece + data[at:]
        case _:
            return data[:at] + chance.randbytes(len(piece)) + data[at + size :]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_torn_file_is_read_or_refused_and_never_a_fault(path: Path) -> None:
    chance, data = random.Random(1), path.read_bytes()
    for _ in range(TORN):
        assert faults(torn(data, chance), path.name) == []


@pytest.mark.parametrize("path", [path for path in PATHS if path.suffix == ".txt"], ids=lambda path: path.name)
def test_flattened_text_with_lost_letters_and_lines_is_read(path: Path) -> None:
    chance = random.Random(2)
    lines = path.read_text(encoding="utf-8").splitlines()
    for _ in range(5):
        kept_lines = [line for line in lines if chance.random() > 0.05]
        text = "".join(char if chance.random() > 0.02 else "" for char in "\n".join(kept_lines))
        assert faults(text.encode(), path.name) == []


@LONG
@given(BLOCKS)
def test_any_paragraphs_and_tables_give_the_shape_of_the_contract_and_can_be_taken_away(blocks: list[Any]) -> None:
    reading = assemble(Document("x", "docx", tuple(blocks)), "x")
    assert problems(public(reading)) == []
    for kind in MEDIA_TYPES:
        assert export(reading, kind)


@settings(LONG, max_examples=150)
@given(tables(), st.sampled_from(["docx", "xlsx", "csv"]))
def test_any_plan_taken_away_comes_back_as_it_was(annex: Any, kind: Any) -> None:
    reading = assemble(plan("PHỤ LỤC", annex), "giấy.docx")
    assert kept(read_plan(export(reading, kind), f"x.{kind}")) == kept(reading)


@settings(LONG, max_examples=500)
@given(st.binary(max_size=2000), st.sampled_from(["x.docx", "x.pdf", "x.txt", "x.csv", "x.xlsx", "x"]))
def test_any_bytes_under_any_name_are_read_or_refused(data: bytes, name: str) -> None:
    assert faults(data, name) == []


@settings(LONG, max_examples=500)
@given(st.text(max_size=1500))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert faults(text.encode(), "x.txt") == []


@pytest.mark.parametrize("count", [500, 4000])
def test_a_table_of_thousands_of_rows_and_units_is_read_in_seconds(count: int) -> None:
    """The time may grow a little faster than the rows, never with their square."""
    rows = [
        (str(n), f"Lập sổ số {n}", "Sổ", f"Trạm bơm số {n % 200}", f"Phòng Kênh mương {n % 50}", "Quý I/2026")
        for n in range(1, count + 1)
    ]
    begun = time.process_time()
    reading = assemble(paper(table(HEAD, *rows)), "x")
    taken = time.process_time() - begun
    assert len(reading["tasks"]) == count
    assert taken < 2 + count / 200
