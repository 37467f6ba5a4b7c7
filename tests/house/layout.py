"""Measures of the house: sizes, docstrings, map and glossary. Each answers with the faults it finds."""

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from pathlib import Path

FILE_MOST, FILE_MEDIAN = 400, 200
FUNCTION_MOST, FUNCTION_P95, FUNCTION_MEDIAN = 60, 35, 8
SUFFIXES = {".py", ".js", ".css", ".html"}


def hand_written(root: Path, *folders: str) -> list[Path]:
    """Every hand-written source file under the folders: no migrations, no data."""
    found = [p for folder in folders for p in (root / folder).rglob("*") if p.suffix in SUFFIXES]
    return sorted(p for p in found if "migrations" not in p.parts and "__pycache__" not in p.parts)


def lines_of(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def long_files(root: Path, *folders: str) -> list[str]:
    """Files over the most lines allowed."""
    counts = [(p.relative_to(root), lines_of(p)) for p in hand_written(root, *folders)]
    return [f"{path}: {lines} lines, at most {FILE_MOST}" for path, lines in counts if lines > FILE_MOST]


def median_file(root: Path, *folders: str) -> float:
    """The median number of lines of a file that holds anything."""
    return statistics.median([n for p in hand_written(root, *folders) if (n := lines_of(p)) > 1])


def functions(root: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef, int]]:
    """Every function of src with its place and its number of lines."""
    for path in (p for p in hand_written(root, "src") if p.suffix == ".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(root)}:{node.name}", node, (node.end_lineno or 0) - node.lineno + 1


def long_functions(root: Path) -> list[str]:
    """Functions over the most lines allowed."""
    sized = [(name, size) for name, _, size in functions(root)]
    return [f"{name}: {size} lines, at most {FUNCTION_MOST}" for name, size in sized if size > FUNCTION_MOST]


def undocumented(root: Path) -> list[str]:
    """Modules, public classes and public functions of src without a docstring."""
    return [
        f"{path.relative_to(root)}:{name}"
        for path in hand_written(root, "src")
        if path.suffix == ".py"
        for name, node in _public(ast.parse(path.read_text(encoding="utf-8")))
        if not ast.get_docstring(node)
    ]


Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _public(node: Documented, name: str = "module") -> Iterator[tuple[str, Documented]]:
    yield name, node
    for child in node.body if isinstance(node, ast.Module | ast.ClassDef) else []:
        if not isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        overload = any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in child.decorator_list)
        if not child.name.startswith("_") and not overload:
            yield from _public(child, child.name)


def unmapped_rooms(root: Path) -> list[str]:
    """Rooms and inner rooms of src that docs/map.md does not name."""
    text = (root / "docs/map.md").read_text(encoding="utf-8")
    packages = sorted(p.parent.relative_to(root / "src/hailong") for p in (root / "src/hailong").rglob("__init__.py"))
    rooms = [p for p in packages if p != Path() and "migrations" not in p.parts and "formats" not in p.parts]
    return [f"docs/map.md does not name {room.as_posix()}" for room in rooms if f"`{room.as_posix()}`" not in text]


def glossary_codes(root: Path) -> set[str]:
    """Every code in backquotes that docs/glossary.md explains."""
    return set(re.findall(r"`([^`]+)`", (root / "docs/glossary.md").read_text(encoding="utf-8")))


def _toml_codes(root: Path) -> set[str]:
    """Codes of criteria, indicators and rules."""
    codes: set[str] = set()
    for name, table in (("criteria", "criterion"), ("indicators", "indicator")):
        data = tomllib.loads((root / f"src/hailong/lexicon/data/{name}.toml").read_text(encoding="utf-8"))
        codes |= {entry["code"] for entry in data[table]}
    return codes


def _role_codes(root: Path) -> set[str]:
    """The roles of the permission table."""
    text = (root / "src/hailong/agency/data/permissions.toml").read_text(encoding="utf-8")
    return set(tomllib.loads(text)["roles"])


def _spoken_codes(root: Path) -> set[str]:
    """Codes that readings speak: deadline kinds and rhythms, warnings, states of a draft."""
    deadlines = (root / "src/hailong/clock/deadlines.py").read_text(encoding="utf-8")
    kinds = {
        word
        for line in re.findall(r"^(?:Kind|Frequency) = Literal\[(.*)\]", deadlines, re.M)
        for word in _QUOTED.findall(line)
    }
    rules = (root / "src/hailong/plan/rules.py").read_text(encoding="utf-8")
    states = set(re.findall(r'^[A-Z]+: Final = "(\w+)"', rules, re.M))
    warnings: set[str] = set()
    for path in [*(root / "src/hailong/documents").rglob("*.py"), *(root / "src/hailong/plan").rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        warnings |= set(re.findall(r'(?:\bNote\(|\bwarning\(|"code": )\s*"([a-z_]+)"', text))
    return kinds | states | warnings


_QUOTED = re.compile(r'"(\w+)"')


def unexplained_codes(root: Path) -> list[str]:
    """Codes of data and code that docs/glossary.md does not explain."""
    said = glossary_codes(root)
    codes = _toml_codes(root) | _role_codes(root) | _spoken_codes(root)
    return [f"docs/glossary.md does not explain {code}" for code in sorted(codes - said)]
