"""Fonts found by path."""

import pytest

from hailong.lexicon import fonts

TRUETYPE = b"\x00\x01\x00\x00"


@pytest.mark.parametrize("family", ["Noto Serif", "noto serif", "Arimo"])
@pytest.mark.parametrize("bold", [False, True])
def test_a_packaged_family_lies_in_a_truetype_file(family, bold):
    assert fonts.font_path(family, bold).read_bytes()[:4] == TRUETYPE


def test_a_family_of_the_system_has_a_file_for_each_weight(monkeypatch, tmp_path):
    (tmp_path / "mau.ttf").write_bytes(TRUETYPE)
    (tmp_path / "mau-dam.ttf").write_bytes(TRUETYPE)
    folders = [str(tmp_path / "vắng"), str(tmp_path)]
    row = {"family": "Mẫu", "folders": folders, "regular": "mau.ttf", "bold": "mau-dam.ttf", "cure": "Cài gói mẫu."}
    monkeypatch.setattr(fonts, "table", lambda _name: {"font": [row]})

    assert fonts.font_path("Mẫu") == tmp_path / "mau.ttf"
    assert fonts.font_path("Mẫu", bold=True) == tmp_path / "mau-dam.ttf"


def test_tinos_is_among_the_families():
    assert fonts.families() == ("Noto Serif", "Arimo", "Tinos")


def test_an_unknown_family_is_refused_naming_the_known_ones():
    with pytest.raises(fonts.FontMissing, match="Không có phông chữ Comic Sans; chọn một trong: Noto Serif, Arimo"):
        fonts.font_path("Comic Sans")


@pytest.mark.parametrize("place", [{"package": "no_such_font_package"}, {}])
def test_a_font_that_is_not_installed_says_so_with_a_cure(monkeypatch, tmp_path, place):
    row = {"family": "Mẫu", "folders": [str(tmp_path)], "regular": "mau.ttf", "cure": "Cài gói mẫu."} | place
    monkeypatch.setattr(fonts, "table", lambda _name: {"font": [row]})

    with pytest.raises(fonts.FontMissing, match=r"Không tìm thấy phông chữ Mẫu \(mau\.ttf\)\. Cài gói mẫu\."):
        fonts.font_path("Mẫu")
    assert len(fonts.problems()) == len(place)


def test_every_packaged_font_is_there():
    assert fonts.problems() == []
