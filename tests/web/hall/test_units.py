"""Units: the tree, one unit with its history, and the acts of an administrator."""

import pytest
from tests.cast import unit
from tests.web.entering import client_of
from tests.web.hall.scene import text

from hailong.agency.models import Line, Unit
from hailong.lexicon.text import fold, sort_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(cast):
    return client_of("quantri")


def _rooms(count):
    """So many more rooms of the ward."""
    ward = unit()
    Unit.objects.bulk_create(
        Unit(
            code=f"X0101-P{number:03}",
            name=f"Tổ số {number:03}",
            kind="office",
            parent=ward,
            path=f"{ward.path}X0101-P{number:03}/",
            sort_key=sort_key(f"Tổ số {number:03}"),
            search=fold(f"Tổ số {number:03} X0101-P{number:03}"),
        )
        for number in range(count)
    )


def test_the_tree_holds_what_is_within_reach_and_nothing_else(admin):
    """The administrator of the ward: the ward and its rooms, not the department beside it."""
    page = text(admin.get("/don-vi/"))

    assert "Phòng Kinh tế" in page
    assert 'class="depth-1"' in page
    assert "Sở Nội vụ" not in page
    assert "Gò Dâu" not in page


def test_a_search_needs_no_marks_and_says_where_each_is(admin):
    """By name or code."""
    page = text(admin.get("/don-vi/?tim=phong+kinh"))

    assert "Phòng Kinh tế" in page
    assert "Văn hóa" not in page
    assert "UBND phường Sông Xanh" in page


def test_a_kind_can_be_chosen_and_nonsense_counts_as_not_chosen(admin):
    """One-stop counters only."""
    assert "Phòng Kinh tế" not in text(admin.get("/don-vi/?loai=one_stop"))
    assert "Phòng Kinh tế" in text(admin.get("/don-vi/?loai=lung-tung"))


def test_a_search_that_finds_nothing_says_what_to_try(admin):
    """No empty page."""
    assert "Thử ít chữ hơn" in text(admin.get("/don-vi/?tim=khong-co-dau"))


def test_a_long_list_comes_fifty_at_a_time_and_keeps_the_search(admin):
    """The last page is reached by its number; one beyond it shows the last."""
    _rooms(120)

    first, last = (text(admin.get(f"/don-vi/?tim=to+so&trang={number}")) for number in ("1", "99"))

    assert first.count("<li class=") == 50
    assert last.count("<li class=") == 20
    assert "?tim=to+so&amp;trang=3" in first


def test_a_unit_tells_its_names_place_and_what_it_was_made_of(admin):
    """Four former communes by name, without links to where the viewer may not go."""
    page = text(admin.get("/don-vi/X0101/"))

    assert "01/07/2025 từ 4 đơn vị" in page
    assert "UBND phường Gò Dâu (cũ)" in page
    assert "/don-vi/X0101-GD/" not in page
    assert "Trịnh Văn Minh" in page
    assert "/lich/X0101/" in page
    assert "VP HĐND và UBND" in text(admin.get("/don-vi/X0101-VP/"))


def test_a_former_unit_tells_who_took_over_to_who_may_see_both(cast):
    """The auditor of the province."""
    page = text(client_of("hoa").get("/don-vi/X0101-GD/"))

    assert "Đã kết thúc" in page
    assert "từ 01/07/2025" in page
    assert "/don-vi/X0101/" in page


@pytest.mark.parametrize("code", ["X01-SNV", "X0101-GD", "khong-co"])
def test_a_unit_out_of_reach_is_not_found(admin, code):
    """As one that is not there."""
    assert admin.get(f"/don-vi/{code}/").status_code == 404
    assert admin.get(f"/don-vi/{code}/doi-ten/").status_code == 404


def test_who_may_look_only_finds_no_act_and_is_refused_one(cast):
    """The chairman."""
    chairman = client_of("minh")

    assert "Sửa đơn vị này" not in text(chairman.get("/don-vi/X0101/"))
    for act in ("doi-ten", "chuyen", "ket-thuc", "ke-tuc", "ten-khac", "dia-chi"):
        assert chairman.post(f"/don-vi/X0101/{act}/", {"name": "X"}).status_code == 403
    assert chairman.get("/don-vi-moi/").status_code == 403


def test_a_unit_is_added_under_the_one_it_was_asked_from(admin):
    """The parent by its code, suggested; then it is in the tree."""
    form = text(admin.get("/don-vi-moi/?thuoc=X0101"))
    assert 'value="X0101"' in form
    assert "<datalist" in form

    answer = admin.post("/don-vi-moi/?thuoc=X0101", {
        "code": "X0101-TC", "name": "Phòng Tài chính", "kind": "office", "parent": "x0101", "valid_from": "01/10/2025",
    })  # fmt: skip

    assert answer["Location"] == "/don-vi/X0101/"
    made = Unit.objects.get(code="X0101-TC")
    assert (made.path, f"{made.valid_from}") == ("/X01/X0101/X0101-TC/", "2025-10-01")
    assert Line.objects.get(verb="unit.create", thing=made.pk).actor_name == "Tô Gia Khánh"


def test_on_an_english_page_a_refusal_is_marked_as_vietnamese(admin):
    """What a verb refuses is Vietnamese in every language; what the form itself misses is English."""
    admin.cookies["django_language"] = "en"
    typed = {"code": "X0101-KT", "name": "Phòng Tài chính", "kind": "office", "parent": "X0101"}

    refused = admin.post("/don-vi-moi/", typed).content.decode()
    missing = admin.post("/don-vi-moi/", typed | {"name": ""}).content.decode()

    assert 'id="id_code_error"><p lang="vi">' in refused
    assert 'id="id_name_error"><p>This field is required.</p>' in missing


def test_a_parent_may_be_named_but_one_of_two_must_be_told_apart(admin):
    """At its field, with what was typed kept."""
    typed = {"code": "X0101-TC", "name": "Phòng Tài chính", "kind": "office"}

    doubtful = admin.post("/don-vi-moi/", typed | {"parent": "phòng"})
    clear = admin.post("/don-vi-moi/", typed | {"parent": "kinh tế"})

    assert doubtful.status_code == 422
    assert "Không tìm thấy đúng một đơn vị “phòng”" in text(doubtful)
    assert 'value="Phòng Tài chính"' in text(doubtful)
    assert clear.status_code == 302
    assert Unit.objects.get(code="X0101-TC").parent == unit("X0101-KT")


def test_what_a_verb_refuses_stands_at_its_field(admin):
    """A code that is taken; a day typed the wrong way round."""
    typed = {"code": "X0101-KT", "name": "Phòng khác", "kind": "office", "parent": "X0101"}

    taken = text(admin.post("/don-vi-moi/", typed))
    day = text(admin.post("/don-vi-moi/", typed | {"code": "X0101-K2", "valid_from": "13/25/2025"}))

    assert 'id="id_code_error"' in taken
    assert 'id="id_valid_from_error"' in day


def test_a_name_changes_and_the_old_one_still_finds_the_unit(admin):
    """Kept as another name."""
    admin.post("/don-vi/X0101-KT/doi-ten/", {"name": "Phòng Kinh tế và Hạ tầng", "short": "KTHT"})

    assert "Phòng Kinh tế và Hạ tầng" in text(admin.get("/don-vi/X0101-KT/"))
    assert unit("X0101-KT").aliases.filter(text="Phòng Kinh tế").exists()


def test_a_unit_moves_with_its_history(admin):
    """From the ward into one of its rooms."""
    moved = {"parent": "X0101-VP", "day": "01/10/2025", "resolution": "QĐ 7"}
    admin.post("/don-vi/X0101-TT/chuyen/", moved)

    page = text(admin.get("/don-vi/X0101-TT/"))

    assert unit("X0101-TT").path == "/X01/X0101/X0101-VP/X0101-TT/"
    assert "UBND phường Sông Xanh → Văn phòng HĐND và UBND phường" in page


def test_a_unit_is_succeeded_by_part_and_ends_the_day_before(admin):
    """Sixty per cent of a room."""
    said = {"new": "X0101-VP", "day": "15/10/2025", "share": "60", "resolution": "QĐ 8"}

    assert admin.post("/don-vi/X0101-KT/ke-tuc/", said).status_code == 302

    old = unit("X0101-KT")
    assert f"{old.valid_to}" == "2025-10-14"
    assert float(old.successions.get().share) == 0.6


def test_a_unit_ends_on_its_last_day(admin):
    """It stays to be opened."""
    admin.post("/don-vi/X0101-KT/ket-thuc/", {"last_day": "30/09/2025", "resolution": "QĐ 9"})

    page = text(admin.get("/don-vi/X0101-KT/"))
    assert "Đã kết thúc" in page
    assert "30/09/2025" in page
    assert "X0101-KT" not in text(admin.get("/don-vi/"))


def test_other_names_and_an_address_are_added(admin):
    """Both shown on its page."""
    admin.post("/don-vi/X0101-KT/ten-khac/", {"text": "Phòng KT&HT"})
    admin.post("/don-vi/X0101-KT/dia-chi/", {"address": "12 Bờ Sông", "phone": "0258 3812 345", "email": ""})

    page = text(admin.get("/don-vi/X0101-KT/"))
    assert "Phòng KT&amp;HT" in page
    assert "12 Bờ Sông" in page
