"""Plain text: paragraphs, notes, odd input; and nothing printed is lost, whatever comes in."""

import random
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.flattening import Page, flatten
from tests.documents.plans import RECOGNISE, WARD, WARD_HEAD, WARD_WIDTHS

from hailong.documents.anatomy import Document, Paragraph, Place, Recognisers, Table, Unreadable
from hailong.documents.read.text import read_text

WRAPPED = """ỦY BAN NHÂN DÂN

PHƯỜNG MÂY

Số:        /KH-UBND

Mây, ngày     tháng 8 năm 2026

KẾ HOẠCH

Đón tiếp người dân đến làm giấy tờ tại trụ sở và giữ cho ai ra về cũng

thấy vừa lòng năm 2026

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Làm cho người trực quầy hiểu rằng mỗi tờ giấy thừa là một buổi đi lại

của người dân; mỗi câu trả lời cụt là một lần mất lòng tin, khó mà lấy

lại được trong một sớm một chiều.

- Xác định rõ người chịu trách nhiệm theo Thông tư số 05/2019/TT-

ABCD và Kế hoạch giai đoạn 2021-

2030.

2. Yêu cầu

Các quầy làm việc theo năm điều sau: (1) chào trước khi hỏi việc; (2) nói

(3) không để ai đứng đợi mà chưa có ghế ngồi, chưa có nước uống; việc gì

chưa rõ thì hỏi Văn phòng trước khi trả lời người dân, nhất là với người

Mường và người Thái nói tiếng phổ thông chưa thạo./.

Nơi nhận:

- Như trên;

- Lưu: VT.

CHỦ TỊCH
"""


def read(text: str, recognise: Recognisers = RECOGNISE) -> Document:
    """The text as the reader sees it."""
    return read_text(text.encode(), "van-ban.txt", recognise)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text without tables."""
    return [block.text for block in read(text).blocks if isinstance(block, Paragraph)]


def words(document: Document) -> Counter[str]:
    """Every word that a document's blocks hold."""
    counted: Counter[str] = Counter()
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [*block.head, *_cells(block)]
        counted.update(word for text in texts for word in text.split())
    return counted


def _cells(table: Table) -> list[str]:
    return [text for row in table.rows for text in row.texts]


def test_wrapped_lines_become_paragraphs_and_letterhead_lines_stay_apart() -> None:
    assert paragraphs(WRAPPED) == [
        "ỦY BAN NHÂN DÂN",
        "PHƯỜNG MÂY",
        "Số: /KH-UBND",
        "Mây, ngày tháng 8 năm 2026",
        "KẾ HOẠCH",
        "Đón tiếp người dân đến làm giấy tờ tại trụ sở và giữ cho ai ra về cũng thấy vừa lòng năm 2026",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        (
            "- Làm cho người trực quầy hiểu rằng mỗi tờ giấy thừa là một buổi đi lại của người dân; mỗi câu trả lời "
            "cụt là một lần mất lòng tin, khó mà lấy lại được trong một sớm một chiều."
        ),
        "- Xác định rõ người chịu trách nhiệm theo Thông tư số 05/2019/TT-ABCD và Kế hoạch giai đoạn 2021-2030.",
        "2. Yêu cầu",
        (
            "Các quầy làm việc theo năm điều sau: (1) chào trước khi hỏi việc; (2) nói (3) không để ai đứng đợi mà "
            "chưa có ghế ngồi, chưa có nước uống; việc gì chưa rõ thì hỏi Văn phòng trước khi trả lời người dân, nhất "
            "là với người Mường và người Thái nói tiếng phổ thông chưa thạo./."
        ),
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "CHỦ TỊCH",
    ]


def test_a_page_begins_at_a_blank_before_a_line_and_the_sentence_goes_on() -> None:
    lines = [f"Dòng thứ {number} của một đoạn văn dài được viết kín hết cả bề ngang" for number in range(1, 12)]
    text = "\n\n".join(lines[:10]) + "\n " + "của trang giấy này sang trang sau mới hết câu."
    document = read(text)
    assert document.pages == 2
    (whole,) = document.blocks
    assert isinstance(whole, Paragraph)
    assert whole.text.endswith("bề ngang của trang giấy này sang trang sau mới hết câu.")


def test_form_feeds_are_pages_and_page_numbers_are_left_out() -> None:
    text = "\f".join(
        [
            "Trang đầu nói việc một.",
            "2\nTrang hai nói việc hai.",
            "3\nTrang ba nói việc ba.",
        ]
    )
    document = read(text)
    assert [block.place.page for block in document.blocks] == [1, 2, 3]
    assert words(document)["2"] == 0
    assert paragraphs("Trang đầu.\f7 việc\f5 việc") == ["Trang đầu.", "7 việc", "5 việc"]


def test_text_that_nobody_wrapped_keeps_one_paragraph_a_line_and_loses_its_marks() -> None:
    long = "Căn cứ Kế hoạch của tỉnh về việc đón tiếp người dân tại các quầy, " * 6
    text = f"## **KẾ HOẠCH**\n\n**Đón tiếp người dân**\n\n{long}\n\n{long}\n\n*Kèm theo* danh sách __quầy__\n"
    document = read(text)
    found = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert [block.text for block in found] == [
        "KẾ HOẠCH",
        "Đón tiếp người dân",
        long.strip(),
        long.strip(),
        "Kèm theo danh sách quầy",
    ]
    assert [block.bold for block in found] == [True, True, False, False, False]
    assert found[0].raw == "## **KẾ HOẠCH**"


def test_a_line_much_wider_than_the_text_is_a_paragraph_of_its_own() -> None:
    wide = "Một dòng dài hơn hẳn các dòng khác mà không ai ngắt ở giữa, để xem nó có bị nối vào dòng dưới hay không."
    texts = ["Một dòng vừa kín bề ngang của trang giấy này,"] * 9
    found = paragraphs("\n".join([*texts[:4], wide, "Nối tiếp hay không thì xem ở đây cho rõ.", *texts[4:]]))
    assert wide in " ".join(found)
    assert any(text.startswith("Nối tiếp") for text in found)


def test_a_heading_in_capitals_goes_on_over_two_lines() -> None:
    assert paragraphs("II. NHIỆM VỤ VÀ TRÁCH NHIỆM THỰC\n\nHIỆN\n\nKẾ HOẠCH\n\nTHÁNG TÁM\n") == [
        "II. NHIỆM VỤ VÀ TRÁCH NHIỆM THỰC HIỆN",
        "KẾ HOẠCH",
        "THÁNG TÁM",
    ]


def test_letters_put_back_are_noted_and_the_print_is_kept() -> None:
    clean = [
        "Các đơn vị phối hợp tổ chức thực hiện nhiệm vụ được giao.",
        "Phòng Hành chính hướng dẫn người dân nộp hồ sơ trực tuyến.",
        "Bộ phận Một cửa hoàn thành việc niêm yết thủ tục hành chính.",
        "Thủ trưởng các đơn vị chịu trách nhiệm thực hiện kế hoạch này.",
    ]
    damaged = [line.replace("h", " ") for line in clean]
    document = read("\n\n".join(damaged * 4))
    (note,) = document.notes
    assert note.code == "letters_lost"
    changed = [block for block in document.blocks if isinstance(block, Paragraph) and block.raw is not None]
    assert changed
    assert all(" ".join((block.raw or "").split()) != block.text for block in changed)


def test_a_clean_text_has_no_notes() -> None:
    assert read(WRAPPED).notes == ()


@pytest.mark.parametrize("data", [b"", b" \n\n \t\n", "\ufeff".encode()])
def test_a_text_without_any_letter_is_refused_with_its_cure(data: bytes) -> None:
    with pytest.raises(Unreadable, match="không có chữ") as refused:
        read_text(data, "trong.txt", RECOGNISE)
    assert refused.value.cure


def test_one_line_is_one_paragraph() -> None:
    document = read("Xin chào")
    assert document.blocks == (Paragraph("Xin chào", Place(1, 1)),)
    assert document.pages is None


def test_progress_is_told_up_to_the_last_line() -> None:
    told: list[tuple[int, int]] = []
    text = flatten(WARD_HEAD, WARD, WARD_WIDTHS) + "\nNơi nhận:\n- Như trên;\n"
    read_text(text.encode(), "x.txt", RECOGNISE, lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1]
    assert told == sorted(told)


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.85])
def test_a_file_cut_short_is_read_as_far_as_it_goes(share: float) -> None:
    text = "KẾ HOẠCH\n\n" + flatten(WARD_HEAD, WARD, WARD_WIDTHS, Page(height=12))
    part = text[: int(len(text) * share)]
    assert words(read(part)) == Counter(part.split())


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\u2028"])
def test_other_line_endings_make_the_same_document(ending: str) -> None:
    assert read(WRAPPED.replace("\n", ending)).blocks == read(WRAPPED).blocks


def test_a_very_long_text_is_read_in_time_that_grows_with_its_lines() -> None:
    line = "Một dòng chữ dài vừa đủ để coi là một dòng của đoạn văn này nhé.\n"
    document = read(line * 20_000)
    assert sum(words(document).values()) == 20_000 * len(line.split())


def test_what_was_binary_is_kept_as_it_comes() -> None:
    noise = random.Random(5)
    data = bytes(noise.randrange(256) for _ in range(4000))
    document = read_text(data, "rac.bin", Recognisers())
    assert document.kind == "text"
    assert document.blocks


HEAD = "STT Nội dung Đơn vị Thời gian"
SYLLABLES = st.sampled_from(
    ["phường", "Mây", "quầy", "(1)", "1.", "-", "a)", "2025,", "Quý", "I", "IV/2026", "TT-", "**", "1"]
)
LINES = st.lists(SYLLABLES, max_size=9).map(" ".join)
TEXTS = st.lists(st.one_of(LINES, st.just(""), st.just(HEAD), st.just(" I Việc")), max_size=30)


@given(TEXTS)
@settings(max_examples=15, deadline=None)
def test_every_word_printed_stands_in_the_document_once(lines: list[str]) -> None:
    """Only repeats of a head may be left out."""
    text = "\n".join(lines)
    if not text.strip():
        return
    printed = Counter(re.findall(r"\w", text))
    found = Counter(re.findall(r"\w", "".join(words(read(text)).elements())))
    left_out, head = printed - found, Counter(re.findall(r"\w", HEAD))
    assert not found - printed
    assert left_out == Counter({letter: times * (left_out["S"]) for letter, times in head.items() if left_out["S"]})
