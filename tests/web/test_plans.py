"""The pages of plans that live: the list, one plan in four views, a task, and every act by the one whose act it is."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.plan import living
from tests.web.entering import client_of

from hailong.plan.models import Occurrence, Plan, Report, Task
from hailong.web.skin import hour

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_demo_moment(monkeypatch):
    """The pages live on the day of the sample agency."""
    monkeypatch.setattr(hour, "now", lambda: living.NOW)


@pytest.fixture
def plan(cast):
    """The ward's sample plan, confirmed in July."""
    return living.ward_plan(now=living.NOW - timedelta(days=74))


def task(plan, section, ordinal):
    return Task.objects.get(plan=plan, section=section, ordinal=ordinal)


def due_now(plan, section="I", ordinal="2"):
    return task(plan, section, ordinal).occurrences.order_by("due").first()


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_the_list_shows_each_plan_with_its_progress(client, plan):
    """And finds by words without marks."""
    shown = page(client, "/ke-hoach/?tim=hai+long&nam=2025")

    assert plan.title in shown
    assert "quá hạn" in shown
    assert plan.title not in page(client, "/ke-hoach/?tim=khong-co-gi")


@pytest.mark.parametrize("view", ["muc", "don-vi", "tieu-chi", "dong-thoi-gian", "sai"])
def test_a_plan_opens_in_every_view(client, plan, view):
    """An unknown view is the first one."""
    shown = page(client, f"/ke-hoach/{plan.code}/?xem={view}")

    assert plan.title in shown
    assert 'aria-current="page"' in shown


def test_the_timeline_has_no_inline_style_and_plain_numbers(client, plan):
    """The content policy forbids the one, SVG the thousands' dots."""
    shown = page(client, f"/ke-hoach/{plan.code}/?xem=dong-thoi-gian")
    picture = shown[shown.index('<svg viewBox="-300') : shown.index("</svg>", shown.index("-300"))]

    assert "style=" not in picture
    assert not re.search(r'(?:x|y|width|height|x1|x2)="\d+\.\d{3}"', picture)


def test_a_plan_of_another_agency_is_not_there(plan):
    """Chị Lan of the counter takes part in it; the auditor sees it; the administrator has no business with it."""
    assert client_of("lan").get(f"/ke-hoach/{plan.code}/").status_code == 200
    assert client_of("hoa").get(f"/ke-hoach/{plan.code}/").status_code == 200
    assert client_of("quantri").get(f"/ke-hoach/{plan.code}/").status_code == 403


def test_a_report_with_a_file_is_accepted_by_somebody_else(plan):
    """Head reports, leader accepts, and the page tells both."""
    one = task(plan, "I", "3").occurrences.order_by("due").last()
    at = f"/dot/{one.id}"
    proof = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n")
    sent = {"unit": str(one.task.units.get(accountable=True).unit_id), "text": "Đã trả lời 214 tin.", "finishes": "on"}

    told = client_of("quang").post(f"{at}/bao-cao/", sent | {"evidence": proof})
    assert told.status_code == 302, told.content.decode()
    assert client_of("quang").post(f"{at}/nghiem-thu/").status_code == 422
    assert client_of("minh").post(f"{at}/nghiem-thu/").status_code == 302

    shown = page(client_of("minh"), f"/nhiem-vu/{one.task_id}/")
    assert "Đã trả lời 214 tin." in shown
    assert "bien-ban.pdf" in shown
    assert Occurrence.objects.get(pk=one.pk).state == "accepted"
    proof_id = Report.objects.get().evidence.get().id
    opened = client_of("minh").get(f"/minh-chung/{proof_id}/")
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    assert client_of("dat").get(f"/minh-chung/{proof_id}/").status_code == 404


def test_a_late_report_asks_for_an_explanation_first(plan):
    """The refusal says so on the form; then it is explained and taken."""
    one = due_now(plan)
    head = client_of("ha")
    unit = str(one.task.units.get(accountable=True).unit_id)
    sent = {"unit": unit, "text": "Xong 30 mẫu.", "finishes": "on"}

    refused = head.post(f"/dot/{one.id}/bao-cao/", sent)
    assert refused.status_code == 422
    assert "giải trình" in refused.content.decode()
    why = {"unit": unit, "cause": "Thiếu người", "responsible": "Hà", "remedy": "Thêm người", "by_when": "10/10/2025"}
    assert head.post(f"/dot/{one.id}/giai-trinh/", why).status_code == 302
    assert head.post(f"/dot/{one.id}/bao-cao/", sent).status_code == 302
    returned = client_of("minh").post(f"/dot/{one.id}/tra-lai/", {"reason": "Thiếu danh mục."})
    assert returned.status_code == 302
    shown = page(head, f"/nhiem-vu/{one.task_id}/")
    assert "Thiếu danh mục." in shown
    assert "10/10/2025" in shown


def test_a_date_typed_wrong_stands_at_its_field_and_nothing_is_lost(plan):
    """What was typed is still there."""
    one = due_now(plan)
    why = {"unit": "", "cause": "Thiếu người", "responsible": "Hà", "remedy": "Thêm người", "by_when": "32/10/2025"}

    answer = client_of("ha").post(f"/dot/{one.id}/giai-trinh/", why)

    assert answer.status_code == 422
    assert "Thiếu người" in answer.content.decode()


def test_an_obstacle_is_passed_up_and_answered(plan):
    """Progress without an end keeps the occurrence open."""
    one = due_now(plan)
    unit = str(one.task.units.get(accountable=True).unit_id)
    client_of("ha").post(f"/dot/{one.id}/bao-cao/", {"unit": unit, "text": "Được 12 mẫu.", "obstacle": "Thiếu máy in."})
    told = Report.objects.get()

    answered = client_of("minh").post(f"/bao-cao/{told.id}/tra-loi/", {"text": "Đã cấp máy in."})

    assert answered.status_code == 302
    assert "Đã cấp máy in." in page(client_of("ha"), f"/nhiem-vu/{one.task_id}/")


def test_an_event_opens_an_occurrence(plan):
    """By the clerk at the counter."""
    late = task(plan, "III", "2")
    before = late.occurrences.count()

    answer = client_of("lan").post(f"/nhiem-vu/{late.id}/su-kien/", {"what": "Hồ sơ 12 chậm", "happened": "02/10/2025"})

    assert answer.status_code == 302
    assert late.occurrences.count() == before + 1


def test_a_waiting_task_gets_its_day_and_a_deadline_is_changed(client, plan):
    """Both by the office."""
    waiting = task(plan, "IV", "3").occurrences.get()
    given = {"what": "Hướng dẫn 12/HD-SNV", "on": "02/10/2025", "until": "31/10/2025"}
    assert client.post(f"/dot/{waiting.id}/kich-hoat/", given).status_code == 302
    changed = {"text": "Trước ngày 15/11/2025", "reason": "Chờ máy"}
    assert client.post(f"/nhiem-vu/{task(plan, 'II', '1').id}/thoi-han/", changed).status_code == 302
    assert "14/11/2025" in page(client, f"/nhiem-vu/{task(plan, 'II', '1').id}/")


def test_work_is_given_assigned_and_cancelled(client, plan):
    """With the reason in the journal."""
    unit = task(plan, "I", "1").units.get(accountable=True).unit
    new = {"content": "Sơn lại vạch xe", "deadline": "Quý IV/2025", "lead": str(unit.id)}
    assert client.post(f"/ke-hoach/{plan.code}/giao-them/", new).status_code == 302
    made = Task.objects.get(content="Sơn lại vạch xe")
    assert client.get(f"/nhiem-vu/{made.id}/phan-cong/").status_code == 200
    given = {"leads": [str(unit.id)], "accountable": str(unit.id), "coordinating": []}
    answer = client.post(f"/nhiem-vu/{made.id}/phan-cong/", given)
    assert answer.status_code in (302, 422)
    assert client.post(f"/nhiem-vu/{made.id}/huy/", {"reason": "Đã có người làm"}).status_code == 302
    assert "Đã có người làm" in page(client, f"/nhiem-vu/{made.id}/")


def test_money_is_summed_and_a_difference_told(client, plan):
    """Two lines against the total printed in the plan."""
    at = f"/ke-hoach/{plan.code}/them"
    client.post(f"{at}/kinh-phi/", {"text": "Ghế", "amount": "12.500.000 đồng", "source": "Ngân sách"})
    client.post(f"{at}/kinh-phi/", {"text": "Quạt", "amount": "3 triệu"})
    client.post(f"{at}/tong-kinh-phi/", {"amount": "16 triệu"})

    shown = page(client, f"{at}/")

    assert "15.500.000" in shown
    assert "500.000" in shown
    wrong = client.post(f"{at}/kinh-phi/", {"text": "Ghế", "amount": "nhiều"})
    assert wrong.status_code == 422


def test_units_below_are_asked_for_plans_and_postings_are_noted(client, plan, cast):
    """Both stand on the page beside the tasks."""
    at = f"/ke-hoach/{plan.code}/them"
    room = task(plan, "I", "1").units.get(accountable=True).unit
    asked = client.post(f"{at}/ke-hoach-con/", {"units": [str(room.id)], "due": "31/10/2025"})
    assert asked.status_code == 302
    noted = {"unit": str(room.id), "place": "Bảng tin sảnh", "day": "01/10/2025", "link": "", "task": ""}
    assert client.post(f"{at}/niem-yet/", noted).status_code == 302

    shown = page(client, f"{at}/")
    assert room.name in shown
    assert "Bảng tin sảnh" in shown


def test_the_public_sees_a_plan_once_it_is_made_public_and_nobody_s_name(client, plan):
    """No report, no file, no person."""
    passer_by = client_of()
    assert passer_by.get(f"/cong-khai/ke-hoach/{plan.code}/").status_code == 404
    assert client.post(f"/ke-hoach/{plan.code}/them/cong-khai/").status_code == 302
    shown = page(passer_by, f"/cong-khai/ke-hoach/{plan.code}/")
    assert plan.title in shown
    assert "Bùi Đăng Quang" not in shown
    assert plan.title in page(passer_by, "/cong-khai/")
    assert client.post(f"/ke-hoach/{plan.code}/them/thoi-cong-khai/", {"reason": "Nhầm"}).status_code == 302
    assert passer_by.get(f"/cong-khai/ke-hoach/{plan.code}/").status_code == 404


def test_a_plan_above_is_named_where_it_may_be_seen_or_is_public(client, plan, cast):
    """The department's plan is no business of the ward until everybody may read it."""
    above = living.plan_of(
        living.reading_of(living.row("Chấm điểm", lead=["Văn phòng Sở"]), head={"number": "58/KH-SNV"}),
        by="phuc",
        unit="X01-SNV",
    )
    Plan.objects.filter(pk=plan.pk).update(parent=above)

    assert "58/KH-SNV" not in page(client, f"/ke-hoach/{plan.code}/?xem=don-vi").split("Những điều khác")[0]
    Plan.objects.filter(pk=above.pk).update(public_since=living.TODAY)
    assert f"/cong-khai/ke-hoach/{above.code}/" in page(client, f"/ke-hoach/{plan.code}/")


def test_the_annex_is_taken_as_word(client, plan):
    """Named after the plan."""
    answer = client.get(f"/ke-hoach/{plan.code}/phu-luc.docx")

    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert f"phu-luc-{plan.code}.docx" in answer["Content-Disposition"]


@pytest.mark.parametrize("address", ["/ke-hoach/V1%00/", "/ke-hoach/?tim=a%00", "/cong-khai/ke-hoach/a%00/"])
def test_an_address_with_a_nul_is_no_page(client, address):
    """On either database."""
    assert client.get(address).status_code == 404
