"""Questionnaires: the list, one version as citizens read it, out to an XLSForm and in again."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import cast as people
from tests.measure import making
from tests.web.entering import client_of

from hailong.measure.models import Questionnaire, Version
from hailong.measure.questionnaires.verbs import ensure_builtin

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(cast):
    return client_of("quang")


def text(answer):
    return answer.content.decode()


def send(browser, data, code="KS-PHUONG", unit="X0101"):
    file = SimpleUploadedFile("phieu.xlsx", data)
    return browser.post("/phieu-hoi/nhap/", {"unit": unit, "code": code, "file": file}, follow=True)


def test_the_instruments_of_the_program_are_listed_and_read_as_citizens_read_them(office):
    """Every question of the first one, with its words of agreement."""
    first = ensure_builtin(making.NOW)[0]
    page = text(office.get("/phieu-hoi/"))
    assert first.questionnaire.title in page

    page = text(office.get(f"/phieu-hoi/{first.questionnaire.code}/1/"))
    assert first.content["sections"][0]["items"][0]["text"] in page
    assert "Đã chốt" in page


def test_a_questionnaire_goes_out_as_a_workbook_and_comes_back_as_a_new_one_and_a_new_version(office):
    """The same content; a draft that is there is put right instead of a second one made."""
    ensure_builtin(making.NOW)
    data = office.get("/phieu-hoi/KS-DV/1/xlsform/").content
    page = text(send(office, data))
    made = Version.objects.get(questionnaire__code="KS-PHUONG")
    assert made.content == Version.objects.get(questionnaire__code="KS-DV").content
    assert "Bản nháp" in page

    making.planned(version=made)
    send(office, data)
    send(office, data)
    assert list(Version.objects.filter(questionnaire__code="KS-PHUONG").values_list("number", "state")) == [
        (1, "frozen"), (2, "draft"),
    ]  # fmt: skip


def test_every_fault_of_a_workbook_is_shown_with_its_cell(office):
    """And nothing is made."""
    ensure_builtin(making.NOW)
    book = openpyxl.load_workbook(io.BytesIO(office.get("/phieu-hoi/KS-DV/1/xlsform/").content))
    sheet = book["survey"]
    heads = [cell.value for cell in sheet[1]]
    kind = heads.index("type") + 1
    asked = [row for row in range(2, sheet.max_row + 1) if "select_one" in str(sheet.cell(row, kind).value)][:2]
    for row in asked:
        sheet.cell(row, kind).value = "barcode"
    held = io.BytesIO()
    book.save(held)

    answer = send(office, held.getvalue())

    assert answer.status_code == 422
    for row in asked:
        assert f"dòng {row}, cột “type”, giá trị “barcode”" in text(answer)
    assert not Questionnaire.objects.filter(code="KS-PHUONG").exists()


def test_a_file_that_is_no_workbook_is_refused_in_words(office):
    """Not an error of the server."""
    answer = send(office, b"khong phai bang tinh")
    assert answer.status_code == 422
    assert "problem" in text(answer)


def test_a_code_of_the_program_cannot_be_taken(office):
    """The instruments that come with it belong to nobody."""
    ensure_builtin(making.NOW)
    data = office.get("/phieu-hoi/PDG/1/xlsform/").content
    assert "đã có" in text(send(office, data, code="KS-DV"))


def test_a_unit_s_own_questionnaire_is_read_above_and_below_it_and_nowhere_else(cast):
    """A clerk of the ward and the department above read the ward's; the ward does not read the department's."""
    making.version("CUA-PHUONG", unit=people.unit())
    making.version("CUA-SO", unit=people.unit("X01-SNV"))

    for login, seen in (("lan", ["CUA-PHUONG"]), ("dieu", ["CUA-PHUONG", "CUA-SO"]), ("phuc", [])):
        page = text(client_of(login).get("/phieu-hoi/"))
        found = [code for code in ("CUA-PHUONG", "CUA-SO") if code in page]
        assert found == (seen or ["CUA-SO"]), login


def test_whoever_may_not_write_questionnaires_takes_none_in(cast):
    """Clerks and auditors only read."""
    for login in ("lan", "hoa"):
        assert client_of(login).get("/phieu-hoi/nhap/").status_code == 403
