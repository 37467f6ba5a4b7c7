"""Every paragraph of a body knows the number it stands under."""

from hailong.documents.anatomy import Document, Paragraph, Place
from hailong.plan.intake.reading.outline import passages

BODY = """KẾ HOẠCH
I. MỤC TIÊU
1. Mục đích
- Giảm thời gian chờ.
2. Yêu cầu
II NHIỆM VỤ
1. Văn phòng Sở:
a) Rà soát thủ tục.
b) Công khai phí.
(1) Tại quầy.
3.1. Làm ngay.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
PHỤ LỤC II
1. Việc thứ nhất"""


def _passages(text: str) -> list[tuple[str, str, str]]:
    blocks = tuple(Paragraph(line, Place(line=i)) for i, line in enumerate(text.splitlines(), 1))
    return [(p.where, p.text, p.level) for p in passages(Document("x", "text", blocks))]


def test_numbers_letters_brackets_articles_and_annexes_make_the_path() -> None:
    assert _passages(BODY) == [
        ("", "KẾ HOẠCH", "text"),
        ("I", "MỤC TIÊU", "heading"),
        ("I.1", "Mục đích", "heading"),
        ("I.1", "Giảm thời gian chờ.", "bullet"),
        ("I.2", "Yêu cầu", "heading"),
        ("II", "NHIỆM VỤ", "heading"),
        ("II.1", "Văn phòng Sở:", "heading"),
        ("II.1.a", "Rà soát thủ tục.", "text"),
        ("II.1.b", "Công khai phí.", "text"),
        ("II.1.b.(1)", "Tại quầy.", "text"),
        ("II.3.1", "Làm ngay.", "text"),
        ("Điều 2", "Quyết định này có hiệu lực kể từ ngày ký.", "text"),
        ("PL", "PHỤ LỤC II", "heading"),
        ("PL.1", "Việc thứ nhất", "heading"),
    ]


def test_words_that_begin_like_numerals_open_no_chapter() -> None:
    assert _passages("Vì người dân\nI tờ giấy\nC là chữ cái") == [
        ("", "Vì người dân", "text"),
        ("", "I tờ giấy", "text"),
        ("", "C là chữ cái", "text"),
    ]
