"""Every page by plain requests, as a browser without script sends them."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.entering import client_of
from tests.web.making import draft, long_pdf, plan_docx, read_draft

from hailong.plan.models import Draft

pytestmark = pytest.mark.django_db


def _drop(client, data, name="ke-hoach.docx"):
    return client.post("/nhap/", {"document": SimpleUploadedFile(name, data)}, follow=True)


def _text(answer):
    return answer.content.decode()


def test_the_first_page_offers_the_drop_zone_and_the_drafts(client, hour_now):
    """The newest draft is there to be opened."""
    made = read_draft(now=hour_now)

    page = _text(client.get("/nhap/"))

    assert 'type="file"' in page
    assert f"/ban-nhap/{made.id}/" in page


def test_a_dropped_plan_is_read_and_shown(client):
    """From the file to its rows in one request."""
    answer = _drop(client, plan_docx())

    assert answer.status_code == 200
    assert "Rà soát bảng chỉ dẫn ở cửa số 3" in _text(answer)
    assert Draft.objects.get().state == "read"


def test_a_reading_shows_its_facts_tasks_amounts_and_warnings(client, hour_now):
    """Everything of contract 4.1 has its place on the page, in words."""
    page = _text(client.get(f"/ban-nhap/{read_draft(now=hour_now).id}/"))

    for text in ("128/KH-UBND", "20/01/2025", "Trần Thị Mẫu", "Niêm yết phí, lệ phí", "hạn cuối 31/03/2025",
                 "Hằng tuần, thứ Sáu", "máy chưa hiểu thời hạn này", "cần xem lại", "Thiếu số thứ tự", "86,11",
                 "ngày làm việc", "ít nhất", "Điểm thẩm định", "do máy đề nghị", "Hng dn ngi dân", "86,40",
                 "trang 2, dòng 14", "Bảng niêm yết đợt 2"):  # fmt: skip
        assert text in page
    assert "working_days" not in page


def test_a_warning_leads_to_its_row_and_a_row_to_its_source(client, hour_now):
    """By links that work without script."""
    made = read_draft(now=hour_now)

    page = _text(client.get(f"/ban-nhap/{made.id}/"))

    assert f'href="/ban-nhap/{made.id}/#h-tasks-3"' in page
    assert 'id="h-tasks-3"' in page
    assert 'data-source="n-7"' in page
    assert 'href="#n-7"' in page
    assert '<div class="line" id="n-7" lang="vi">1 \nRà soát bảng chỉ dẫn' in page


def test_hostile_text_in_a_plan_stays_text(client, hour_now):
    """A plan is somebody else's file."""
    made = read_draft(now=hour_now, name="<script>alert(1)</script>.docx")

    assert "<script>alert" not in _text(client.get(f"/ban-nhap/{made.id}/")) + _text(client.get("/nhap/"))


def test_a_long_text_waits_for_the_worker_and_shows_its_progress(client):
    """Without script the page asks again by itself."""
    answer = _drop(client, b"Ke hoach nam 2025.\n" * 30_000, "dai.txt")
    made = Draft.objects.get()

    assert made.state == "queued"
    assert 'http-equiv="refresh"' in _text(answer)
    Draft.objects.filter(pk=made.pk).update(state="reading", page=3, pages=40)
    assert "Đã đọc 3 trên 40 phần" in _text(client.get(f"/ban-nhap/{made.id}/tien-do/"))


def test_a_pdf_over_twenty_pages_waits_and_one_of_twenty_does_not(client):
    """Judged by its pages, not by its size."""
    assert "Đang đọc văn bản" in _text(_drop(client, long_pdf(21), "dai.pdf"))
    assert "Đang đọc văn bản" not in _text(_drop(client, long_pdf(20), "ngan.pdf"))


def test_progress_ends_by_showing_the_page_anew(client, hour_now):
    """Also when the draft was deleted meanwhile."""
    made = read_draft(now=hour_now)

    for draft_id in (made.id, uuid.uuid4()):
        assert client.get(f"/ban-nhap/{draft_id}/tien-do/")["HX-Refresh"] == "true"


def test_a_draft_that_failed_says_why_where_and_what_to_do_and_may_be_tried_again(client, hour_now):
    """Trying again puts it back in the queue."""
    said = {"error_message": "Tệp bị cắt ngắn", "error_place": "trang 3", "error_cure": "Lưu lại tệp."}
    made = draft(now=hour_now, state="failed", **said)

    page = _text(client.get(f"/ban-nhap/{made.id}/"))
    again = client.post(f"/ban-nhap/{made.id}/doc-lai/", follow=True)

    assert all(text in page for text in said.values())
    assert "Đang đọc văn bản" in _text(again)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rong.docx", b""),
        ("anh.pdf", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("cat.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
        ("cat.docx", plan_docx()[:700]),
        ("la.xlsx", b"PK\x03\x04" + bytes(200)),
        ("la.zip", bytes(range(256)) * 4),
        ("xau.csv", "\ufeff;;;\n".encode() * 3),
        ("\u202egpj.exe", b"MZ" + bytes(100)),
    ],
    ids=["empty", "a picture", "a cut pdf", "a cut docx", "no workbook", "bytes", "no head", "a program"],
)
def test_a_bad_file_gets_a_page_with_its_cure_never_a_500(client, name, data):
    """Whatever an office sends."""
    answer = _drop(client, data, name)

    assert answer.status_code in (200, 422)
    assert "Cách sửa:" in _text(answer) or Draft.objects.get().state == "read"


def test_a_drop_without_a_file_is_told_so(client):
    """The page asks again."""
    assert "Chưa chọn tệp nào" in _text(client.post("/nhap/", {}, follow=True))


def test_an_upload_over_the_limit_is_refused_with_its_size_and_cure(client, settings):
    """It goes to no memory and to no database."""
    settings.UPLOAD_MOST = 2 * 1024 * 1024

    answer = _drop(client, bytes(5 * 1024 * 1024), "nang.pdf")

    assert answer.status_code == 413
    assert "nặng 6 MB, hơn mức 2 MB" in _text(answer)
    assert not Draft.objects.exists()


def test_a_sample_is_read_as_if_dropped(client, settings, tmp_path):
    """Only a document that stands in the samples' folder."""
    settings.DEMO, settings.SAMPLES = True, tmp_path
    (tmp_path / "mau.docx").write_bytes(plan_docx(tasks=1))

    assert 'value="mau.docx"' in _text(client.get("/nhap/"))
    assert "cửa số 1" in _text(client.post("/mau/", {"name": "mau.docx"}, follow=True))
    assert client.post("/mau/", {"name": "../../settings.py"}).status_code == 404
    settings.DEMO = False
    assert "mau.docx" not in re.sub("<li>.*?</li>", "", _text(client.get("/nhap/")), flags=re.DOTALL)
    assert client.post("/mau/", {"name": "mau.docx"}).status_code == 404


def test_a_draft_is_deleted_after_asking(client, hour_now):
    """The question is a page of its own."""
    made = read_draft(now=hour_now)

    assert "Xóa bản nháp này?" in _text(client.get(f"/ban-nhap/{made.id}/xoa/"))
    assert "Đã xóa bản nháp" in _text(client.post(f"/ban-nhap/{made.id}/xoa/", follow=True))
    assert client.get(f"/ban-nhap/{made.id}/").status_code == 404
    assert client.get(f"/ban-nhap/{made.id}/xoa/").status_code == 404


def test_an_expired_draft_is_not_found(client, hour_now):
    """Even before it is purged."""
    made = read_draft(now=hour_now - timedelta(days=7, seconds=1))

    answer = client.get(f"/ban-nhap/{made.id}/")

    assert answer.status_code == 404
    assert "hết hạn 7 ngày" in _text(answer)


@pytest.mark.parametrize("kind", ["xlsx", "docx", "csv", "json"])
def test_the_reading_is_taken_away_under_the_documents_name(client, hour_now, kind):
    """In each of the four kinds, with diacritics in its name."""
    made = read_draft(now=hour_now, name="Kế hoạch hài lòng.docx")

    answer = client.get(f"/ban-nhap/{made.id}/lay-ve/{kind}/")

    assert answer.status_code == 200
    assert len(answer.content) > 500
    assert f"K%E1%BA%BF%20ho%E1%BA%A1ch%20h%C3%A0i%20l%C3%B2ng.{kind}" in answer["Content-Disposition"]


def test_an_unknown_kind_or_an_unread_draft_cannot_be_taken_away(client, hour_now):
    """There is nothing to give."""
    assert client.get(f"/ban-nhap/{read_draft(now=hour_now).id}/lay-ve/exe/").status_code == 404
    assert client.get(f"/ban-nhap/{draft(now=hour_now).id}/lay-ve/csv/").status_code == 404


def test_the_error_pages_are_ours_and_in_vietnamese(client):
    """400 for another host, 403 for a form without its token, 404."""
    strict = client_of("quang", enforce_csrf_checks=True)

    assert "Không có trang này" in _text(client.get("/khong-co/"))
    assert "Trang đã cũ" in _text(strict.post("/nhap/", {}))
    refused = client.get("/nhap/", headers={"host": "ke-xau.example"})
    assert (refused.status_code, "Yêu cầu không hợp lệ" in _text(refused)) == (400, True)


def test_a_fault_of_ours_is_answered_with_a_page(client, settings):
    """The cause is logged, not shown."""
    client.raise_request_exception = False
    settings.DEMO, settings.SAMPLES = True, None

    answer = client.get("/nhap/")

    assert answer.status_code == 500
    assert "Những gì đã lưu vẫn còn nguyên" in _text(answer)


def test_only_our_own_scripts_and_styles_may_run(client):
    """The policy stands on every page."""
    policy = client.get("/nhap/")["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_demo_shows_its_moment_and_moves_it_forward_only(client, settings, tmp_path):
    """Outside the demo there is no such page."""
    assert client.post("/chuyen-ngay/", {"to": "06/10/2025 08:00"}).status_code == 404
    settings.DEMO, settings.MOMENT_FILE = True, tmp_path / "moment.json"
    settings.MOMENT_FILE.write_text(
        '{"at": "2025-10-03T08:05:00+07:00", "real": "2990-01-01T00:00:00+07:00"}', encoding="utf-8"
    )

    assert "08:05, thứ Sáu, 03/10/2025" in _text(client.get("/nhap/"))
    forward = _text(client.post("/chuyen-ngay/", {"to": "06/10/2025 09:30"}, follow=True))
    back = _text(client.post("/chuyen-ngay/", {"to": "01/10/2025 08:00"}, follow=True))
    wrong = _text(client.post("/chuyen-ngay/", {"to": "mai"}, follow=True))

    assert "09:30, thứ Hai, 06/10/2025" in forward
    assert "Chỉ chuyển ngày về phía trước" in back
    assert "Ngày giờ chưa đúng" in wrong
