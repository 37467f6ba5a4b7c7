"""The journal on a page and as a file, and one's notices with what can be copied from them."""

import csv
import io
import re
from pathlib import Path

import pytest
from tests.cast import unit
from tests.plan import acting
from tests.web.entering import client_of
from tests.web.hall import scene
from tests.web.hall.scene import text

from hailong.agency import notices, permissions, sealing, units
from hailong.agency.models import Line, Notice, Person
from hailong.agency.people.rights import SYSTEM
from hailong.web.desk.hall.records import words

pytestmark = pytest.mark.django_db
NO_ACTS = {
    "evidence.toml", "calendar.toml", "plan.due", "plan.overdue", "plan.reported", "plan.obstacle", "plan.returned",
    "plan.answered", "survey.quota_quarter", "survey.handover", "survey.salt",
}  # fmt: skip
"""Files, and kinds of notices."""
_SOURCE = Path(words.__file__).parents[4]


@pytest.fixture
def auditor(cast):
    return client_of("hoa")


def _rename(name, *, code="X0101-KT"):
    units.rename(unit=unit(code), name=name, by=SYSTEM, now=acting.NOW)


def _tell(login="quang", *, key="k", subject="Ba ngày nữa đến hạn", link="/viec/"):
    told = {"kind": "due", "subject": subject, "body": "Hạn 08/10/2025.", "link": link, "now": acting.NOW}
    return notices.tell(person=Person.objects.get(username=login), key=key, **told)


def test_a_line_says_who_did_what_with_before_and_after(auditor):
    """In words, newest first."""
    _rename("Phòng Kinh tế và Hạ tầng")

    page = text(auditor.get("/nhat-ky/"))

    assert page.index("đổi tên đơn vị") < page.index("thêm người dùng")
    assert "<del>Phòng Kinh tế</del>" in page
    assert "<ins>Phòng Kinh tế và Hạ tầng</ins>" in page


def test_a_plans_line_shows_no_numbers_of_the_database(auditor):
    """States and roles in words too."""
    scene.plan()

    page = text(auditor.get("/nhat-ky/?viec=task.report"))

    assert "<del>đang làm</del>" in page
    assert "<ins>chờ nghiệm thu</ins>" in page
    assert not re.search(r"<ins>[0-9a-f]{8}-", page)


@pytest.mark.parametrize(
    "asked",
    [
        "viec=unit.rename",
        "gi=unit&viec=unit.rename",
        "tim=Hạ+tầng&gi=unit",
        "ai=Hệ+thống&viec=unit.rename",
        "tu=03/10/2025&gi=unit",
    ],
)
def test_the_filter_narrows_by_act_thing_words_person_and_days(auditor, asked):
    """One line of many."""
    _rename("Phòng Kinh tế và Hạ tầng")

    page = text(auditor.get(f"/nhat-ky/?{asked}"))

    assert "1 dòng" in page
    assert "đổi tên đơn vị" in page


def test_a_filter_that_finds_nothing_says_so_and_one_that_makes_no_sense_says_where(auditor):
    """At the field; no line is shown for a day that is none."""
    assert "Bỏ bớt điều kiện lọc" in text(auditor.get("/nhat-ky/?den=01/01/2020"))
    wrong = text(auditor.get("/nhat-ky/?tu=32/13/2025"))
    assert 'id="id_tu_error"' in wrong
    assert "0 dòng" in wrong


def test_the_journal_is_for_who_may_see_it_and_within_reach(cast):
    """The chairman sees his ward's lines and not the department's; an officer none."""
    _rename("Sở Nội vụ mới", code="X01-SNV")
    _rename("Phòng Kinh tế mới")

    page = text(client_of("minh").get("/nhat-ky/?viec=unit.rename"))

    assert "Phòng Kinh tế mới" in page
    assert "Sở Nội vụ mới" not in page
    for address in ("/nhat-ky/", "/nhat-ky/lay-ve.csv"):
        assert client_of("thuy").get(address).status_code == 403


def test_the_seal_is_shown_and_looked_over_on_demand(auditor):
    """How far it reaches; that all stands as it was written, and when that was looked at."""
    assert "Chưa có niêm phong nào" in text(auditor.get("/nhat-ky/"))
    sealing.seal()
    last = Line.objects.order_by("-id").first().pk

    assert f"Đã niêm phong đến dòng {last}" in text(auditor.get("/nhat-ky/"))
    page = text(auditor.post("/nhat-ky/kiem-tra/", follow=True))
    assert "Đã kiểm tra lúc" in page
    assert "còn nguyên" in page


def test_a_line_that_no_verb_wrote_is_found_by_looking(auditor):
    """It is named by its number."""
    forged = Line.objects.create(
        province="X01", at=acting.NOW, actor="", actor_name="Ai đó", path="/X01/", verb="unit.rename", kind="unit",
        thing="x", mac="0" * 64,
    )  # fmt: skip

    page = text(auditor.post("/nhat-ky/kiem-tra/", follow=True))

    assert f"dòng {forged.pk}" in page


def test_the_journal_is_taken_away_within_reach_and_that_is_written_down(cast):
    """As CSV, by the filter; no cell runs as a formula."""
    _rename("=HYPERLINK(1)")
    _rename("Sở Nội vụ mới", code="X01-SNV")

    answer = client_of("minh").post("/nhat-ky/lay-ve.csv?viec=unit.rename")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][4] == "đổi tên đơn vị"
    assert rows[1][6].startswith("'=")
    assert Line.objects.get(verb="journal.export").after == {"lines": 1}


def test_looking_at_the_address_of_the_file_takes_nothing(auditor):
    """Only the button does."""
    assert auditor.get("/nhat-ky/lay-ve.csv").status_code == 405
    assert not Line.objects.filter(verb="journal.export").exists()


def test_every_act_that_a_verb_writes_down_has_words():
    """Whatever in the verbs' own text looks like an act is one, or is a permission."""
    plans = "plan|task|occurrence|draft"
    surveys = "survey|sheet|questionnaire"
    acts = re.compile(rf'"((?:unit|person|role|calendar|evidence|journal|{plans}|{surveys})\.[a-z_]+)"')
    rooms = [file for room in ("agency", "plan", "measure") for file in (_SOURCE / room).rglob("*.py")]

    written = {act for file in rooms for act in acts.findall(file.read_text(encoding="utf-8"))}

    assert written - set(permissions.VERBS) - set(words.VERBS) - NO_ACTS == set()
    assert len(written) > 50


def test_my_notices_are_listed_new_ones_marked_and_nobody_elses(cast):
    """With the count at the head of every page."""
    _tell()
    _tell("minh", subject="Việc của chủ tịch")

    page = text(client_of("quang").get("/thong-bao/"))

    assert "Ba ngày nữa đến hạn" in page
    assert "<b>Mới</b>" in page
    assert "Việc của chủ tịch" not in page
    assert "Chưa có thông báo nào" in text(client_of("lan").get("/thong-bao/"))


def test_opening_a_notice_marks_it_and_goes_to_its_page(cast):
    """Never to another site."""
    mine = client_of("quang")
    inside, outside = _tell(key="a"), _tell(key="b", link="")
    Notice.objects.filter(pk=outside.pk).update(link="https://vi-du.vn/")

    assert mine.post(f"/thong-bao/{inside.pk}/")["Location"] == "/viec/"
    assert mine.post(f"/thong-bao/{outside.pk}/")["Location"] == "/thong-bao/"
    assert not Notice.objects.filter(seen=None).exists()


def test_all_notices_are_marked_at_once(cast):
    """Mine only."""
    _tell(key="a")
    _tell(key="b")
    _tell("minh")

    client_of("quang").post("/thong-bao/da-xem/")

    assert [one.person.username for one in Notice.objects.filter(seen=None)] == ["minh"]


def test_a_notice_can_be_copied_as_text_and_as_a_picture(cast):
    """The text stands in a field, the picture is a PNG; nothing is sent."""
    one = _tell()
    mine = client_of("quang")

    page = text(mine.get(f"/thong-bao/{one.pk}/sao-chep/"))
    picture = mine.get(f"/thong-bao/{one.pk}/anh.png")

    assert re.search(r"<textarea[^>]* readonly[^>]*>Ba ngày nữa đến hạn", page)
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("address", ["", "sao-chep/", "anh.png"])
def test_somebody_elses_notice_is_not_found(cast, address):
    """Not even its picture."""
    one = _tell()
    other = client_of("minh")

    ask = other.get if address else other.post
    assert ask(f"/thong-bao/{one.pk}/{address}").status_code == 404
