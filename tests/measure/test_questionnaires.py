"""The verbs of questionnaires, and what carries on from version to version."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from tests import cast

from hailong.agency.faults import Refused
from hailong.agency.models import Line
from hailong.agency.people.rights import Forbidden
from hailong.cli.migrate import migrate
from hailong.measure import rules
from hailong.measure.models import Crosswalk, Questionnaire, Version
from hailong.measure.questionnaires import builtin, crosswalk, verbs
from hailong.measure.questionnaires.form import Form, Item, Section

pytestmark = pytest.mark.django_db

LATER = cast.NOW + timedelta(hours=1)


def form(*codes: str, title: str = "Phiếu của phường") -> Form:
    items = tuple(Item(code, f"Điều {code}", criterion="TC") for code in codes or ("q01", "q02"))
    return Form(title, "", "", (Section("TC", "Tiếp cận", items),))


def made(**more: Any) -> Version:
    said: dict[str, Any] = {"code": "KS-SX", "form": form(), "unit": cast.unit(), "by": cast.viewer(), "now": cast.NOW}
    return verbs.create(**(said | more))


def frozen(**more: Any) -> Version:
    return verbs.freeze(version=made(**more), by=cast.viewer(), now=LATER)


def anew(version: Version, form: Form | None = None) -> Version:
    if version.state == rules.DRAFT:
        verbs.freeze(version=version, by=cast.viewer(), now=LATER)
    return verbs.new_version(questionnaire=version.questionnaire, form=form, by=cast.viewer(), now=LATER)


def lines(verb: str) -> list[Line]:
    return list(Line.objects.filter(verb=verb))


def test_a_questionnaire_begins_with_a_draft_on_record() -> None:
    version = made(code=" ks-sx ")
    version.refresh_from_db()
    assert (str(version), version.state, version.frozen) == ("KS-SX v1", rules.DRAFT, None)
    assert Form.from_json(version.content) == form()
    assert str(version.changed_by_id) == cast.viewer().person_id
    assert [(line.label, line.after["digest"]) for line in lines("questionnaire.create")] == [
        ("KS-SX v1", version.digest)
    ]


def test_texts_are_tidied_as_they_come_in() -> None:
    version = made(form=form(title="  Phiếu\n của  phường "))
    assert (version.content["title"], version.questionnaire.title) == ("Phiếu của phường", "Phiếu của phường")


@pytest.mark.parametrize(
    ("more", "field", "told"),
    [
        ({"code": ""}, "code", "còn trống"),
        ({"code": "PHIẾU"}, "code", "“PHIẾU” không dùng được"),
        ({"code": "KS-DV"}, "code", "“KS-DV” đã có"),
        ({"instrument": "papi"}, "instrument", "Không có loại phiếu “papi”"),
        ({"form": form("q01", "Q01")}, "form", "câu Q01 (thứ 2 của phần 1), “Q01”: mã đã có hoặc dành riêng."),
        ({"form": form("1", "2")}, "form", "(và 1 lỗi nữa)"),
    ],
)
def test_what_cannot_be_a_questionnaire_is_refused(more: dict[str, Any], field: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        made(**more)
    assert refused.value.field == field
    assert told in refused.value.message
    assert refused.value.cure
    assert not Questionnaire.objects.exists()


def test_a_code_is_given_once() -> None:
    made()
    with pytest.raises(Refused, match="đã có"):
        made()
    assert Version.objects.count() == 1


def test_only_who_manages_surveys_there_may_make_or_change_one() -> None:
    version = made()
    other = cast.viewer("thuy")
    with pytest.raises(Forbidden):
        made(code="KS-2", by=other)
    with pytest.raises(Forbidden):
        verbs.change(version=version, form=form("q09"), by=other, now=LATER)
    with pytest.raises(Forbidden):
        verbs.freeze(version=version, by=other, now=LATER)
    with pytest.raises(Forbidden):
        verbs.new_version(questionnaire=version.questionnaire, by=other, now=LATER)
    assert len(lines("questionnaire.create")) == Version.objects.count() == 1


def test_a_draft_changes_and_the_journal_tells_by_digest() -> None:
    version = made()
    changed = verbs.change(version=version, form=form("q01", "q03"), by=cast.viewer(), now=LATER)
    changed.refresh_from_db()
    assert (changed.pk, changed.changed) == (version.pk, LATER)
    assert Form.from_json(changed.content) == form("q01", "q03")
    [line] = lines("questionnaire.change")
    assert (line.before, line.after) == ({"digest": version.digest}, {"digest": verbs.digest(form("q01", "q03"))})


def test_changing_a_draft_into_itself_leaves_no_trace() -> None:
    version = made()
    assert verbs.change(version=version, form=form(), by=cast.viewer(), now=LATER).changed == cast.NOW
    assert lines("questionnaire.change") == []


def test_a_frozen_version_never_changes() -> None:
    version = frozen()
    assert (version.state, version.frozen) == (rules.FROZEN, LATER)
    with pytest.raises(Refused, match="KS-SX v1 đã chốt"):
        verbs.change(version=version, form=form("q09"), by=cast.viewer(), now=LATER)
    with pytest.raises(Refused, match="KS-SX v1 đã chốt"):
        verbs.freeze(version=version, by=cast.viewer(), now=LATER)
    assert Version.objects.get().digest == verbs.digest(form())


def test_a_questionnaire_takes_the_title_of_what_was_frozen() -> None:
    version = made()
    verbs.change(version=version, form=form(title="Phiếu mới"), by=cast.viewer(), now=LATER)
    verbs.freeze(version=version, by=cast.viewer(), now=LATER)
    assert Questionnaire.objects.get().title == "Phiếu mới"


def test_a_new_version_starts_from_the_newest_and_waits_for_it_to_be_frozen() -> None:
    second = anew(made())
    assert (second.number, second.state, Form.from_json(second.content)) == (2, rules.DRAFT, form())
    with pytest.raises(Refused, match="đang có bản nháp"):
        verbs.new_version(questionnaire=second.questionnaire, by=cast.viewer(), now=LATER)


def test_the_instruments_come_in_frozen_and_once() -> None:
    first = verbs.ensure_builtin(cast.NOW)
    assert [(str(one), one.state, one.questionnaire.instrument) for one in first] == [
        ("KS-DV v1", "frozen", "unit"), ("KS-QG v1", "frozen", "national"), ("PDG v1", "frozen", "slip"),
    ]  # fmt: skip
    assert verbs.ensure_builtin(LATER) == first
    assert [Form.from_json(one.content) for one in first] == [one.form for one in builtin.load()]


def test_a_database_that_was_brought_up_to_date_has_the_instruments() -> None:
    assert CliRunner().invoke(migrate).exit_code == 0
    assert CliRunner().invoke(migrate).output == "Cơ sở dữ liệu đã mới nhất.\n"
    assert list(Questionnaire.objects.values_list("code", flat=True)) == ["KS-DV", "KS-QG", "PDG"]


def test_an_instrument_whose_wording_changed_comes_in_as_a_new_version() -> None:
    verbs.ensure_builtin(cast.NOW)
    old = builtin.form(builtin.SLIP)
    earlier = replace(old, sections=(replace(old.sections[0], items=old.items[:3]),)).to_json()
    Version.objects.filter(questionnaire__code="PDG").update(content=earlier, digest="0" * 64)
    newest = verbs.ensure_builtin(LATER)[2]
    assert (newest.number, newest.frozen, Form.from_json(newest.content)) == (2, LATER, old)
    assert crosswalk.between(newest.questionnaire.versions.get(number=1), newest).begun == ("d04", "d05")


def test_an_instrument_of_the_program_is_changed_by_nobody() -> None:
    slip = verbs.ensure_builtin(cast.NOW)[2]
    with pytest.raises(Refused, match="Phiếu có sẵn"):
        verbs.change(version=slip, form=form(), by=cast.viewer(), now=LATER)
    with pytest.raises(Refused, match="Phiếu có sẵn"):
        verbs.new_version(questionnaire=slip.questionnaire, by=cast.viewer(), now=LATER)
    with pytest.raises(Refused, match="Phiếu có sẵn"):
        crosswalk.link(old=made(), new=slip, pairs={}, note="x", by=cast.viewer(), now=LATER)


def test_items_carry_on_by_their_code_while_they_ask_the_same() -> None:
    first = made(form=form("q01", "q02", "q03"))
    other = form("q01", "q03", "q04")
    moved = replace(other.sections[0], items=(other.items[0], replace(other.items[1], criterion="HC"), other.items[2]))
    carried = crosswalk.between(first, anew(first, replace(other, sections=(moved,))))
    assert carried == crosswalk.Carried({"q01": "q01"}, ("q02", "q03"), ("q03", "q04"))


def test_the_suggestion_follows_the_draft() -> None:
    first = made()
    second = anew(first)
    verbs.change(version=second, form=form("q02", "q05"), by=cast.viewer(), now=LATER)
    second.refresh_from_db()
    assert crosswalk.between(first, second).pairs == {"q02": "q02"}


def test_pairs_set_by_hand_stay_and_lose_only_what_the_draft_lost() -> None:
    first = made()
    second = anew(first, form("n1", "n2"))
    crosswalk.link(old=first, new=second, pairs={"q01": "n1", "q02": "n2"}, note="Đánh số lại", by=cast.viewer(),
                   now=LATER)  # fmt: skip
    assert crosswalk.between(first, second).pairs == {"q01": "n1", "q02": "n2"}
    changed = verbs.change(version=second, form=form("n1", "q02"), by=cast.viewer(), now=LATER)
    assert crosswalk.between(first, changed) == crosswalk.Carried({"q01": "n1"}, ("q02",), ("q02",), "Đánh số lại")
    assert [line.reason for line in lines("questionnaire.link")] == ["Đánh số lại"]


@pytest.mark.parametrize(
    ("pairs", "note", "told"),
    [
        ({"q09": "q01"}, "x", "“q09” không phải câu của KS-SX v1"),
        ({"q01": "q09"}, "x", "“q09” không phải câu của KS-SX v2"),
        ({"q01": "q01", "q02": "q01"}, "x", "Câu q01 nối tiếp hai câu cũ"),
        ({"q01": "q01"}, " ", "Lý do nối câu còn trống"),
        ({"q01": "h1"}, "x", "khác loại hoặc khác tiêu chí"),
    ],
)
def test_pairs_that_do_not_fit_are_refused(pairs: dict[str, str], note: str, told: str) -> None:
    first = made()
    other = form("q01", "q02", "h1")
    items = (*other.items[:2], replace(other.items[2], criterion="HC"))
    second = anew(first, replace(other, sections=(replace(other.sections[0], items=items),)))
    with pytest.raises(Refused, match=told):
        crosswalk.link(old=first, new=second, pairs=pairs, note=note, by=cast.viewer(), now=LATER)
    assert Crosswalk.objects.get().note == ""


def test_a_version_is_not_linked_to_itself_and_carries_itself_on() -> None:
    first = made()
    with pytest.raises(Refused, match="không nối với chính nó"):
        crosswalk.link(old=first, new=first, pairs={}, note="x", by=cast.viewer(), now=LATER)
    assert crosswalk.between(first, first) == crosswalk.Carried({"q01": "q01", "q02": "q02"}, (), ())


def test_items_are_followed_through_the_versions_between() -> None:
    first = made(form=form("q01", "q02"))
    second = anew(first, form("n1", "q02"))
    crosswalk.link(old=first, new=second, pairs={"q01": "n1", "q02": "q02"}, note="Đổi mã", by=cast.viewer(), now=LATER)
    third = anew(second, form("n1", "q03"))
    assert crosswalk.between(first, third) == crosswalk.Carried({"q01": "n1"}, ("q02",), ("q03",), "Đổi mã")
    assert crosswalk.between(third, first).pairs == {}


def test_a_gap_between_versions_breaks_the_line() -> None:
    first = made()
    third = anew(anew(first))
    Crosswalk.objects.filter(new=third).delete()
    assert crosswalk.between(first, third).pairs == {}


def test_versions_of_different_questionnaires_carry_on_only_where_linked() -> None:
    first, other = made(), made(code="KS-2")
    assert crosswalk.between(first, other).pairs == {}
    crosswalk.link(old=first, new=other, pairs={"q02": "q01"}, note="Gộp phiếu", by=cast.viewer(), now=LATER)
    assert crosswalk.between(first, other).ended == ("q01",)
