"""A table copied from Excel becomes a draft with the head typed beside it; which unit it is for."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.cast import cast, unit
from tests.web.entering import client_of
from tests.web.making import plan_docx, read_draft

from hailong.agency.models import RoleAssignment
from hailong.plan import queries
from hailong.plan.models import Draft

pytestmark = pytest.mark.django_db

TABLE = (
    "STT\tNội dung\tSản phẩm\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian\r\n"
    "1\tDán sơ đồ quầy\tSơ đồ\tVăn phòng\tPhòng Kinh tế\tQuý I\r\n"
    '2\t"Hỏi ý kiến\nngười chờ"\tPhiếu hỏi\tPhòng Kinh tế\t\tTrước ngày 30/4\r\n'
)
HEAD = {"title": "Đón tiếp người nộp hồ sơ", "year": "2026", "number": "", "day": "", "unit": "X0101"}


def _read():
    return queries.reviewed(Draft.objects.get()).reading


def test_a_pasted_table_is_a_draft_with_the_head_typed_beside_it(client):
    """Its year makes the deadlines; the title stands as it was typed."""
    answer = client.post("/nhap/dan/", HEAD | {"text": TABLE, "number": "17/KH-UBND", "day": "08/12/2025"}, follow=True)

    assert "Dán sơ đồ quầy" in answer.content.decode()
    head = _read()["document"]
    assert (head["title"], head["year"], head["number"]) == ("Đón tiếp người nộp hồ sơ", 2026, "17/KH-UBND")
    assert head["date"] == "2025-12-08"
    assert [task["deadline"]["due"] for task in _read()["tasks"]] == ["2026-03-31", "2026-04-30"]
    assert Draft.objects.get().name == "Bảng dán - Đón tiếp người nộp hồ sơ.html"


def test_a_pasted_table_without_number_and_day_has_none(client):
    """Nothing is made up."""
    client.post("/nhap/dan/", HEAD | {"text": TABLE})

    assert [_read()["document"][key] for key in ("number", "date")] == [None, None]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"text": ""}, "bắt buộc"),
        ({"text": "không có bảng nào ở đây"}, "Không thấy bảng"),
        ({"text": TABLE, "year": "26"}, "hợp lệ"),
        ({"text": TABLE, "day": "2025-12-08x"}, "hợp lệ"),
        ({"text": TABLE, "title": ""}, "bắt buộc"),
    ],
    ids=["nothing", "no table", "no year", "no day", "no title"],
)
def test_what_cannot_be_read_is_told_at_its_field_and_nothing_typed_is_lost(client, changed, told):
    """No draft is made."""
    answer = client.post("/nhap/dan/", HEAD | changed)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert (changed.get("title", HEAD["title"])) in answer.content.decode()
    assert not Draft.objects.exists()


def _offered(page):
    select = re.search(r'<select[^>]*name="unit"[^>]*>(.*?)</select>', page, re.DOTALL)
    return re.findall(r'<option value="([^"]+)"', select[1]) if select else []


def test_who_brings_in_plans_for_several_units_chooses_one_and_it_is_the_widest_unless_chosen(client):
    """Its own rooms are offered, ended units and those of others are not."""
    pages = [client.get(address).content.decode() for address in ("/nhap/", "/nhap/dan/")]

    for page in pages:
        assert _offered(page)[0] == "X0101"
        assert {"X0101-VP", "X0101-KT"} <= set(_offered(page))
        assert not {"X01", "X0101-BL"} & set(_offered(page))
    client.post("/nhap/dan/", HEAD | {"text": TABLE, "unit": "X0101-KT"})
    client.post("/nhap/", {"document": _file(), "unit": "X0101-VP"})
    client.post("/nhap/", {"document": _file()})
    assert set(Draft.objects.values_list("unit__code", flat=True)) == {"X0101-KT", "X0101-VP", "X0101"}


def _file():
    return SimpleUploadedFile("ke-hoach.docx", plan_docx(tasks=1))


def test_who_brings_in_plans_for_one_unit_is_told_which(hour_now):
    """Nothing is asked."""
    page = client_of("son").get("/nhap/").content.decode()

    assert _offered(page) == []
    assert "Nhập cho đơn vị" in page


def test_a_unit_that_is_not_ones_own_is_refused(client):
    """403, and no draft."""
    answer = client.post("/nhap/", {"document": _file(), "unit": "X01-SNV"})

    assert answer.status_code == 403
    assert not Draft.objects.exists()


def test_an_agency_under_a_province_is_offered_but_not_its_rooms(client):
    """Whoever gathers for a province sees its communes as one each."""
    who = cast()["dieu"]
    RoleAssignment.objects.create(person=who, role="coordinating_office", unit=unit("X01"), since="2025-01-01")

    offered = _offered(client_of("dieu").get("/nhap/").content.decode())

    assert offered[0] == "X01"
    assert {"X01-SNV", "X0101"} <= set(offered)
    assert not any(code.startswith("X0101-") for code in offered)


def test_the_drafts_of_ones_units_are_listed_with_their_owner(client, hour_now):
    """Those of other units are not."""
    read_draft(now=hour_now, name="cua-minh.docx", owner=cast()["ha"], unit=unit("X0101-VHXH"))
    read_draft(now=hour_now, name="cua-nguoi-khac.docx", unit=unit("X01-SNV"))

    page = client.get("/nhap/").content.decode()

    assert "cua-minh.docx" in page
    assert cast()["ha"].name in page
    assert "cua-nguoi-khac.docx" not in page
