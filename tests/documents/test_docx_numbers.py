"""Word's automatic numbers written out as printed."""

import pytest
from lxml import etree
from tests.documents.office_samples import HEAD, ROWS, cell, docx_file, table_xml, with_part

from hailong.documents.anatomy import Document, Paragraph, Recognisers, Table
from hailong.documents.read.docx import read_docx
from hailong.documents.read.docx_numbers import Numbering, format_count, read_numbering

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def numbering(levels: str, more: str = "") -> bytes:
    """word/numbering.xml with one abstract list of these levels, and list 7 on it."""
    return (
        f'<w:numbering xmlns:w="{SPACE}"><w:abstractNum w:abstractNumId="3">{levels}</w:abstractNum>'
        f'<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>{more}</w:numbering>'
    ).encode()


def level(index: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{index}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def lists(levels: str, more: str = "") -> Numbering:
    return read_numbering(etree.fromstring(numbering(levels, more)))


def item(index: int = 0, number: int = 7) -> str:
    return f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{number}"/></w:numPr>'


def read(data: bytes) -> Document:
    return read_docx(data, "a.docx", Recognisers(), None)


def test_numbers_of_three_levels_restart_below_each_other() -> None:
    made = lists(level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)"))
    order = [0, 1, 1, 2, 2, 1, 0, 1, 2]
    assert [made.next("7", each) for each in order] == ["I.", "1.", "2.", "a)", "b)", "3.", "II.", "1.", "a)"]


def test_a_level_may_print_the_numbers_above_it() -> None:
    made = lists(level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2."))
    assert [made.next("7", each) for each in (0, 1, 1, 0, 1)] == ["1.", "1.1.", "1.2.", "2.", "2.1."]


def test_legal_numbering_prints_roman_levels_as_figures() -> None:
    made = lists(level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert [made.next("7", 0), made.next("7", 1)] == ["I.", "1.1"]


def test_a_level_that_never_restarts_counts_on() -> None:
    made = lists(level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    assert [made.next("7", each) for each in (0, 1, 1, 0, 1)] == ["I.", "1.", "2.", "II.", "3."]


def test_lists_on_one_family_count_on_unless_told_to_start_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    more = (
        '<w:num w:numId="8"><w:abstractNumId w:val="3"/></w:num>'
        f'<w:num w:numId="9"><w:abstractNumId w:val="3"/>{override}</w:num>'
    )
    made = lists(level(0, "decimal", "%1."), more)
    assert [made.next(each, 0) for each in ("7", "7", "8", "9", "9")] == ["1.", "2.", "3.", "1.", "2."]


def test_a_list_may_redefine_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    made = lists(level(0, "decimal", "%1."), f'<w:num w:numId="9"><w:abstractNumId w:val="3"/>{override}</w:num>')
    assert made.next("9", 0) == "A)"


def test_bullets_of_symbol_fonts_are_dashes_and_a_plus_stays() -> None:
    made = lists(level(0, "bullet", "\uf0b7") + level(1, "bullet", "+"))
    assert [made.next("7", 0), made.next("7", 1)] == ["-", "+"]


def test_an_unknown_list_prints_nothing() -> None:
    assert lists("").next("7", 0) == ""
    assert read_numbering(None).next("1", 0) == ""


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (9, "lowerRoman", "ix"),
        (14, "upperRoman", "XIV"),
        (5, "none", ""),
        (6, "ordinalText", "6"),
    ],
)
def test_formats(count: int, form: str, printed: str) -> None:
    assert format_count(count, form) == printed


def test_ordinals_of_a_plan_table_are_numbered_though_their_cells_hold_no_text() -> None:
    rows = ["".join(map(cell, HEAD))]
    rows += ["".join([cell("", "", item()), *map(cell, row[1:])]) for row in ROWS[:2]]
    data = with_part(docx_file(table_xml(*rows)), "word/numbering.xml", numbering(level(0, "decimal", "%1")))
    (table,) = read(data).blocks
    assert isinstance(table, Table)
    assert [row.texts[0] for row in table.rows] == ["1", "2"]


def test_a_number_stands_before_its_paragraph_and_an_empty_one_is_left_out() -> None:
    first = f"<w:p><w:pPr>{item()}</w:pPr><w:r><w:t>Mục tiêu</w:t></w:r></w:p>"
    empty = f"<w:p><w:pPr>{item()}</w:pPr></w:p>"
    data = with_part(docx_file(first, empty, first), "word/numbering.xml", numbering(level(0, "upperRoman", "%1.")))
    assert [each.text for each in read(data).blocks if isinstance(each, Paragraph)] == ["I. Mục tiêu", "III. Mục tiêu"]


def test_numbers_of_paragraph_styles_are_printed() -> None:
    styles = (
        f'<w:styles xmlns:w="{SPACE}"><w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="7"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Muc"/></w:style>'
        "</w:styles>"
    )
    child = '<w:p><w:pPr><w:pStyle w:val="Con"/></w:pPr><w:r><w:t>Mục con</w:t></w:r></w:p>'
    data = with_part(docx_file(child), "word/numbering.xml", numbering(level(0, "decimal", "%1.")))
    (paragraph,) = read(with_part(data, "word/styles.xml", styles.encode())).blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "1. Mục con"
