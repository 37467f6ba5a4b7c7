"""Tables pasted from Excel, Word and pages become documents that the ordinary reader reads."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hailong.agency.faults import Refused
from hailong.plan.intake.pasting import NAME, USUAL, head_lines, reading_from_paste
from hailong.plan.intake.reading.assemble import read_plan

HEAD = "STT\tNội dung\tSản phẩm\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian\n"
ROWS = (
    "1\tDán sơ đồ quầy\tSơ đồ\tVăn phòng Sở\tPhòng Kênh mương, Đập và Hồ\tQuý I/2026\n"
    "2\tHỏi ý kiến người chờ\tPhiếu hỏi\tPhòng Kênh mương, Đập và Hồ\tVăn phòng Sở\tTrước ngày 30/4/2026\n"
    "3\tLau ghế hằng tuần\tSổ trực\tVăn phòng Sở\t\tThứ sáu hằng tuần\n"
)


def tasks(text: str) -> list[dict[str, Any]]:
    """The tasks of a pasted text."""
    found: list[dict[str, Any]] = read_plan(*reading_from_paste(text))["tasks"]
    return found


def short(text: str) -> list[tuple[Any, ...]]:
    """Number, content, leads and kind of deadline of a pasted text's tasks."""
    return [
        (task["ordinal"], task["content"], task["lead"], (task["deadline"] or {}).get("kind")) for task in tasks(text)
    ]


WANTED = [
    ("1", "Dán sơ đồ quầy", ["Văn phòng Sở"], "quarter"),
    ("2", "Hỏi ý kiến người chờ", ["Phòng Kênh mương, Đập và Hồ"], "date"),
    ("3", "Lau ghế hằng tuần", ["Văn phòng Sở"], "recurring"),
]


def test_a_table_with_its_head_is_read():
    """As Excel and Word put it on the clipboard."""
    assert short(HEAD + ROWS) == WANTED
    assert short((HEAD + ROWS).replace("\n", "\r\n")) == WANTED


def test_a_table_without_head_is_read_where_its_cells_leave_no_doubt():
    """Number, content, lead and time stand where they usually do."""
    assert short(ROWS) == WANTED
    with_criterion = "".join(f"{line}\tTC\n" for line in ROWS.splitlines())
    assert [task["criteria"] for task in tasks(with_criterion)] == [["TC"]] * 3


@pytest.mark.parametrize(
    "text",
    [
        "".join("\t".join(reversed(line.split("\t"))) + "\n" for line in ROWS.splitlines()),
        "a\tb\nc\td\n",
        "1\tLàm sạch\n2\tQuét sân\n",
        "Họ tên\tQuê quán\tNăm sinh\nLò Văn Sậy\tAo Sen\t1990\n",
    ],
)
def test_without_head_and_in_doubt_the_needed_words_are_named(text: str):
    """Nothing is guessed: the columns may stand in any order."""
    with pytest.raises(Refused) as refused:
        reading_from_paste(text)
    assert all(word in refused.value.cure for word in USUAL)
    assert refused.value.field == "text"


@pytest.mark.parametrize("text", ["", " \n\t\n", "Kế hoạch năm 2026\nMột dòng chữ"])
def test_what_holds_no_table_is_refused_with_its_cure(text: str):
    """An empty box, and a text without cells."""
    with pytest.raises(Refused) as refused:
        reading_from_paste(text)
    assert "sao chép rồi dán" in refused.value.cure


def test_cells_that_excel_quotes_keep_their_lines_tabs_and_marks():
    """Excel doubles the marks inside."""
    row = '1\t"Dán sơ đồ\nở ""cửa trước"""\t"Sơ\tđồ"\tVăn phòng Sở\t\tQuý I/2026\n'
    first, second = tasks(f"{HEAD}{row}2\tLau ghế\t\tVăn phòng Sở\t\tQuý II/2026")
    assert first["content"] == 'Dán sơ đồ\nở "cửa trước"'
    assert (second["ordinal"], second["content"]) == ("2", "Lau ghế")


def test_marks_of_the_text_itself_are_no_quotes():
    """A cell that begins with a mark and never closes it swallows nothing."""
    row = '1\t"Một cửa" thân thiện\t"Sổ\tVăn phòng Sở\t\tQuý I/2026\n2\t"Lau ghế"\t\tVăn phòng Sở\t\tQuý II/2026'
    assert [task["content"] for task in tasks(HEAD + row)] == ['"Một cửa" thân thiện', '"Lau ghế"']
    assert tasks(HEAD + row)[0]["product"] == '"Sổ'


def test_cells_of_several_lines_out_of_word_are_put_together():
    """Word writes a cell's paragraphs as lines."""
    row = "1\tDán sơ đồ\nvà biển tên\tSơ đồ\nBiển tên\tVăn phòng Sở\t\tQuý I/2026\nQuý II/2026\n"
    first, second = tasks(HEAD + row + "2\tLau ghế\tSổ\tVăn phòng Sở\t\tQuý III/2026")
    assert (first["content"], first["product"]) == ("Dán sơ đồ\nvà biển tên", "Sơ đồ\nBiển tên")
    assert first["deadline"]["text"] == "Quý I/2026 Quý II/2026"
    assert second["content"] == "Lau ghế"


@pytest.mark.parametrize("title", ["I. TIẾP CẬN DỊCH VỤ", "I\tTIẾP CẬN DỊCH VỤ", "I\tTIẾP CẬN DỊCH VỤ\t\t\t\t"])
def test_rows_that_title_a_section_stay_titles(title: str):
    """Whether the clipboard pads them or not."""
    second = "\nViệc khác\n1\tTrồng hoa\tHoa\tVăn phòng Sở\t\tQuý II/2026"
    found = tasks(f"{HEAD}{title}\n{ROWS.strip()}{second}")
    assert [(task["section"], task["section_title"]) for task in found] == [
        *[("I", "TIẾP CẬN DỊCH VỤ")] * 3,
        (None, "Việc khác"),
    ]


def test_titles_above_the_table_give_the_year():
    """A deadline printed without one is of that year."""
    text = f"PHỤ LỤC\nNhiệm vụ năm 2031\n{HEAD}1\tDán sơ đồ\tSơ đồ\tVăn phòng Sở\t\tQuý I\n"
    assert tasks(text)[0]["deadline"]["due"] == "2031-03-31"


def test_the_html_that_some_browsers_give_is_read():
    """With the clipboard's own lines above it, merged cells and breaks."""
    cells = "".join(f"<td>{word}</td>" for word in HEAD.strip().split("\t"))
    html = (
        "Version:0.9\nStartHTML:00000\n<html><body><!--StartFragment--><table><tbody>"
        f"<tr>{cells}</tr><tr><td colspan=6>I. TIẾP CẬN DỊCH VỤ</td></tr>"
        "<tr><td>1</td><td>Dán sơ đồ<br>và &lt;biển&gt; tên</td><td>Sơ đồ</td><td>Văn phòng Sở</td><td></td>"
        "<td>Quý I/2026</td></tr></tbody></table><!--EndFragment--></body></html>"
    )
    (task,) = tasks(html)
    assert (task["section"], task["content"], task["deadline"]["due"]) == (
        "I",
        "Dán sơ đồ\nvà <biển> tên",
        "2026-03-31",
    )


def test_a_broken_fragment_is_refused():
    """What is left has no cell with text."""
    with pytest.raises(Refused):
        reading_from_paste("<table><tr><td></td></tr></table>")


def test_the_draft_is_named_as_pasted():
    """The name says where it came from."""
    assert reading_from_paste(HEAD + ROWS)[1] == NAME


CELL = st.text(st.sampled_from("ab Đểộ,;.<>&\"'\x00\x0b-=0123\n"), max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5))
def test_whatever_excel_copies_keeps_its_rows(cells: list[tuple[str, str]]):
    """Every numbered row is one task, whatever stands in it."""

    def quoted(text: str) -> str:
        return f'"{text.replace(chr(34), chr(34) * 2)}"' if "\n" in text or '"' in text else text

    rows = [
        f"{n}\tViệc {n}: {quoted(a) if not a.startswith(chr(34)) else ''}\t{quoted(b)}\tVăn phòng Sở\t\tQuý I/2026"
        for n, (a, b) in enumerate(((a.replace("\n", " ").replace('"', ""), b) for a, b in cells), 1)
    ]
    assert [task["ordinal"] for task in tasks(HEAD + "\n".join(rows))] == [str(n + 1) for n in range(len(rows))]


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('ab1 \t\n"<>tableơ/I.\r\v'), max_size=80))
def test_any_text_is_read_or_refused(text: str):
    """Never anything else."""
    with suppress(Refused):
        data, name = reading_from_paste(text)
        assert (data[:9], name) == (b"<!doctype", NAME)


def test_a_head_typed_beside_a_bare_table_is_the_head_of_its_plan():
    """Its year is that of deadlines printed without one."""
    head = head_lines(title="Đón tiếp người nộp hồ sơ", year=2026, number="17/KH-STL", day=date(2025, 12, 8))

    read = read_plan(*reading_from_paste(HEAD + ROWS.replace("Quý I/2026", "Quý I"), head))

    said = {key: read["document"][key] for key in ("type", "number", "date", "year", "title")}
    assert said == {
        "type": "Kế hoạch",
        "number": "17/KH-STL",
        "date": "2025-12-08",
        "year": 2026,
        "title": "Đón tiếp người nộp hồ sơ năm 2026",
    }
    assert read["tasks"][0]["deadline"]["due"] == "2026-03-31"
