"""Official documents as DOCX: laid out as Decree 30/2020 says, and read back the same by our own reader."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.office_samples import HEAD, ROWS, plan_rows

from hailong.documents.anatomy import Document, Paragraph, Recognisers, Table
from hailong.documents.read.docx import read_docx
from hailong.documents.write.docx import MOTTO, NATION, document
from hailong.documents.write.parts import (
    Agency,
    Annex,
    Grid,
    Official,
    Signature,
    Text,
    column_shares,
    date_line,
    number_line,
)
from hailong.lexicon.text import squeeze

SECTIONED = (("I", "TIẾP CẬN DỊCH VỤ", "", "", "", ""), *ROWS)
PLAN = Official(
    agency=Agency("Ủy ban nhân dân xã Mẫu", "Ủy ban nhân dân tỉnh Thử", "Mẫu"),
    kind="Kế hoạch",
    title="Nâng cao mức độ hài lòng năm 2026",
    body=(
        Text("Căn cứ tình hình thực tế;", "base"),
        Text("I. MỤC TIÊU", "heading"),
        Text("Tỷ lệ hài lòng đạt trên 90%."),
        Grid(HEAD, SECTIONED, sections=frozenset({0}), centred=frozenset({0, 5})),
        Text("Các bộ phận nghiêm túc thực hiện./."),
    ),
    number="7",
    symbol="KH-UBND",
    day=date(2026, 1, 5),
    signature=Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), "Nguyễn Thị Mẫu"),
    recipients=("- Như trên;", "- Lưu: VT."),
)


def read(official: Official) -> Document:
    return read_docx(document(official), "a.docx", Recognisers(), None)


def opened(official: Official) -> docx.document.Document:
    return docx.Document(io.BytesIO(document(official)))


def test_what_is_written_is_read_back_in_order() -> None:
    found = read(PLAN)
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == [
        "ỦY BAN NHÂN DÂN TỈNH THỬ",
        "ỦY BAN NHÂN DÂN XÃ MẪU",
        "Số: 07/KH-UBND",
        NATION,
        MOTTO,
        "Mẫu, ngày 05 tháng 01 năm 2026",
        "KẾ HOẠCH",
        PLAN.title,
        "Căn cứ tình hình thực tế;",
        "I. MỤC TIÊU",
        "Tỷ lệ hài lòng đạt trên 90%.",
        "Các bộ phận nghiêm túc thực hiện./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Nguyễn Thị Mẫu",
    ]


def test_the_table_written_is_the_table_read() -> None:
    (table,) = [block for block in read(PLAN).blocks if isinstance(block, Table)]
    assert table.head == HEAD
    assert [row.texts for row in table.rows] == list(SECTIONED)
    assert [row.heading for row in table.rows] == [True, False, False, False]


CELL = st.text(st.sampled_from("aăâbcdđeêghi ơưtôtKHẬ,.;0123-/\n"), max_size=60)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
def test_any_cells_come_back_with_spaces_squeezed(texts: list[tuple[str, str, str]]) -> None:
    rows = tuple((str(number), f"Việc {number}", *row) for number, row in enumerate(texts, start=1))
    grid = Grid(("STT", "Nội dung công việc", "Sản phẩm", "Đơn vị chủ trì", "Thời gian"), rows)
    (table,) = [block for block in read(Official(Agency("Sở Mẫu"), "Kế hoạch", "Thử", (grid,))).blocks
                if isinstance(block, Table)]  # fmt: skip
    wanted = [tuple("\n".join(filter(None, map(squeeze, cell.split("\n")))) for cell in row) for row in rows]
    assert [row.texts for row in table.rows] == wanted


def test_a_long_plan_is_written_and_read_whole() -> None:
    rows = tuple(plan_rows(120))
    official = Official(Agency("Sở Mẫu"), "Phụ lục", "Nhiệm vụ", (Grid(HEAD, rows),), landscape=True)
    (table,) = [block for block in read(official).blocks if isinstance(block, Table)]
    assert tuple(row.texts for row in table.rows) == rows


def millimetres(length: Length | None) -> int:
    assert length is not None
    return round(length.mm)


def test_paper_margins_and_page_numbers_follow_the_decree() -> None:
    section = opened(PLAN).sections[0]
    assert (millimetres(section.page_width), millimetres(section.page_height)) == (210, 297)
    assert (millimetres(section.top_margin), millimetres(section.bottom_margin)) == (20, 20)
    assert (millimetres(section.left_margin), millimetres(section.right_margin)) == (30, 15)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_landscape_turns_the_paper() -> None:
    section = opened(Official(Agency("Sở Mẫu"), "Phụ lục", "Một", (), landscape=True)).sections[0]
    assert (millimetres(section.page_width), millimetres(section.page_height)) == (297, 210)


def test_an_annex_has_wide_pages_of_its_own_counted_from_one() -> None:
    annex = Annex("Phụ lục", (Grid(HEAD, ROWS),), "Danh mục việc", "(Kèm theo Kế hoạch số 07/KH-UBND)")
    official = replace(PLAN, annex=annex)
    body, pages = opened(official).sections
    assert (millimetres(body.page_width), millimetres(pages.page_width)) == (210, 297)
    assert pages._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert body._sectPr.find(qn("w:pgNumType")) is None
    texts = [block.text for block in read(official).blocks if isinstance(block, Paragraph)]
    assert texts[-3:] == ["PHỤ LỤC", annex.title, annex.note]
    assert [row.texts for row in read(official).blocks[-1].rows] == list(ROWS)


def test_a_very_long_title_fits_the_properties_of_the_file() -> None:
    assert len(opened(replace(PLAN, title="Nâng cao " * 60)).core_properties.title) == 255


def test_every_run_names_its_font_for_all_letters() -> None:
    made = opened(PLAN)
    for run in made.element.body.iter(qn("w:r")):
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}


def test_widths_stand_on_columns_and_cells_and_fill_the_page() -> None:
    table = opened(PLAN).tables[1]
    columns = [column.width for column in table.columns]
    assert abs(sum(columns) - Mm(165)) < Mm(1)
    assert [cell.width for cell in table.rows[2].cells] == columns


def test_the_head_row_repeats_and_rows_are_not_cut() -> None:
    rows = opened(PLAN).tables[1].rows
    assert rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_type_sizes_follow_the_decree() -> None:
    head = opened(PLAN).tables[0]
    sizes = {run.text: (run.font.size, run.bold, run.italic) for cell in head._cells for par in cell.paragraphs
             for run in par.runs}  # fmt: skip
    assert sizes[NATION] == (Pt(12), True, False)
    assert sizes[MOTTO] == (Pt(13), True, False)
    assert sizes["Số: 07/KH-UBND"] == (Pt(13), False, False)
    assert sizes["Mẫu, ngày 05 tháng 01 năm 2026"] == (Pt(13), False, True)


def test_a_long_committee_name_breaks_before_its_place() -> None:
    long = Official(Agency("Ủy ban nhân dân phường Mẫu Sơn Đông"), "Kế hoạch", "Thử", ())
    texts = [block.text for block in read(long).blocks if isinstance(block, Paragraph)]
    assert texts[:2] == ["ỦY BAN NHÂN DÂN", "PHƯỜNG MẪU SƠN ĐÔNG"]


def test_the_same_document_gives_the_same_properties() -> None:
    properties = opened(PLAN).core_properties
    assert (properties.author, properties.title) == ("Ủy ban nhân dân xã Mẫu", PLAN.title)
    assert properties.created.year == 1980


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 5), "Mẫu, ngày 05 tháng 01 năm 2026"),
        (date(2025, 10, 15), "Mẫu, ngày 15 tháng 10 năm 2025"),
        (date(2025, 3, 9), "Mẫu, ngày 09 tháng 3 năm 2025"),
        (None, "Mẫu, ngày      tháng      năm"),
    ],
)
def test_dates(day: date | None, written: str) -> None:
    assert date_line("Mẫu", day) == written


def test_numbers() -> None:
    assert number_line("7", "KH-UBND") == "Số: 07/KH-UBND"
    assert number_line("", "KH-UBND") == "Số:       /KH-UBND"
    assert number_line("12", "") == "Số: 12"
    assert date_line("", date(2026, 12, 31)) == "ngày 31 tháng 12 năm 2026"


def test_given_widths_are_kept_and_others_follow_the_contents() -> None:
    assert column_shares(Grid(("a", "b"), (), widths=(1, 3))) == [0.25, 0.75]
    narrow, wide = column_shares(Grid(("STT", "Nội dung"), (("1", "một việc rất dài " * 9),)))
    assert narrow < wide
