"""Coming in: by password and second factor, the first password changed, too many wrong tries, the demo's doors."""

import re
import time

import pytest
from allauth.mfa.totp.internal import auth
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from tests import cast as people
from tests.web.entering import client_of, signed_in

from hailong.agency.models import Line, Person
from hailong.agency.people import policy
from hailong.web.skin import viewing

PASSWORD, NEW = "ba con meo di cau", "trời xanh mây trắng"
SIGN_IN = "/tai-khoan/vao/"


@pytest.fixture
def lan(db):
    """Chị Lan with a password of her own; the tries of other tests are forgotten."""
    cache.clear()
    person = people.cast()["lan"]
    person.set_password(PASSWORD)
    person.save()
    return person


def _enter(client, password=PASSWORD, login="lan", **more):
    return client.post(SIGN_IN, {"login": login, "password": password}, **more)


def _text(answer):
    return answer.content.decode()


def test_a_password_opens_the_first_page_and_the_way_back(lan):
    """The login may be typed with capitals."""
    assert _enter(Client(), login="LAN")["Location"] == "/"
    assert _enter(Client(), query_params={"next": "/phan-quyen/"})["Location"] == "/phan-quyen/"
    assert _enter(Client(), query_params={"next": "https://ke-xau.example/"})["Location"] == "/"


@pytest.mark.parametrize("login", ["lan", "khong-co"])
def test_a_wrong_password_and_an_unknown_login_read_the_same(lan, login):
    """In Vietnamese, with what to look at."""
    page = _text(_enter(Client(), "sai", login))

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in page
    assert 'lang="vi"' in page


def test_after_five_wrong_tries_the_page_says_how_long_to_wait(lan):
    """Also to who knows the password, from another place too; another login is not held up."""
    for _ in range(policy.WRONG_OF_A_NAME.most):
        _enter(Client(), "sai")

    for place in ("127.0.0.1", "10.0.0.9"):
        page = _text(_enter(Client(REMOTE_ADDR=place)))
        assert "Đợi 5 phút rồi thử lại" in page
    assert "chưa đúng" in _text(_enter(Client(), "sai", "minh"))


def test_the_wait_grows_shorter_and_ends(lan, monkeypatch):
    """By real time, not the demo's."""
    real = time.time
    for _ in range(policy.WRONG_OF_A_NAME.most):
        _enter(Client(), "sai")

    monkeypatch.setattr(time, "time", lambda: real() + 260)
    assert "giây rồi thử lại" in _text(_enter(Client()))
    monkeypatch.setattr(time, "time", lambda: real() + 301)
    assert _enter(Client()).status_code == 302


def test_a_place_that_sends_the_page_too_often_is_told_to_wait(lan):
    """429, whatever it sends."""
    for number in range(policy.TRIES_OF_A_PLACE.most):
        _enter(Client(), "", f"ai{number}")

    answer = _enter(Client())

    assert answer.status_code == 429
    assert re.search(r"Đợi \d+ (giây|phút) rồi thử lại", _text(answer))


def test_a_locked_account_does_not_come_in(lan):
    """Nor does a session that is open stay open."""
    inside = Client()
    _enter(inside)
    Person.objects.filter(pk=lan.pk).update(is_active=False)

    assert "Tài khoản đã khóa" in _text(_enter(Client(), follow=True))
    assert inside.get("/phan-quyen/").status_code == 302


def test_a_first_password_is_changed_before_anything_else(lan):
    """Only the change, the way out and the language stay open; the journal says that the person did it."""
    Person.objects.filter(pk=lan.pk).update(must_change_password=True)
    browser = Client()
    _enter(browser)

    for page in ("/", "/phan-quyen/", "/tai-khoan/hai-lop/"):
        assert browser.get(page)["Location"] == "/tai-khoan/mat-khau/"
    assert "do người quản trị đặt" in _text(browser.get("/phan-quyen/", follow=True))
    weak = {"oldpassword": PASSWORD, "password1": "phamngoclan 1", "password2": "phamngoclan 1"}
    assert "quá giống tên" in _text(browser.post("/tai-khoan/mat-khau/", weak))
    new = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    done = browser.post("/tai-khoan/mat-khau/", new, follow=True)

    assert "Đã đổi mật khẩu." in _text(done)
    assert browser.get("/phan-quyen/").status_code == 200
    assert Line.objects.get(verb="person.own_password").actor_name == lan.name


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"oldpassword": "sai", "password1": NEW, "password2": NEW}, "đang dùng chưa đúng"),
        ({"oldpassword": PASSWORD, "password1": NEW, "password2": "khác"}, "chưa giống nhau"),
        ({"oldpassword": PASSWORD, "password1": "ngắn", "password2": "ngắn"}, "cần ít nhất 10 ký tự"),
        ({"oldpassword": PASSWORD, "password1": "1234567890", "password2": "1234567890"}, "chỉ có chữ số"),
        ({}, "bắt buộc"),
    ],
    ids=["wrong", "unlike", "short", "figures", "empty"],
)  # fmt: skip
def test_what_is_wrong_with_a_new_password_is_said_in_vietnamese(lan, form, says):
    """Nothing of it is English."""
    browser = client_of("lan")

    page = _text(browser.post("/tai-khoan/mat-khau/", form))

    said = re.search(r'class="problem"[^>]*>(.*?)</div>', page, re.S)[1]
    assert says in said
    assert not re.search(r"\b(the|must|password)\b", said)


def _code(secret):
    """What the telephone shows now."""
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))


def _with_second_factor(browser):
    _enter(browser)
    asked = browser.get("/tai-khoan/hai-lop/bat/", follow=True)
    assert "gõ lại mật khẩu" in _text(asked)
    browser.post(asked.redirect_chain[-1][0], {"password": PASSWORD})
    secret = browser.get("/tai-khoan/hai-lop/bat/").context["form"].secret
    return browser.post("/tai-khoan/hai-lop/bat/", {"code": _code(secret)}, follow=True)


def test_a_second_factor_is_switched_on_and_asked_for(lan):
    """With ten codes for when there is no telephone; each serves once."""
    browser = Client()
    page = _with_second_factor(browser)
    assert "Còn 10 trên 10 mã" in _text(page)
    codes = browser.get("/tai-khoan/hai-lop/ma-du-phong/").context["unused_codes"]
    assert len(codes) == 10

    again = Client()
    assert _enter(again)["Location"] == "/tai-khoan/hai-lop/ma/"
    assert "Mã chưa đúng" in _text(again.post("/tai-khoan/hai-lop/ma/", {"code": "abc"}))
    assert again.get("/phan-quyen/").status_code == 302
    assert again.post("/tai-khoan/hai-lop/ma/", {"code": codes[0]})["Location"] == "/"
    assert again.get("/phan-quyen/").status_code == 200
    third = Client()
    _enter(third)
    assert "Mã chưa đúng" in _text(third.post("/tai-khoan/hai-lop/ma/", {"code": codes[0]}))


def test_a_second_factor_is_switched_off_by_who_knows_the_password(lan, monkeypatch):
    """Asked for again where the sign-in is long ago."""
    browser = Client()
    _with_second_factor(browser)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 400)

    asked = browser.get("/tai-khoan/hai-lop/tat/", follow=True)
    assert "Xác nhận lại" in _text(asked)
    address = asked.redirect_chain[-1][0]
    field = {"password": PASSWORD} if "password" in asked.context["form"].fields else {"code": "000000"}
    browser.post(address, field)
    page = browser.post("/tai-khoan/hai-lop/tat/", follow=True)
    assert "Đã tắt xác thực hai lớp." in _text(page)


def test_there_is_no_sign_up_and_no_password_by_e_mail(lan):
    """Accounts are made by administrators."""
    for page in ("dang-ky", "signup", "email", "password/reset"):
        assert Client().get(f"/tai-khoan/{page}/").status_code == 404
    assert "nhờ người quản trị" in _text(Client().get(SIGN_IN))


def test_a_session_left_alone_ends_and_so_does_one_that_lasts_too_long(lan, monkeypatch):
    """By real time; one that is used stays."""
    browser, at = client_of("lan"), time.time()
    browser.get("/phan-quyen/")
    for hours in (0.9, 1.8, 2.7):
        monkeypatch.setattr(viewing.time, "time", lambda hours=hours: at + hours * 3600)
        assert browser.get("/phan-quyen/").status_code == 200
    monkeypatch.setattr(viewing.time, "time", lambda: at + 4 * 3600)
    assert "để lâu không dùng" in _text(browser.get("/phan-quyen/", follow=True))

    browser = client_of("lan")
    browser.get("/phan-quyen/")
    for hour in range(4, 18):
        monkeypatch.setattr(viewing.time, "time", lambda hour=hour: at + hour * 3600 - 600)
        last = browser.get("/phan-quyen/")
    assert last.status_code == 302


def test_leaving_takes_a_press_of_a_button(lan):
    """A link alone leaves nobody outside."""
    browser = client_of("lan")

    assert "Thoát khỏi trang làm việc" in _text(browser.get("/tai-khoan/ra/"))
    assert "Đã thoát." in _text(browser.post("/tai-khoan/ra/", follow=True))
    assert browser.get("/phan-quyen/").status_code == 302


def test_a_new_installation_says_how_to_make_its_first_person(db):
    """Nobody can sign in yet."""
    page = _text(Client().get("/"))

    assert "hailong user add" in page
    assert "Đăng nhập</a></p>" not in page


def test_the_demo_is_entered_by_a_button_and_by_it_alone(lan, settings, tmp_path):
    """Outside the demo there is neither list nor door."""
    assert Client().post("/vao-thu/", {"login": "lan"}).status_code == 404
    assert "Vào với tên" not in _text(Client().get(SIGN_IN))
    settings.DEMO, settings.CAST = True, settings.SAMPLES.parent / "cast.toml"

    browser = Client()
    assert "Vào với tên chị Lan - công chức một cửa" in _text(browser.get(SIGN_IN))
    assert "Phạm Thị Ngọc Lan</a>" in _text(browser.post("/vao-thu/", {"login": "lan"}, follow=True))
    assert Client().get("/vao-thu/").status_code == 405
    assert Client().post("/vao-thu/", {"login": "khong-co"}).status_code == 404


def test_rights_in_the_demo_follow_its_own_day(lan, settings, tmp_path):
    """Before the ward began, nobody had a role in it; the session is real."""
    settings.DEMO, settings.MOMENT_FILE = True, tmp_path / "moment.json"
    settings.CAST = settings.SAMPLES.parent / "cast.toml"
    browser = client_of("quang")
    for day, status in (("2025-06-30", 403), ("2025-07-01", 200)):
        settings.MOMENT_FILE.write_text(
            f'{{"at": "{day}T08:00:00+07:00", "real": "2990-01-01T00:00:00+07:00"}}', encoding="utf-8"
        )
        assert browser.get("/nhap/").status_code == status


@pytest.mark.parametrize(
    ("login", "there", "absent"),
    [
        ("quang", ["Hôm nay", "Nhập văn bản"], ["Nhật ký"]),
        ("lan", ["Hôm nay"], ["Nhập văn bản", "Người dùng"]),
        ("quantri", ["Hôm nay"], ["Nhập văn bản", "Kế hoạch"]),
    ],
)
def test_the_head_of_a_page_shows_where_the_person_may_go(db, login, there, absent):
    """And which of them the page belongs to."""
    head = _text(client_of(login).get("/phan-quyen/")).split("<main")[0]

    assert all(f">{label}</a>" in head for label in there)
    assert not any(f">{label}</a>" in head for label in absent)
    assert '<a href="/phan-quyen/" aria-current="page">' in head


def test_the_permission_page_shows_every_verb_and_ones_own_roles(db):
    """In words."""
    page = _text(client_of("quang").get("/phan-quyen/"))

    assert "Nghiệm thu hoặc trả lại báo cáo" in page
    assert "<b>Đầu mối tổng hợp (Văn phòng)</b> · UBND phường Sông Xanh" in page


def test_cookies_go_over_https_only_where_there_is_https(lan):
    """Here there is none; scripts never read them."""
    browser = Client()
    _enter(browser)

    kept = browser.cookies["sessionid"]
    assert (kept["secure"], kept["httponly"], kept["samesite"]) == ("", True, "Lax")
    assert kept["expires"] == ""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
class TestBrowser:
    """A real browser."""

    def test_signing_in_by_keyboard_with_a_forced_change_and_a_second_factor(self, window, live_server, lan):
        """The whole way of a new colleague, without a mouse."""
        Person.objects.filter(pk=lan.pk).update(must_change_password=True)
        page = window(width=360)
        page.goto(f"{live_server.url}/phan-quyen/")
        page.get_by_label("Tên đăng nhập").fill("lan")
        page.get_by_label("Mật khẩu").fill("sai")
        page.keyboard.press("Enter")
        page.get_by_text("Tên đăng nhập hoặc mật khẩu chưa đúng").wait_for()
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.keyboard.press("Enter")

        page.get_by_label("Mật khẩu đang dùng").fill(PASSWORD)
        page.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
        page.get_by_label("Gõ lại mật khẩu mới").fill(NEW)
        page.keyboard.press("Enter")
        page.get_by_text("Đã đổi mật khẩu.").wait_for()

        page.goto(f"{live_server.url}/tai-khoan/hai-lop/bat/")
        page.get_by_label("Mật khẩu").fill(NEW)
        page.keyboard.press("Enter")
        secret = page.locator("code.secret").inner_text()
        page.get_by_label("Mã 6 chữ số").fill(_code(secret))
        page.keyboard.press("Enter")
        page.get_by_text("Còn 10 trên 10 mã").wait_for()

    def test_the_lock_out_is_told_without_script(self, window, live_server, lan):
        """How long, on the page itself."""
        page = window(java_script_enabled=False)
        for _ in range(policy.WRONG_OF_A_NAME.most + 1):
            page.goto(live_server.url + SIGN_IN)
            page.fill("#id_login", "lan")
            page.fill("#id_password", "sai")
            page.click("main button")

        assert "Đợi 5 phút rồi thử lại" in page.locator(".problem").inner_text()

    def test_the_menu_opens_on_a_phone_without_script(self, window, live_server, db):
        """It is a plain disclosure."""
        page = signed_in(window(width=360, java_script_enabled=False), live_server)
        page.goto(live_server.url)
        link = page.locator("details.menu a", has_text="Phân quyền")

        assert not link.is_visible()
        page.click("details.menu summary")
        link.click()
        assert page.locator("h1").inner_text() == "Ai được làm gì"

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [360, 1280])
    def test_no_account_page_has_a_fault_of_accessibility(self, window, live_server, settings, lan, width, scheme):
        """Axe finds nothing above minor, and nothing hangs over the edge."""
        settings.DEMO, settings.CAST = True, settings.SAMPLES.parent / "cast.toml"
        outside, faults = window(width=width, scheme=scheme), {}
        inside = window(width=width, scheme=scheme)
        inside.goto(live_server.url + SIGN_IN)
        inside.fill("#id_login", "lan")
        inside.fill("#id_password", PASSWORD)
        inside.click("main .account button")
        inside.get_by_text("Phạm Thị Ngọc Lan").first.wait_for()
        for page, address in [
            (outside, "/"), (outside, SIGN_IN), (inside, "/"), (inside, "/phan-quyen/"),
            (inside, "/tai-khoan/hai-lop/"), (inside, "/tai-khoan/hai-lop/bat/"), (inside, "/tai-khoan/mat-khau/"),
            (inside, "/tai-khoan/ra/"),
        ]:  # fmt: skip
            page.goto(live_server.url + address)
            found = Axe().run(page).response["violations"]
            serious = [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in found if one["impact"] != "minor"]
            faults |= {f"{address} {width} {scheme}": serious} if serious else {}
            assert page.locator("h1").count() == 1
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults == {}


def test_every_page_style_stays_within_its_measure():
    """20 kB: what every page needs and the sheet of its group."""
    folder = people.sample_scene.resources.files("hailong.web.skin") / "static" / "skin"
    sizes = {file.name: len(file.read_bytes()) for file in folder.iterdir() if file.name.endswith(".css")}
    whole = sizes.pop("skin.css")

    assert {name: whole + size for name, size in sizes.items() if whole + size > 20_000} == {}
