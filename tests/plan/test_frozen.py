"""Plans of many shapes, frozen with their readings before the reader existed, read as a person reads them.

`python tests/plan/test_frozen.py` prints right/all for every document and field, `-v` also what is wrong.
"""

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "frozen"
if __name__ == "__main__":
    sys.path.insert(0, str(FOLDER.parents[2]))

from tests.plan.frozen.compare import CELLS, GROUPS, Check, compare, table  # noqa: E402

from hailong.plan.intake.reading.assemble import read_plan  # noqa: E402

SAMPLE = FOLDER.parents[2] / "src" / "hailong" / "cli" / "sample" / "documents"
NAMES = sorted(path.name.removesuffix(".json") for path in FOLDER.glob("*.json"))
SAMPLES = sorted(path.name.removesuffix(".json") for path in (FOLDER / "sample").glob("*.json"))
# least share of cells that must be right, by letter: Word and sheets, PDF, tabs, flattened
FLOORS = {**dict.fromkeys("abchj", 0.99), **dict.fromkeys("dei", 0.98), **dict.fromkeys("fg", 0.85)}
EXACT = frozenset("abchij")


@cache
def checks(name: str) -> tuple[Check, ...]:
    """The checks of one frozen document, read once."""
    readings, documents = (FOLDER / "sample", SAMPLE) if name in SAMPLES else (FOLDER, FOLDER)
    want = json.loads((readings / f"{name}.json").read_text(encoding="utf-8"))
    got = read_plan((documents / name).read_bytes(), name)
    return tuple(compare(want, got, exact=name[0] in EXACT or name.endswith(".docx")))


def group(name: str, which: str) -> list[Check]:
    """The checks of one group in one document."""
    return [check for check in checks(name) if check.group == which]


def wrong(name: str, which: str) -> list[str]:
    """What is wrong, readable."""
    return [f"{check.where}: want {check.want!r} got {check.got!r}" for check in group(name, which) if not check.right]


def share(found: list[Check]) -> float:
    """Share right of some checks; nothing to check is all right."""
    return sum(check.right for check in found) / len(found) if found else 1.0


def cases() -> Iterator[tuple[str, str]]:
    """Every document with every group that must be wholly right in it."""
    for name in NAMES:
        want = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        for which in GROUPS:
            if which in CELLS or (which in {"head", "duties", "rows"} and not want.get(which, True)):
                continue
            if which == "deadline" and name[0] in "fg":
                continue
            yield name, which


@pytest.mark.parametrize(("name", "which"), list(cases()))
def test_every_field_of_the_group_reads_as_written_by_hand(name: str, which: str) -> None:
    """Every field of the group reads as it was written by hand."""
    assert not wrong(name, which)


@pytest.mark.parametrize("name", NAMES)
def test_the_cells_reach_the_floor_of_the_documents_kind(name: str) -> None:
    """The share of right cells reaches the floor of the document's kind."""
    found = [check for which in CELLS for check in group(name, which)]
    bad = [line for which in CELLS for line in wrong(name, which)]
    assert share(found) >= FLOORS[name[0]], bad


@pytest.mark.parametrize("name", [name for name in NAMES if name[0] in "abcdeh"])
@pytest.mark.parametrize("which", ["lead", "coordinating"])
def test_units_of_word_and_pdf_tables_are_exact_sets(name: str, which: str) -> None:
    """Lead and coordinating units of Word and PDF tables are exact sets."""
    assert not wrong(name, which)


@pytest.mark.parametrize("name", [name for name in NAMES if name[0] in "fg"])
def test_deadlines_of_flattened_text_reach_98_in_a_hundred(name: str) -> None:
    """At least 98 in a hundred deadlines of flattened text are right."""
    assert share(group(name, "deadline")) >= 0.98, wrong(name, "deadline")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("which", [which for which in GROUPS if which not in CELLS])
def test_the_demo_shows_its_own_plans_rightly(name: str, which: str) -> None:
    """The demo's plans read as written by hand; cells have their floor below."""
    assert not wrong(name, which)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_demos_cells_are_right(name: str) -> None:
    """Word all exact, PDF 98 in a hundred, flattened text 85."""
    found = [check for which in CELLS for check in group(name, which)]
    floor = {"docx": 0.99, "pdf": 0.98, "txt": 0.85}[name.rsplit(".", 1)[-1]]
    assert share(found) >= floor, [line for which in CELLS for line in wrong(name, which)]


def report(verbose: bool) -> str:
    """The table of right/all, and under it every wrong field when verbose."""
    results = {name: list(checks(name)) for name in [*NAMES, *SAMPLES]}
    lines = [table(results)]
    if verbose:
        for name in [*NAMES, *SAMPLES]:
            lines += [f"{name} {which} {line}" for which in GROUPS for line in wrong(name, which)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(report("-v" in sys.argv) + "\n")
