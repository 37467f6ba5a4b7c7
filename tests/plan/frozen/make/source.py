"""The invented plans as data: one TOML file a document, holding what is printed and, beside it, what it means.

Rows are written one a line, cells parted by " | ", paragraphs of one cell by " // ". "= I | title" opens a section,
"# 1 | title" is a numbered heading merged over the row, "- ..." is a task, "+ ..." its continuation row. The lines
under a row say by hand how it reads: L lead, C coordinating, D deadline (JSON), K criteria, P the deadline of a
continuation row, O the ordinal as printed. Nothing here is worked out by the product.
"""

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass
class Line:
    """One row as printed: kind is section, group, task or more; cells in column order."""

    kind: str
    cells: list[str]
    read: dict[str, str] = field(default_factory=dict)


def plans(folder: Path = HERE / "plans") -> list[dict[str, Any]]:
    """Every plan of the folder with its rows parsed under `lines`."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        plan = tomllib.loads(path.read_text(encoding="utf-8"))
        plan["lines"] = list(_lines(plan.get("rows", ""), len(plan.get("columns", []))))
        plan["roles"] = [column[1] for column in plan.get("columns", [])]
        found.append(plan)
    return found


def _lines(text: str, width: int) -> list[Line]:
    kinds = {"=": "section", "#": "group", "-": "task", "+": "more"}
    lines: list[Line] = []
    for raw in filter(None, text.splitlines()):
        if raw[1] == ":":
            lines[-1].read[raw[0]] = raw[2:].strip()
            continue
        cells = [cell.strip() for cell in raw[1:].split("|")]
        kind = kinds[raw[0]]
        if kind in {"task", "more"} and width:
            if len(cells) == width + 1:
                cells = cells[1:]
            assert len(cells) == width, (width, raw)
        lines.append(Line(kind, cells))
    return lines


def flat(cell: str) -> str:
    """A cell's text on one line."""
    return " ".join(part.strip() for part in cell.split("//"))


def printed(line: Line, roles: list[str]) -> list[str]:
    """The cells as printed: the ordinal of a sub-row keeps its bracket."""
    cells = list(line.cells)
    if "O" in line.read:
        cells[roles.index("ordinal")] = line.read["O"]
    return cells


def expected(plan: dict[str, Any]) -> dict[str, Any]:
    """The reading written by hand, in the shape of the contract; keys the author left out are not compared."""
    document = dict(plan["document"])
    for key in ("type", "number", "symbol", "date", "attached"):
        if "left" in plan:
            document.setdefault(key, None)
    if "recipients" in plan:
        document["recipients"] = plan["recipients"]
    keys = ("targets", "quotas", "time_limits", "scores", "scorecards", "duties", "warnings")
    return {"document": document, "tasks": _tasks(plan), **{key: plan.get(key, []) for key in keys}}


def _tasks(plan: dict[str, Any]) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = []
    section: tuple[str | None, str | None] = (None, None)
    for line in plan["lines"]:
        if line.kind == "section":
            section = (line.cells[0], line.cells[1])
        elif line.kind == "task":
            tasks.append(_task(line, plan["roles"], section))
        elif line.kind == "more":
            _continue(tasks[-1], line, plan["roles"])
    return tasks


def _task(line: Line, roles: list[str], section: tuple[str | None, str | None]) -> dict[str, Any]:
    cells = dict(zip(roles, (flat(cell) for cell in line.cells), strict=True))
    deadline = json.loads(line.read["D"]) if "D" in line.read else None
    if deadline is not None:
        deadline["text"] = cells["deadline"]
    return {
        "section": section[0],
        "section_title": section[1],
        "ordinal": cells.get("ordinal") or None,
        "content": cells["content"],
        "product": cells.get("product") or None,
        "lead": _names(line.read.get("L", "")),
        "coordinating": _names(line.read.get("C", "")),
        "deadline": deadline,
        "criteria": line.read.get("K", "").split(),
        "parts": [],
    }


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(" + ") if name.strip()]


def _continue(task: dict[str, Any], line: Line, roles: list[str]) -> None:
    cells = dict(zip(roles, (flat(cell) for cell in line.cells), strict=True))
    if not task["parts"]:
        task["parts"] = [{"product": task["product"], "deadline": task["deadline"]}]
    own = {**json.loads(line.read["P"]), "text": cells["deadline"]}
    task["parts"].append({"product": cells["product"], "deadline": own})
