"""Word documents as an agency types them: letterhead and signature in tables without lines, merged section rows."""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from source import Line, printed

CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def write(plan: dict[str, Any], path: Path) -> None:
    """Write the plan's document to the path."""
    book = Document()
    book.styles["Normal"].font.name = "Times New Roman"
    book.styles["Normal"].font.size = Pt(13)
    _pair(book, plan["left"], plan["right"])
    for text in plan["title"]:
        _paragraph(book, "^**" + text + "**")
    _body(book, plan, plan["before"])
    if not plan.get("annexed"):
        _table(book, plan)
        _body(book, plan, plan.get("after", ""))
    _pair(book, ["**//Nơi nhận://**", *(f"- {name}{_stop(plan, name)}" for name in plan["recipients"])], plan["signer"])
    if plan.get("annexed"):
        _annex(book, plan)
    book.core_properties.author = ""
    book.save(str(path))


def _stop(plan: dict[str, Any], name: str) -> str:
    return "." if name == plan["recipients"][-1] else ";"


def _annex(book: Any, plan: dict[str, Any]) -> None:
    section = book.add_section()
    if plan.get("landscape"):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for text in plan["annex"]:
        _paragraph(book, "^**" + text + "**")
    _body(book, plan, plan.get("annex_before", ""))
    _table(book, plan)
    _body(book, plan, plan.get("after", ""))


def _pair(book: Any, left: list[str], right: list[str]) -> None:
    table = book.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, lines, width in zip(table.rows[0].cells, (left, right), (6.2, 9.3), strict=True):
        cell.width = Cm(width)
        table.columns[int(lines is right)].width = Cm(width)
        for number, line in enumerate(lines):
            where = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            where.alignment = None if line.startswith("-") else CENTRE
            _run(where, line)


def _body(book: Any, plan: dict[str, Any], text: str) -> None:
    for line in text.strip().splitlines():
        if line == "@scores":
            _grid(book, [plan["score_head"], *plan["score_rows"]])
        else:
            _paragraph(book, line)


def _paragraph(book: Any, line: str) -> None:
    paragraph = book.add_paragraph()
    if line.startswith("^"):
        paragraph.alignment = CENTRE
    if line.startswith("#"):
        line = "**" + line[1:] + "**"
    elif line.startswith("~"):
        line = "//" + line[1:] + "//"
    _run(paragraph, line.lstrip("^"))


def _run(paragraph: Any, line: str) -> None:
    run = paragraph.add_run(line.replace("**", "").replace("//", ""))
    run.bold = line.startswith("**")
    run.italic = "//" in line


def _grid(book: Any, rows: list[list[str]]) -> Any:
    table = book.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for column, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.width = table.columns[column].width = Cm(4.4 if column == 1 else 1.6)
            _fill(cell, text)
    table.autofit = False
    return table


def _fill(cell: Any, text: str) -> None:
    for number, part in enumerate(text.split("//")):
        where = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        where.add_run(part.strip())


def _table(book: Any, plan: dict[str, Any]) -> None:
    if not plan.get("columns"):
        return
    names = [column[0] for column in plan["columns"]]
    table = _heads(book, names)
    table.autofit = False
    for column, width in zip(table.columns, plan["columns"], strict=True):
        column.width = Cm(width[2])
    number_id = 0
    for line in plan["lines"]:
        cells = table.add_row().cells
        if line.kind in {"section", "group"}:
            _merged(cells, line, plan)
            number_id = _new_list(book) if plan.get("auto_number") else 0
            continue
        texts = printed(line, plan["roles"])
        for cell, text, role in zip(cells, texts, plan["roles"], strict=True):
            cell.width = Cm(plan["columns"][plan["roles"].index(role)][2])
            if role == "ordinal" and number_id:
                _number(cell.paragraphs[0], number_id)
            else:
                _fill(cell, text)


def _merged(cells: Any, line: Line, plan: dict[str, Any]) -> None:
    if "ordinal" in plan["roles"]:
        _fill(cells[0], line.cells[0])
        _fill(cells[1].merge(cells[-1]), line.cells[1])
    else:
        _fill(cells[0].merge(cells[-1]), f"{line.cells[0]}. {line.cells[1]}")


def _heads(book: Any, names: list[str]) -> Any:
    deep = any("/" in name for name in names)
    table = book.add_table(rows=2 if deep else 1, cols=len(names))
    table.style = "Table Grid"
    top = table.rows[0].cells
    for column, name in enumerate(names):
        group, _, own = name.partition("/")
        if deep and not own:
            _fill(top[column].merge(table.rows[1].cells[column]), name)
        elif own:
            _fill(table.rows[1].cells[column], own)
            first = [other.partition("/")[0] for other in names].index(group)
            if column == first:
                last = max(place for place, other in enumerate(names) if other.startswith(group + "/"))
                _fill(top[first].merge(top[last]), group)
        else:
            _fill(top[column], name)
    for row in table.rows:
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:tblHeader"))
    return table


def _new_list(book: Any) -> int:
    """A fresh automatic numbering "1, 2, 3" of its own, as Word makes for every section of a table."""
    numbering = book.part.numbering_part.element
    ids = [int(item.get(qn("w:abstractNumId"))) for item in numbering.findall(qn("w:abstractNum"))]
    abstract = max(ids, default=0) + 1
    level = '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/><w:lvlJc w:val="center"/>'
    xml = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:lvl w:ilvl="0">{level}</w:lvl></w:abstractNum>'
    )
    first = numbering.find(qn("w:num"))
    element = parse_xml(xml)
    if first is None:
        numbering.append(element)
    else:
        first.addprevious(element)
    numbers = [int(item.get(qn("w:numId"))) for item in numbering.findall(qn("w:num"))]
    number = max(numbers, default=0) + 1
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>')
    )
    return number


def _number(paragraph: Any, number_id: int) -> None:
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number_id}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))
