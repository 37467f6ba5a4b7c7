"""The house keeps its measure, and each measure is seen to catch a planted fault."""

import shutil
import statistics
import tomllib
from pathlib import Path

import pytest
from tests.house import layout

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("src", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_no_file_is_over_four_hundred_lines() -> None:
    assert layout.long_files(ROOT, "src", "tests", "bench") == []


def test_the_median_file_stays_under_two_hundred_lines() -> None:
    assert layout.median_file(ROOT, "src") <= layout.FILE_MEDIAN


def test_functions_stay_short() -> None:
    sizes = sorted(size for _, _, size in layout.functions(ROOT))
    assert layout.long_functions(ROOT) == []
    assert statistics.median(sizes) <= layout.FUNCTION_MEDIAN
    assert statistics.quantiles(sizes, n=20)[-1] <= layout.FUNCTION_P95


def test_everything_public_has_a_docstring() -> None:
    assert layout.undocumented(ROOT) == []


def test_every_room_stands_on_the_map() -> None:
    assert layout.unmapped_rooms(ROOT) == []


def test_every_code_stands_in_the_glossary() -> None:
    assert layout.unexplained_codes(ROOT) == []


def test_no_page_loads_more_than_twenty_kilobytes_of_style() -> None:
    """Every page loads skin.css and at most one sheet of its group."""
    sizes = {path.name: path.stat().st_size for path in (ROOT / "src").rglob("*.css")}
    shared = sizes.pop("skin.css")
    assert shared + max(sizes.values()) <= 20_000


def test_locks_hold_no_address() -> None:
    locks = [(ROOT / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-dev.lock")]
    assert not any("://" in text or "index-url" in text for text in locks)


def test_style_keeps_complexity_at_eight() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        lint = tomllib.load(file)["tool"]["ruff"]["lint"]
    assert lint["mccabe"]["max-complexity"] == 8
    assert "C90" in lint["select"]


def test_a_long_file_is_caught(copy: Path) -> None:
    (copy / "src/hailong/clock/planted.py").write_text('"""Planted."""\n' + "\n" * 400, encoding="utf-8")
    assert "src/hailong/clock/planted.py: 401 lines, at most 400" in layout.long_files(copy, "src")


def test_a_long_function_and_a_missing_docstring_are_caught(copy: Path) -> None:
    code = '"""Planted."""\n\n\ndef planted():\n' + "    pass\n" * 60
    (copy / "src/hailong/clock/planted.py").write_text(code, encoding="utf-8")
    assert "src/hailong/clock/planted.py:planted: 61 lines, at most 60" in layout.long_functions(copy)
    assert "src/hailong/clock/planted.py:planted" in layout.undocumented(copy)


def test_a_room_off_the_map_is_caught(copy: Path) -> None:
    (copy / "src/hailong/planted").mkdir()
    (copy / "src/hailong/planted/__init__.py").write_text('"""Planted."""\n', encoding="utf-8")
    assert "docs/map.md does not name planted" in layout.unmapped_rooms(copy)


def test_a_code_missing_from_the_glossary_is_caught(copy: Path) -> None:
    glossary = copy / "docs/glossary.md"
    glossary.write_text(glossary.read_text(encoding="utf-8").replace("`SIPAS`", "SIPAS"), encoding="utf-8")
    assert "docs/glossary.md does not explain SIPAS" in layout.unexplained_codes(copy)
