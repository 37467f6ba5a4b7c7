"""The picture of a short text."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from hailong.documents.write.card import BODY, LINES_MOST, MARGIN, WIDTH, _font, card, wrapped

ROOM = WIDTH - 2 * MARGIN
FOOT = "Hài Lòng - Phường Sông Xanh"
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


def _picture(title="Việc sắp đến hạn", text="Báo cáo quý III", foot=FOOT):
    return Image.open(io.BytesIO(card(title, text, foot=foot))).convert("L")


def _ink(picture):
    """Dark points of the part below the band."""
    below = picture.crop((0, 20, picture.width, picture.height))
    return sum(below.histogram()[:128])


def test_a_card_is_a_png_as_wide_as_a_phone_shows():
    """It grows with its text, not in width."""
    short, long = _picture(), _picture(text="Báo cáo quý III\n" * 10)

    assert card("a", "b", foot="c").startswith(b"\x89PNG")
    assert (short.width, long.width) == (1080, 1080)
    assert short.height < 500 < long.height
    assert _ink(short) > 2000


def test_nothing_is_drawn_outside_the_margins():
    """However long a word is."""
    picture = _picture(title="Kếhoạch" * 40, text="https://phuong.example/" + "x" * 200)

    inked = ImageChops.invert(picture.crop((0, 20, WIDTH, picture.height))).getbbox()
    assert inked[0] >= MARGIN - 4
    assert inked[2] <= WIDTH - MARGIN + 4


def test_lines_break_between_words():
    """No word is lost, and each line fits."""
    text = "Văn phòng chủ trì, phối hợp với Phòng Kinh tế niêm yết công khai bảng chỉ dẫn tại bộ phận một cửa " * 3

    lines = wrapped(text, BODY, ROOM)

    assert " ".join(lines) == " ".join(text.split())
    assert len(lines) > 3
    assert all(_font(BODY).getlength(line) <= ROOM for line in lines)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Z", "M"]), min_size=1, max_size=120))
def test_a_long_word_is_broken_and_none_of_its_letters_lost(word):
    """An address has no spaces."""
    lines = wrapped(word, BODY, 300)

    assert "".join(lines).replace(" ", "") == "".join(wrapped(word, BODY, 10**6)).replace(" ", "")
    assert all(_font(BODY).getlength(line) <= 300 for line in lines if len(line) > 1)


@pytest.mark.parametrize("letter", LETTERS + LETTERS.upper())
def test_the_font_has_every_vietnamese_letter(letter):
    """Drawn unlike the box that stands for what a font lacks, and unlike its neighbours."""
    missing, drawn = (bytes(_font(BODY).getmask(sign)) for sign in ("\U000f1234", letter))

    assert drawn != missing
    assert sum(drawn) > 0


def test_marks_are_drawn():
    """Each letter is a picture of its own, also when written as letter and marks apart."""
    assert len({bytes(_font(BODY).getmask(letter)) for letter in LETTERS}) == len(LETTERS)
    assert card("Ế", "ộ", foot=FOOT) == card("E\u0302\u0301", "o\u0323\u0302", foot=FOOT)


def test_bold_is_heavier():
    """One file holds both weights."""
    assert sum(_font((40, True)).getmask("Kế hoạch")) > 1.1 * sum(_font((40, False)).getmask("Kế hoạch"))


def test_a_very_long_text_ends_in_an_ellipsis():
    """So that the picture can still be sent."""
    long, longer = (_picture(text="dòng\n" * count) for count in (LINES_MOST + 1, 5000))

    assert long.height == longer.height
    assert _picture(text="dòng\n" * LINES_MOST).height == long.height


def test_an_empty_title_leaves_no_gap():
    """Text and foot alone; an empty line of the text is kept."""
    assert _picture(title="").height < _picture().height
    assert _picture(text="một\n\nhai").height > _picture(text="một\nhai").height
