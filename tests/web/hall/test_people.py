"""People: who works where with which roles, the acts of an administrator, and one's own page."""

import re

import pytest
from django.test import Client
from tests.cast import unit
from tests.web.entering import client_of
from tests.web.hall.scene import text

from hailong.agency.models import Line, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(cast):
    return client_of("quantri")


def _address(login, act=""):
    return f"/nguoi-dung/{Person.objects.get(username=login).pk}/{act}"


def test_people_stand_under_their_units_with_roles_and_days(admin):
    """Those of the ward; the head of the page still names who signed in."""
    page = text(admin.get("/nguoi-dung/"))

    assert page.index("Phòng Kinh tế</h2>") < page.index("Hồ Tiến Đạt") < page.index("Văn hóa - Xã hội</h2>")
    assert "Trưởng đơn vị" in page
    assert "từ</span> 01/07/2025" in page or "từ 01/07/2025" in page
    assert "Lương Thị Diệu" not in page
    assert "Tô Gia Khánh</a>" in page


def test_a_search_finds_a_name_without_marks(admin):
    """And says so where it finds nobody."""
    assert "Cao Bích Thủy" in text(admin.get("/nguoi-dung/?tim=bich+thuy"))
    assert "Không tìm thấy ai" in text(admin.get("/nguoi-dung/?tim=zzz"))


def test_the_people_of_one_unit_can_be_asked_for(admin):
    """By its code."""
    page = text(admin.get("/nguoi-dung/?don-vi=X0101-KT"))

    assert "Hồ Tiến Đạt" in page
    assert "Cao Bích Thủy" not in page


def test_an_officer_does_not_see_the_list(cast):
    """403; and a person out of reach is not found."""
    assert client_of("thuy").get("/nguoi-dung/").status_code == 403
    assert client_of("quantri").get(_address("dieu")).status_code == 404


def test_a_new_person_gets_a_password_that_is_shown_once_and_signs_in(admin):
    """It is in no second answer, and not kept by the browser."""
    typed = {"name": "Vũ Thị Mai", "username": "mai.vu", "unit": "X0101-KT", "title": "Công chức", "email": ""}

    answer = admin.post("/nguoi-dung/moi/", typed)

    password = re.search(r'<output class="secret">([^<]+)</output>', text(answer))[1]
    assert answer["Cache-Control"] == "no-store"
    assert Client().post("/tai-khoan/vao/", {"login": "mai.vu", "password": password}).status_code == 302
    assert password not in text(admin.get(_address("mai.vu")))
    assert Line.objects.filter(verb="person.create", label="Vũ Thị Mai").exists()


def test_a_login_that_is_taken_is_refused_at_its_field(admin):
    """With a cure."""
    typed = {"name": "Vũ Thị Mai", "username": "dat", "unit": "X0101-KT"}

    answer = admin.post("/nguoi-dung/moi/", typed)

    assert answer.status_code == 422
    assert 'id="id_username_error"' in text(answer)
    assert "dat.vp" in text(answer)


def test_a_person_is_not_put_where_the_administrator_has_no_say(admin):
    """The department of the province is no choice."""
    typed = {"name": "Vũ Thị Mai", "username": "mai.vu", "unit": "X01-SNV"}

    assert admin.post("/nguoi-dung/moi/", typed).status_code == 422
    assert not Person.objects.filter(username="mai.vu").exists()


def test_a_role_is_given_and_taken_back_and_both_are_shown(admin):
    """From a day, until a last day."""
    given = {"role": "officer", "unit": "X0101-VP", "since": "03/10/2025", "reason": "QĐ 15"}
    admin.post(_address("dat", "vai-tro/"), given)
    held = Person.objects.get(username="dat").assignments.get(unit=unit("X0101-VP"))

    assert "QĐ 15" in text(admin.get(_address("dat")))
    answer = admin.post(_address("dat", f"vai-tro/{held.pk}/thu/"), {"until": "31/10/2025"})

    assert answer.status_code == 302
    held.refresh_from_db()
    assert f"{held.until}" == "2025-10-31"


def test_days_of_a_role_in_the_wrong_order_are_refused_at_the_last_day(admin):
    """What was typed is kept."""
    given = {"role": "officer", "unit": "X0101-VP", "since": "03/10/2025", "until": "01/10/2025"}

    page = text(admin.post(_address("dat", "vai-tro/"), given))

    assert 'id="id_until_error"' in page
    assert 'value="03/10/2025"' in page


def test_a_membership_is_added_and_ended(admin):
    """The person stands in both units until the last day."""
    admin.post(_address("dat", "don-vi/"), {"unit": "X0101-VP", "title": "Kiêm nhiệm", "since": "03/10/2025"})
    place = Person.objects.get(username="dat").memberships.get(unit=unit("X0101-VP"))

    admin.post(_address("dat", f"don-vi/{place.pk}/thoi/"), {"until": "31/10/2025"})

    assert "Kiêm nhiệm" in text(admin.get(_address("dat")))
    place.refresh_from_db()
    assert f"{place.until}" == "2025-10-31"


def test_an_account_is_locked_and_opened_but_not_ones_own(admin):
    """What the verb refuses stands on the page."""
    admin.post(_address("dat", "khoa/"))
    assert not Person.objects.get(username="dat").is_active
    assert "đã khóa" in text(admin.get(_address("dat")))
    admin.post(_address("dat", "mo/"))
    assert Person.objects.get(username="dat").is_active

    assert "Không tự khóa tài khoản của mình" in text(admin.post(_address("quantri", "khoa/")))


def test_a_new_password_is_asked_for_with_a_button_not_by_looking(admin):
    """GET changes nothing."""
    before = Person.objects.get(username="dat").password

    assert admin.get(_address("dat", "mat-khau/")).status_code == 200
    assert Person.objects.get(username="dat").password == before
    assert "secret" in text(admin.post(_address("dat", "mat-khau/")))
    assert Person.objects.get(username="dat").must_change_password


def test_a_lost_telephone_is_forgotten(admin):
    """Also where there was none: nothing happens."""
    assert admin.post(_address("dat", "ma-xac-thuc/")).status_code == 302


@pytest.mark.parametrize("act", ["vai-tro", "don-vi", "mat-khau", "khoa", "mo", "ma-xac-thuc"])
def test_who_may_look_only_is_refused_every_act(cast, act):
    """The chairman sees people and manages none."""
    assert client_of("minh").post(_address("dat", f"{act}/")).status_code == 403


def test_ones_own_page_tells_roles_units_and_how_notices_come(cast):
    """For everybody who signed in."""
    page = text(client_of("son").get("/toi/"))

    assert "Trưởng đơn vị" in page
    assert "Phòng Văn hóa - Xã hội" in page
    assert "chỉ trong trang này" in page
    assert client_of().get("/toi/").status_code == 302


def test_notices_by_e_mail_need_an_address(cast):
    """Refused at its field; with one they are sent there."""
    mine = client_of("son")

    refused = mine.post("/toi/dia-chi/", {"email": "", "phone": "", "by_email": "on"})
    mine.post("/toi/dia-chi/", {"email": "son@vi-du.vn", "phone": "", "by_email": "on"})

    assert 'id="id_email_error"' in text(refused)
    assert "son@vi-du.vn" in text(mine.get("/toi/"))


def test_the_feed_opens_by_its_key_alone_until_there_is_a_new_one(cast):
    """No sign-in; the old address is dead at once, a wrong one was never alive."""
    mine = client_of("son")
    mine.post("/toi/lich-hen/")
    old = Person.objects.get(username="son").feed_key
    assert f"/lich-hen/{old}.ics" in text(mine.get("/toi/"))

    answer = Client().get(f"/lich-hen/{old}.ics")
    mine.post("/toi/lich-hen/")

    assert answer["Content-Type"].startswith("text/calendar")
    assert answer.content.startswith(b"BEGIN:VCALENDAR")
    assert Client().get(f"/lich-hen/{old}.ics").status_code == 404
    assert Client().get("/lich-hen/sai-khoa.ics").status_code == 404


def test_a_units_feed_is_for_who_may_see_its_plans(cast):
    """By the person's own key; a locked account opens nothing."""
    client_of("son").post("/toi/lich-hen/")
    son = Person.objects.get(username="son")

    assert Client().get(f"/lich-hen/don-vi/X0101-VHXH/{son.feed_key}.ics").status_code == 200
    assert Client().get(f"/lich-hen/don-vi/X0101-KT/{son.feed_key}.ics").status_code == 404
    Person.objects.filter(pk=son.pk).update(is_active=False)
    assert Client().get(f"/lich-hen/don-vi/X0101-VHXH/{son.feed_key}.ics").status_code == 404


def test_an_account_that_is_locked_is_shut_out_at_once_in_the_middle_of_a_session():
    """The next page asks to sign in."""
    dat, admin = client_of("dat"), client_of("quantri")
    assert dat.get("/ke-hoach/").status_code == 200

    admin.post(_address("dat", "khoa/"))

    assert dat.get("/ke-hoach/").status_code == 302
