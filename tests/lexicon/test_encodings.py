"""Old encodings recognised by the syllables they give, and turned into NFC."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.lexicon.encodings import decode, from_legacy, legacy_font, legacy_kind

CLEAN = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc\n"
    "Phường Ước Mơ trực thuộc tỉnh, khẳng định kỷ luật; uỷ ban hoà giải thuý khoẻ, số 12/KH-UBND.\n"
)
TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"
MEANT = "Cộng hòa xã hội chủ nghĩa Việt Nam"

# The two tables once more, as a printed handbook shows them: letter by letter, apart from the program's data.
TCVN3_TABLE = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        strict=True,
    )
)
VNI_MEANT = (
    "à á ả ã ạ ă ằ ắ ẳ ẵ ặ â ầ ấ ẩ ẫ ậ è é ẻ ẽ ẹ ê ề ế ể ễ ệ ì í ỉ ĩ ị ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ ơ ờ ớ ở ỡ ợ "
    "ù ú ủ ũ ụ ư ừ ứ ử ữ ự ỳ ý ỷ ỹ ỵ đ"
)
VNI_WRITTEN = (
    "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò "
    "oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î ñ"
)
VNI_TABLE = dict(zip(VNI_MEANT.split(), VNI_WRITTEN.split(), strict=True))
WORDS = (
    "cộng hòa xã hội chủ nghĩa việt nam được người thủ tục hành chính đúng hẹn phường ước mơ khẳng định kỷ luật "
    "giữ vững nghỉ lễ ằng ẵm ẳng ặc quyền lợi cũng thế ngỡ ngàng mỹ thuật sẽ rõ bốn quẻ ngoẻn xoè ỵ"
)
SYLLABLES = st.lists(st.sampled_from(WORDS.split()), min_size=4, max_size=30).map(" ".join)


def to_tcvn3(text):
    return "".join(TCVN3_TABLE.get(letter, letter) for letter in text)


def to_vni(text):
    return "".join(
        VNI_TABLE.get(letter) or (VNI_TABLE[letter.lower()].upper() if letter.lower() in VNI_TABLE else letter)
        for letter in text
    )


def to_windows_1258(text):
    """Base letter first, tone after it, as Windows wrote Vietnamese before Unicode."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    coded = bytearray()
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        coded += base.encode("cp1258") + "".join(part for part in parts if part in tones).encode("cp1258")
    return bytes(coded)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_unicode_is_read_with_and_without_its_mark(codec, encoding):
    decoded = decode(CLEAN.encode(codec))

    assert (decoded.text, decoded.encoding) == (CLEAN, encoding)


@pytest.mark.parametrize("data", [b"ab\0\0\0\0\0\0", b"a\0b\0\0\0\0\0", b"abcdefghijklmno\0"])
def test_zero_bytes_alone_do_not_make_utf_16(data):
    assert decode(data).encoding == "UTF-8"


def test_big_endian_with_its_mark_is_read():
    assert decode(b"\xfe\xff" + CLEAN.encode("utf-16-be")).text == CLEAN


def test_decomposed_letters_come_out_composed():
    assert decode(unicodedata.normalize("NFD", CLEAN).encode()).text == CLEAN


def test_windows_1258_is_composed():
    decoded = decode(to_windows_1258(CLEAN))

    assert (decoded.text, decoded.encoding) == (CLEAN, "Windows-1258")


@pytest.mark.parametrize(("old", "kind"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_an_old_font_is_recognised_in_bytes_and_in_unicode(old, kind):
    assert legacy_kind(old) == kind
    assert from_legacy(old, kind) == MEANT
    assert decode(old.encode("cp1252")).text == MEANT
    assert decode(old.encode("cp1252")).encoding == kind
    assert (decode(old.encode()).text, decode(old.encode()).encoding) == (MEANT, f"UTF-8, {kind}")


@given(SYLLABLES)
def test_tcvn3_goes_there_and_back(text):
    assert from_legacy(to_tcvn3(text), "TCVN3") == text


@given(SYLLABLES, st.sampled_from([str, str.upper, str.title]))
def test_vni_goes_there_and_back_in_every_case(text, case):
    assert from_legacy(to_vni(case(text)), "VNI") == case(text)


@given(SYLLABLES)
def test_windows_1258_goes_there_and_back(text):
    assert decode(to_windows_1258(MEANT + " " + text)).text == MEANT + " " + text


@given(SYLLABLES)
def test_a_text_of_either_kind_is_told_from_the_other(text):
    assert legacy_kind(to_tcvn3(MEANT + " " + text)) == "TCVN3"
    assert legacy_kind(to_vni(MEANT + " " + text)) == "VNI"


@given(SYLLABLES, st.sampled_from([str, str.upper, str.title]))
def test_clean_vietnamese_is_never_taken_for_an_old_font(text, case):
    assert legacy_kind(case(text)) is None
    assert decode(case(text).encode()).text == case(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_left_as_it_is(text):
    assert legacy_kind(text) is None
    if "\0" not in text:
        assert (decode(text.encode()).text, decode(text.encode()).encoding) == (text, "UTF-8")


@pytest.mark.parametrize(
    "text",
    [
        "Café résumé naïve à la carte, Müller Straße",
        "El niño español en la mañana",
        "På få så går når må",
        "§ 5 «quoted» ½ µm 5m² © ® £5",
        "xét cà hoà uý",
        "C¸n",
        "",
    ],
)
def test_western_words_signs_and_single_words_are_no_evidence(text):
    assert legacy_kind(text) is None
    assert decode(text.encode()).text == text


def test_western_bytes_are_read_as_windows_1252():
    decoded = decode("Café résumé naïve “quoted”".encode("cp1252"))

    assert (decoded.text, decoded.encoding) == ("Café résumé naïve “quoted”", "Windows-1252")


@pytest.mark.parametrize(
    ("old", "meant"),
    [
        ("CéNG HßA X· HéI", "CỘNG HÒA XÃ HỘI"),
        ("ñY BAN NH¢N D¢N tØnh H¶i An", "ỦY BAN NHÂN DÂN tỉnh Hải An"),
        ("H§ND vµ UBND x·", "HĐND và UBND xã"),
        ("Hµ", "Hà"),
        ("§µ L¹t", "Đà Lạt"),
        ("nÕu ®\u00ad\u00ecc", "nếu đưỡc"),
        ("th\u03bcnh", "thành"),
        ("plain text", "plain text"),
        ("“§iÒu 5”: ®·", "“Điều 5”: đã"),
    ],
)
def test_tcvn3_capitals_follow_the_letters_around_them(old, meant):
    assert from_legacy(old, "TCVN3") == meant


def test_a_line_already_in_unicode_is_left_alone():
    assert from_legacy(f"xét duyệt\n{TCVN3}", "TCVN3") == f"xét duyệt\n{MEANT}"


def test_a_clean_document_with_one_old_line_is_not_old():
    assert legacy_kind(CLEAN * 3 + TCVN3) is None


def test_vni_signs_that_bear_no_mark_stand():
    assert from_legacy("bâ ng 5ø", "VNI") == "bâ ng 5ø"


@pytest.mark.parametrize(
    ("font", "kind"),
    [
        (".VnTime", "TCVN3"),
        ("ABCDEF+.VnArialH", "TCVN3"),
        ("VNI-Times", "VNI"),
        ("VNI Helve", "VNI"),
        ("Times New Roman", None),
        ("", None),
    ],
)
def test_a_font_name_tells_the_encoding(font, kind):
    assert legacy_font(font) == kind


def test_a_file_cut_inside_its_last_letter_loses_only_that_letter():
    assert decode("Sở Nội vụ".encode()[:-1]).text == "Sở Nội v"


def test_a_few_broken_bytes_do_not_make_unicode_something_else():
    decoded = decode(CLEAN.encode() + b"\xff abc")

    assert (decoded.text, decoded.encoding) == (CLEAN + "\ufffd abc", "UTF-8")


@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_to_composed_text(data):
    decoded = decode(data)

    assert unicodedata.is_normalized("NFC", decoded.text)
