"""The page of results: both verdicts side by side, every group with its interval, how it was made, files."""

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from tests import cast
from tests.measure import fielding
from tests.web.entering import client_of, signed_in

from hailong.measure import rules

pytestmark = pytest.mark.django_db

HAPPY = {"q01": 5, "q02": 5, "q03": 5, "q04": 4, "q05": 4}
SAD = {"q01": 2, "q02": 4, "q03": 2, "q04": 4, "q05": 1}
OFFICE, ONE_STOP, CULTURE = "X0101-VP", "X0101-TT", "X0101-VHXH"


@pytest.fixture
def one(cast):
    """Three units, one of them with three answers; a link beside."""
    made = fielding.opened(target=Decimal(90), operator=">=")
    for unit, happy, sad in ((OFFICE, 3, 0), (ONE_STOP, 20, 12), (CULTURE, 41, 4)):
        fielding.answered(made, unit, happy, content=HAPPY, field="Đất đai")
        fielding.answered(made, unit, sad, content=SAD, field="Hộ tịch")
    fielding.answered(made, ONE_STOP, 12, content=SAD, mode=rules.LINK)
    return made


def page(client, one, query="", status=200):
    answer = client.get(f"/dot-khao-sat/{one.code}/ket-qua/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def test_the_index_stands_with_both_verdicts_and_what_it_rests_on(client, one):
    """80 answers, 16 of them content with two of five: 88, published as not reached, by statistics not settled."""
    shown = page(client, one)

    assert ">88<" in shown or ">88,00<" in shown
    assert "từ 80 phiếu" in shown
    verdicts = shown[shown.index("verdict-pair") : shown.index("</dl>", shown.index("verdict-pair"))]
    assert "Theo điểm công bố" in verdicts
    assert "Theo thống kê" in verdicts
    assert "Chưa đạt" in verdicts
    assert "Các con số được tính thế nào" in shown
    assert "TC · " in shown
    assert "<script" not in shown[shown.index("<main") : shown.index("</main>")]


@pytest.mark.parametrize(
    "division", ["don-vi", "linh-vuc", "cach-tra-loi", "nguoi-tra-loi", "don-vi-linh-vuc", "don-vi-cach-tra-loi", "sai"]
)
def test_the_table_opens_in_every_division(client, one, division):
    """An unknown one is none."""
    assert "Bảng kết quả" in page(client, one, f"?theo={division}")


def test_a_unit_of_few_answers_and_one_beside_it_are_hidden(client, one):
    shown = page(client, one, "?theo=don-vi")
    rows = re.findall(r'<tr class="group">.*?</tr>', shown, re.DOTALL)
    hidden = [row for row in rows if "ẩn: quá ít" in row]

    assert len(rows) == 3
    assert len(hidden) == 2
    assert all("<svg" not in row for row in hidden)


def test_the_link_stands_apart_and_says_so(client, one):
    assert "không gộp vào chỉ số của đợt" in page(client, one, "?theo=cach-tra-loi")


def test_pictures_hold_plain_numbers_and_no_style(client, one):
    """The content policy forbids inline style; SVG knows no decimal comma."""
    for picture in re.findall(r"<svg.*?</svg>", page(client, one, "?theo=cach-tra-loi"), re.DOTALL):
        assert "style=" not in picture
        assert not re.search(r'(x|width|cx)="[^"]*,', picture)


def test_what_cannot_be_divided_is_said_on_the_page(one):
    """A clerk of one counter is told to choose, not shown a part as the whole."""
    clerk = next(
        login
        for login in cast.cast()
        if (reach := cast.viewer(login).reach("survey.see")).units
        and not reach.branches
        and reach.covers(cast.unit(ONE_STOP).path)
    )
    shown = page(client_of(clerk), one, "?theo=don-vi")
    assert "từ 32 phiếu" in shown or "ẩn" in shown


def test_a_round_without_answers_says_so(client, cast):
    assert "Chưa có phiếu trả lời" in page(client, fielding.opened())


def test_files_are_those_of_the_page(client, one):
    """The workbook has the same rows, the CSV too; the answers leave for those who may take them."""
    base = f"/dot-khao-sat/{one.code}/ket-qua/"
    book = client.get(base + "bang.xlsx?theo=cach-tra-loi")
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0].iter_rows(min_row=4, values_only=True))
    text = client.get(base + "bang.csv?theo=cach-tra-loi").content.decode("utf-8-sig").splitlines()

    assert len(rows) == len(text) - 1 == 18
    assert rows[5][:4] == ("Toàn bộ", "SIPAS (chung)", 80, 88)
    assert text[6].startswith("Toàn bộ;SIPAS (chung);80;88,00;")
    assert client.get(base + "tra-loi.sav").content.startswith(b"$FL2")
    assert client.get(base + "tra-loi.exe").status_code == 404
    assert "q01" in client.get(base + "bang-ma.csv").content.decode()


def test_strangers_see_no_results(one):
    assert client_of().get(f"/dot-khao-sat/{one.code}/ket-qua/").status_code == 302
    assert client_of("quang").get("/dot-khao-sat/KHONG/ket-qua/").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_results_fit_a_phone(one, window, live_server):
    view = window(width=360)
    signed_in(view, live_server)
    view.goto(f"{live_server.url}/dot-khao-sat/{one.code}/ket-qua/?theo=don-vi")

    assert view.evaluate("document.documentElement.scrollWidth") <= 360
    assert view.get_by_text("Theo điểm công bố").first.is_visible()
