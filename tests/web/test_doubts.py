"""What the reader is not sure of: said why, confirmed or refused in one click, in the language it is written in."""

import pytest
from tests.web.making import READING, draft, read_draft

from hailong.plan.intake import drafts
from hailong.plan.models import Draft
from hailong.web.desk import words
from hailong.web.desk.intake.review.cells import pieces

pytestmark = pytest.mark.django_db
RAW = READING["tasks"][1]["content_raw"]
IN_PLACE = {"HX-Request": "true"}


@pytest.fixture
def made(hour_now):
    """A read draft that has not expired."""
    return read_draft(now=hour_now)


def _text(answer):
    return answer.content.decode()


def _post(client, made, verb, path, **more):
    return client.post(f"/ban-nhap/{made.id}/{verb}/?o={path}", **more)


def test_a_doubtful_row_says_why(client, made):
    """Below its badge."""
    assert '<span class="why">chưa hiểu thời hạn</span>' in _text(client.get(f"/ban-nhap/{made.id}/"))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"content_raw": "Hng dn", "lead": ["Văn phòng"]}, ("có chữ phục hồi",)),
        ({"lead": [], "deadline": {"kind": None}}, ("chưa rõ đơn vị chủ trì", "chưa hiểu thời hạn")),
        ({"lead": ["Văn phòng"], "deadline": None}, ("chữ có thể lệch cột",)),
    ],
    ids=str,
)
def test_every_doubt_has_its_reason(record, said):
    """The person knows where to look."""
    assert words.reasons(record) == said


def test_a_confirmed_row_is_seen_and_its_texts_stay(client, made):
    """Told in the history, and once is enough."""
    first = _text(_post(client, made, "da-xem", "tasks.3.content", headers=IN_PLACE))
    _post(client, made, "da-xem", "tasks.3.content", headers=IN_PLACE)

    assert '<b id="doubtful" hx-swap-oob="true">0</b>' in first
    assert '<b id="corrected" hx-swap-oob="true">0</b>' in first
    assert '<div class="sure" id="s-h-tasks-3" hx-swap-oob="true"><span class="badge seen">đã xem' in first
    kept = Draft.objects.get()
    assert [(line["path"], line["was"] == line["now"]) for line in kept.corrections] == [("tasks.3.content", True)]
    assert "không còn dòng nào" in _text(client.get(f"/ban-nhap/{made.id}/?xem=can-xem")).casefold()


def test_a_corrected_row_counts_as_seen(client, made):
    """The badge comes along with the cell."""
    answer = _text(client.post(
        f"/ban-nhap/{made.id}/sua/?o=tasks.3.product", {"value": "Bảng", "was": "Bảng niêm yết"}, headers=IN_PLACE
    ))  # fmt: skip

    assert 'class="badge seen"' in answer


def test_a_repair_is_marked_and_refused_with_one_click(client, made):
    """What the file held stands there then, and undoing brings the repair back, marked no more: it was judged."""
    page = _text(client.get(f"/ban-nhap/{made.id}/"))
    assert "<mark>Hướng dẫn người</mark> dân" in page
    assert f'action="/ban-nhap/{made.id}/giu-nguyen/?o=tasks.1.content"' in page

    refused = _text(_post(client, made, "giu-nguyen", "tasks.1.content", headers=IN_PLACE))

    assert f'<span lang="vi">{RAW}</span>' in refused
    assert "<mark>" not in refused
    undone = _text(_post(client, made, "hoan-lai", "tasks.1.content", headers=IN_PLACE))
    assert READING["tasks"][1]["content"] in undone


def test_a_repair_that_somebody_corrected_first_is_not_refused_unseen(client, made, hour_now):
    """The other window's text is shown."""
    was = READING["tasks"][1]["content"]
    drafts.correct(draft_id=made.id, path="tasks.1.content", value="Của cửa sổ kia", was=was, now=hour_now)

    assert "Của cửa sổ kia" in _text(_post(client, made, "giu-nguyen", "tasks.1.content", headers=IN_PLACE))
    assert len(Draft.objects.get().corrections) == 1


@pytest.mark.parametrize(
    ("verb", "path"),
    [("giu-nguyen", "tasks.0.content"), ("giu-nguyen", "tasks.9.content"), ("giu-nguyen", "document.title"),
     ("da-xem", "tasks.9.content"), ("da-xem", "tasks.0.product"), ("da-xem", "")],
)  # fmt: skip
def test_what_is_not_there_can_be_neither_refused_nor_confirmed(client, made, verb, path):
    """And nothing is noted."""
    assert _post(client, made, verb, path).status_code == 404
    assert Draft.objects.get().corrections == []


@pytest.mark.parametrize(
    ("text", "raw", "marked"),
    [
        ("Biên tập nội dung", "iên tập nội dung", ["Biên"]),
        ("Rà soát", "Rà soát", []),
        ("một hai ba", "một ba", ["hai"]),
        ("từ " * 2000, "t " * 2000, ["từ " * 2000]),
    ],
    ids=["a letter", "nothing", "a word", "too long to compare"],
)
def test_only_the_repaired_words_are_marked(text, raw, marked):
    """Nothing of the text is lost between the pieces."""
    found = pieces(text, raw)

    assert [piece for piece, repaired in found if repaired] == marked
    assert " ".join(piece for piece, _repaired in found) == text


def test_on_english_pages_what_stays_vietnamese_says_so(client, made, hour_now):
    """A screen reader then reads it as Vietnamese: texts of the plan, messages of the reader."""
    failed = draft(now=hour_now, state="failed", error_message="Tệp hỏng", error_place="trang 3", error_cure="Lưu lại.")
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    page = _text(client.get(f"/ban-nhap/{made.id}/"))
    trouble = _text(client.get(f"/ban-nhap/{failed.id}/"))
    refused = _text(client.post("/nhap/", {}, follow=True))

    assert f'<h1 lang="vi">{READING["document"]["title"]}</h1>' in page
    assert f'<span lang="vi">{READING["warnings"][0]["message"]}</span>' in page
    assert f'<span lang="vi">{READING["tasks"][2]["content"]}</span>' in page
    assert "Correct Content, No. II.1: " in page
    assert '<p lang="vi">Tệp hỏng.</p>' in trouble
    assert '<span lang="vi">Lưu lại.</span>' in trouble
    assert "No file was chosen" in refused


def test_a_refused_text_on_an_english_page_is_answered_in_marked_vietnamese(client, made):
    """The reader's own words."""
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    answer = client.post(f"/ban-nhap/{made.id}/sua/?o=document.date", {"value": "31/02/2025", "was": "20/01/2025"})

    assert '<p class="problem" role="alert" lang="vi">' in _text(answer)
