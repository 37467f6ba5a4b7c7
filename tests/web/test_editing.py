"""Correcting a cell: as a page without script, and in place with it."""

import pytest
from tests.web.making import READING, read_draft

from hailong.plan.models import Draft

pytestmark = pytest.mark.django_db
IN_PLACE = {"HX-Request": "true"}


@pytest.fixture
def made(hour_now):
    """A read draft that has not expired."""
    return read_draft(now=hour_now)


def _url(made, verb, path):
    return f"/ban-nhap/{made.id}/{verb}/?o={path}"


def _text(answer):
    return answer.content.decode()


def test_without_script_a_cell_is_corrected_on_a_page_of_its_own(client, made):
    """The browser comes back to the row."""
    page = _text(client.get(_url(made, "sua", "tasks.0.product")))
    answer = client.post(_url(made, "sua", "tasks.0.product"), {"value": "Biên bản mới", "was": "Biên bản rà soát"})

    assert "<h1>Sửa: Sản phẩm</h1>" in page
    assert f'href="/ban-nhap/{made.id}/#h-tasks-0"' in page
    assert answer.headers["Location"] == f"/ban-nhap/{made.id}/#h-tasks-0"
    shown = _text(client.get(answer.headers["Location"]))
    assert "Biên bản mới" in shown
    assert ">Biên bản rà soát</del>" in shown


def test_in_place_the_form_and_the_cell_come_alone(client, made):
    """No page around them; the count of corrected cells comes along."""
    form = _text(client.get(_url(made, "sua", "tasks.0.product"), headers=IN_PLACE))
    saved = client.post(
        _url(made, "sua", "tasks.0.product"), {"value": "Mới", "was": "Biên bản rà soát"}, headers=IN_PLACE
    )
    given_up = client.get(_url(made, "o", "tasks.0.product"), headers=IN_PLACE)

    assert "<html" not in form + _text(saved) + _text(given_up)
    assert 'id="corrected" hx-swap-oob="true">1<' in _text(saved)
    assert ">Mới<" in _text(given_up)


def test_a_choice_is_offered_in_words(client, made):
    """Codes are for machines."""
    form = _text(client.get(_url(made, "sua", "targets.0.operator")))

    assert '<option value="&gt;" selected>trên</option>' in form


def test_what_another_window_saved_is_shown_before_it_is_replaced(client, made):
    """The typed text is kept; saving again replaces."""
    url = _url(made, "sua", "tasks.0.product")
    client.post(url, {"value": "Của cửa sổ một", "was": "Biên bản rà soát"})

    second = client.post(url, {"value": "Của cửa sổ hai", "was": "Biên bản rà soát"}, headers=IN_PLACE)

    assert second.status_code == 409
    assert "vừa được sửa ở cửa sổ khác thành “Của cửa sổ một”" in _text(second)
    assert ">Của cửa sổ hai</textarea>" in _text(second)
    assert client.post(url, {"value": "Của cửa sổ hai", "was": "Của cửa sổ một"}).status_code == 302


def test_a_text_that_cannot_stand_there_stays_in_the_form_with_the_reason(client, made):
    """Nothing typed is lost."""
    answer = client.post(_url(made, "sua", "document.date"), {"value": "31/02/2025", "was": "20/01/2025"})

    assert answer.status_code == 422
    assert "không phải là ngày" in _text(answer)
    assert ">31/02/2025</textarea>" in _text(answer)
    assert Draft.objects.get().corrections == []


def test_a_correction_is_undone(client, made):
    """The mark goes with it."""
    client.post(_url(made, "sua", "tasks.0.product"), {"value": "Mới", "was": "Biên bản rà soát"})

    back = client.post(_url(made, "hoan-lai", "tasks.0.product"), follow=True)

    assert "<del" not in _text(back)
    assert READING["tasks"][0]["product"] in _text(back)


@pytest.mark.parametrize("path", ["", "tasks.99.content", "document.file", "../../x", "tasks.0.content%00"])
@pytest.mark.parametrize("verb", ["sua", "o", "hoan-lai"])
def test_a_place_that_is_not_there_is_not_found(client, made, verb, path):
    """By whatever verb."""
    ask = client.post if verb == "hoan-lai" else client.get

    assert ask(_url(made, verb, path)).status_code == 404
