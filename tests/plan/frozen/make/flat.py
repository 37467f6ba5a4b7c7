"""Text as it falls out of a PDF: cells wrapped to their columns, one cell line a line, heads repeated, rows cut."""

import textwrap
from pathlib import Path
from typing import Any

from source import printed

PAGE = 26
WIDTH = 78


def write_flat(plan: dict[str, Any], path: Path) -> None:
    """Write a flattened text: blank lines between printed lines, a form feed at each page's head."""
    lines = _front(plan)
    pages = [[f"\f{lines[place]}" if place and place % 40 == 0 else lines[place] for place in range(len(lines))]]
    pages += _table_pages(plan)
    path.write_text("\n\n".join(line for page in pages for line in page) + "\n\f", encoding="utf-8")


def _front(plan: dict[str, Any]) -> list[str]:
    lines = [*plan["left"], *plan["right"], *(piece for text in plan["title"] for piece in textwrap.wrap(text, 66))]
    for text in plan["before"].strip().splitlines():
        lines += textwrap.wrap(text.lstrip("#"), WIDTH)
    stops = [";"] * (len(plan["recipients"]) - 1) + ["."]
    lines += ["Nơi nhận:", *(f"- {name}{stop}" for name, stop in zip(plan["recipients"], stops, strict=True))]
    return lines + [text or " " for text in plan["signer"]]


def _wrap(plan: dict[str, Any], texts: list[str]) -> list[list[str]]:
    widths = [column[2] for column in plan["columns"]]
    pairs = zip(texts, widths, strict=True)
    return [[line for part in text.split("//") for line in textwrap.wrap(part.strip(), width)] for text, width in pairs]


def _table_pages(plan: dict[str, Any]) -> list[list[str]]:
    """Each page: the head, then rows cell by cell; a row too long for the page goes on after the next head."""
    heads = [line for cell in _wrap(plan, [column[0] for column in plan["columns"]]) for line in cell]
    pages = [
        [f"\f{plan['annex'][0]}", *(line for text in plan["annex"][1:] for line in textwrap.wrap(text, 90)), *heads]
    ]
    left = PAGE - 10
    for line in plan["lines"]:
        if line.kind == "section":
            pages[-1].append(" ".join(line.cells))
            left -= 1
            continue
        cells = _wrap(plan, printed(line, plan["roles"]))
        while any(cells):
            if left < 2:
                pages.append([f"\f{heads[0]}", *heads[1:]])
                left = PAGE - 4
            taken = min(left, max(map(len, cells)))
            pages[-1] += [text for cell in cells for text in cell[:taken]]
            cells = [cell[taken:] for cell in cells]
            left -= taken
    return pages


def write_tabs(plan: dict[str, Any], path: Path) -> None:
    """Write a text whose table is tab-separated, with the remnants of a markdown conversion in it."""
    out = ["", *plan["left"], *plan["right"], f"**{plan['title'][0]}**  ", f"**{plan['title'][1]}**"]
    out += [f"**{line[1:]}**" if line.startswith("^") else line for line in plan["before"].strip().splitlines()]
    stops = [";"] * (len(plan["recipients"]) - 1) + ["."]
    out.append("**Nơi nhận:**")
    names = "\n".join(f"- {name}{stop}" for name, stop in zip(plan["recipients"], stops, strict=True))
    out += [names, *(f"**{text}**" if text else "" for text in plan["signer"]), *plan["annex_title"]]
    out += plan["annex_before"].strip().splitlines()
    table = [*(f"**{text}**  " for text in plan["annex"][:2]), f"*{plan['annex'][2]}*", ""]
    table.append("\t".join(column[0] for column in plan["columns"]))
    for number, line in enumerate(plan["lines"]):
        table += [*([""] if number == 6 else []), _tabbed(plan, line, number)]
    path.write_text("\n\n".join(out) + "\n\n" + "\n".join(table) + "\n", encoding="utf-8")


def _tabbed(plan: dict[str, Any], line: Any, number: int) -> str:
    width = len(plan["roles"])
    if line.kind == "section":
        if line.cells[0] == "II":
            return f"<b>{' '.join(line.cells)}</b>" + "\t" * (width - 1)
        return "\t".join(f"<b>{cell}</b>" for cell in line.cells) + "\t" * (width - 2)
    wrap = "<p>{}</p>" if number > 8 else "{}"
    cells = [cell.replace("//", "").strip() for cell in line.cells]
    return "\t".join([cells[0], *(wrap.format(cell) if cell else "" for cell in cells[1:])])
