"""PDF documents set by typst, and the texts that poppler draws out of them."""

import subprocess
from pathlib import Path
from typing import Any

import typst
from source import Line, printed

FONTS = Path(typst.__file__).parents[1] / "fontpkg_noto_serif" / "files"
PAGE = (
    '#set page(paper: "a4", flipped: FLIP, margin: (top: 2cm, bottom: 2cm, left: 2.2cm, right: 1.6cm), numbering: "1",'
    " number-align: top + center)"
)


def write(plan: dict[str, Any], path: Path) -> None:
    """Write the PDF, and beside it the extracted texts that the plan names under `layouts`."""
    typst.compile(_source(plan).encode(), output=str(path), font_paths=[str(FONTS)])
    for name in plan.get("layouts", []):
        mode = "-layout" if "layout" in name else "-raw"
        subprocess.run(["pdftotext", mode, str(path), str(path.with_name(name))], check=True)


def _source(plan: dict[str, Any]) -> str:
    parts = [
        PAGE.replace("FLIP", "true" if plan.get("landscape") else "false"),
        '#set text(font: "Noto Serif", size: 11pt, lang: "vi", hyphenate: false)',
        "#set par(justify: false)",
        _pair(plan["left"], plan["right"]),
        *(f"#align(center)[*{_safe(text)}*]" for text in plan["title"]),
        *map(_paragraph, plan["before"].strip().splitlines()),
    ]
    if not plan.get("annexed"):
        parts += [_table(plan), *map(_paragraph, plan.get("after", "").strip().splitlines())]
    stops = [";"] * (len(plan["recipients"]) - 1) + ["."]
    names = [f"- {name}{stop}" for name, stop in zip(plan["recipients"], stops, strict=True)]
    parts.append(_pair(["**Nơi nhận:**", *names], plan["signer"], "left"))
    if plan.get("annexed"):
        parts += ["#pagebreak()", *(f"#align(center)[*{_safe(text)}*]" for text in plan["annex"]), _table(plan)]
    return "\n\n".join(parts)


def _safe(text: str) -> str:
    for sign in ("\\", "#", "*", "_", "`", "$", "<", ">", "@", "[", "]", "~"):
        text = text.replace(sign, "\\" + sign)
    return text.replace("//", "\\/\\/") if "://" in text else text


def _inline(line: str) -> str:
    bold, slanted = "**" in line, "//" in line
    text = _safe(line.replace("**", "").replace("//", ""))
    text = "\\" + text if text.startswith(("-", "+", "=")) else text
    text = f"#emph[{text}]" if slanted else text
    return f"*{text}*" if bold and text.strip() else text


def _pair(left: list[str], right: list[str], side: str = "center") -> str:
    columns = [" \\\n ".join(_inline(line) for line in lines) for lines in (left, right)]
    return f"#grid(columns: (2fr, 3fr), align: ({side}, center), [{columns[0]}], [{columns[1]}])"


def _paragraph(line: str) -> str:
    if line.startswith("#"):
        return f"*{_safe(line[1:])}*"
    if line.startswith("~"):
        return f"#emph[{_safe(line[1:])}]"
    number = line.split(" ", 1)[0]
    if number.endswith((".", ")")):
        return "#[" + _safe(line).replace(".", "#h(0pt).", 1) + "]"
    return "\\" + _safe(line) if line.startswith("-") else _safe(line)


def _table(plan: dict[str, Any]) -> str:
    widths = ", ".join(f"{column[2]}fr" for column in plan["columns"])
    heads = ", ".join(f"[*{_safe(column[0])}*]" for column in plan["columns"])
    rows = ",\n".join(_row(line, plan) for line in plan["lines"])
    stroke = "0.5pt" if plan.get("ruled") else "none"
    return (
        f"#text(size: 10pt)[#table(columns: ({widths}), stroke: {stroke}, inset: 4pt, align: left,\n"
        f"table.header({heads}),\n{rows})]"
    )


def _row(line: Line, plan: dict[str, Any]) -> str:
    if line.kind in {"section", "group"}:
        return f"[*{_safe(line.cells[0])}*], table.cell(colspan: {len(plan['roles']) - 1})[*{_safe(line.cells[1])}*]"
    return ", ".join(
        "[" + " \\\n ".join(_cell(part) for part in text.split("//")) + "]" for text in printed(line, plan["roles"])
    )


def _cell(text: str) -> str:
    text = _safe(text.strip())
    return "\\" + text if text.startswith(("-", "+")) else text
