"""A form to be filled in by hand: its number on every page, boxes that can be ticked, lines to write on."""

import io
import re

import docx
import pytest

from hailong.documents.write.numbered import Block, Paper, Question, numbered

SCALE = tuple((str(code), label) for code, label in enumerate(("Rất kém", "Kém", "Vừa", "Tốt", "Rất tốt"), start=1))
YES = (("1", "Có"), ("2", "Không"))
ASKED = (
    Question("1", "Chỗ ngồi chờ", "scale", SCALE),
    Question("2", "Bảng chỉ dẫn", "scale", SCALE),
    Question("3", "Đã góp ý chưa?", "choice", YES),
    Question("4", "Vì sao?", "many", (("1", "Lý do quá dài cho một cột trong hai cột"), ("2", "Khác")), "Chọn nhiều ô"),
    Question("5", "Chờ bao nhiêu phút?", "number"),
    Question("6", "Nói thêm <điều> & điều khác", "text", lines=4),
)


def _paper(*questions: Question) -> Paper:
    return Paper(
        "UBND phường Sông Xanh", "Phiếu hỏi ý kiến", "Lời mở đầu\nDòng hai", "Tôi đồng ý.",
        (Block("Lần vừa rồi", questions or ASKED),), "Cảm ơn!",
    )  # fmt: skip


def _made(*questions: Question, numbers=("0001",)):
    return docx.Document(io.BytesIO(numbered(_paper(*questions), numbers, label="KS · Phiếu số")))


def _texts(made) -> list[str]:
    return [node.text for node in made.element.iter() if node.tag.endswith("}t") and node.text]


def test_each_copy_bears_its_number_above_and_below_and_counts_its_pages_from_one():
    made = _made(numbers=("0001", "0002", "0010"))

    above = [section.header.paragraphs[0].text for section in made.sections]
    below = [section.footer.paragraphs[0].text for section in made.sections]
    assert above == [f"KS · Phiếu số {number}" for number in ("0001", "0002", "0010")]
    assert all(text.startswith(head) for text, head in zip(below, above, strict=True))
    assert len(re.findall(r'<w:pgNumType w:start="1"/>', made.element.xml)) == 3
    assert _texts(made).count("Chỗ ngồi chờ") == 0
    assert _texts(made).count("1. Chỗ ngồi chờ") == 3


def test_every_question_every_option_and_every_word_is_there():
    said = " ".join(_texts(_made()))

    for text in ("UBND PHƯỜNG SÔNG XANH", "PHIẾU HỎI Ý KIẾN", "Dòng hai", "Tôi đồng ý.", "Lần vừa rồi", "Cảm ơn!"):
        assert text in said
    for text in (
        "2. Bảng chỉ dẫn",
        "Rất tốt",
        "3. Đã góp ý chưa?",
        "Không",
        "Chọn nhiều ô",
        "6. Nói thêm <điều> & điều khác",
    ):
        assert text in said


def _boxes(made) -> list[tuple[float, str]]:
    """Width in millimetres and text of every cell with four borders."""
    found = []
    for table in made.tables:
        for cell in table._tbl.iter_tcs():
            borders = cell.find(".//{*}tcBorders")
            if borders is not None and len(borders) == 4:
                width = int(cell.find(".//{*}tcW").get(docx.oxml.ns.qn("w:w"))) * 25.4 / 1440
                found.append((width, "".join(node.text for node in cell.iter() if node.tag.endswith("}t"))))
    return found


def test_every_code_has_a_box_of_a_centimetre_with_the_code_that_is_typed_later():
    boxes = _boxes(_made())

    assert [text for _width, text in boxes] == [*"12345", *"12345", "1", "2", "1", "2"]
    assert min(width for width, _text in boxes) > 10


def test_questions_of_one_scale_share_a_head_and_those_of_another_have_their_own():
    other = tuple((code, f"{label}!") for code, label in SCALE)
    made = _made(*ASKED[:2], Question("3", "Điều khác", "scale", other))

    said = _texts(made)
    assert (said.count("Rất tốt"), said.count("Rất tốt!")) == (1, 1)


@pytest.mark.parametrize(
    ("question", "lines"), [(ASKED[4], 1), (ASKED[5], 4), (Question("7", "?", "text", lines=99), 6)]
)
def test_there_are_lines_to_write_on_but_no_page_of_them(question, lines):
    table = _made(question).tables[0]

    assert len(table.rows) == lines


def test_a_row_of_boxes_is_never_cut_by_the_end_of_a_page():
    assert all(row.find(".//{*}cantSplit") is not None for table in _made().tables for row in table._tbl.tr_lst)


def test_a_section_without_questions_is_its_title():
    assert "Trống" in _texts(
        docx.Document(io.BytesIO(numbered(Paper("A", "B", "", "", (Block("Trống", ()),), "C"), ["0001"], label="KS")))
    )
