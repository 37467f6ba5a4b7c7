"""The journal's lines: written with the act, read by whom it concerns, changed by nobody."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from tests.agency.cast import NOW, line, person, unit, viewer

from hailong.agency import journal, queries_journal
from hailong.agency.models import Line, Seal, Unit
from hailong.agency.people import rights

pytestmark = pytest.mark.django_db

REFUSED = "Nhật ký chỉ được ghi thêm, không được sửa hay xóa"


@pytest.fixture
def ward():
    return unit("90001", name="Phường Sông Xanh", kind="commune")


@pytest.fixture
def written(ward):
    """A line and the seal over it."""
    kept = line(ward)
    Seal.objects.create(number=1, first=1, last=kept.pk, count=1, previous="0" * 64, hash="a" * 64)
    return kept


WRONGS = {
    "the lines changed by the ORM": lambda: Line.objects.update(verb="khac"),
    "a line saved again": lambda: Line.objects.get().save(),
    "the lines deleted by the ORM": lambda: Line.objects.all().delete(),
    "the seals changed": lambda: Seal.objects.update(count=7),
    "the seals deleted": lambda: Seal.objects.all().delete(),
    "a line changed by SQL": lambda: connection.cursor().execute("UPDATE agency_line SET verb = 'khac'"),
    "a line deleted by SQL": lambda: connection.cursor().execute("DELETE FROM agency_line"),
    "a seal deleted by SQL": lambda: connection.cursor().execute("DELETE FROM agency_seal WHERE number = 1"),
}


@pytest.mark.parametrize("wrong", WRONGS)
def test_the_database_refuses_to_change_or_delete_a_line_or_a_seal(written, wrong):
    """Whoever asks, in whatever way; the message is Vietnamese."""
    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic():
        WRONGS[wrong]()

    assert (Line.objects.get().verb, Seal.objects.get().count) == ("unit.rename", 1)


@pytest.mark.parametrize("table", ["agency_line", "agency_seal"])
def test_the_database_refuses_to_replace_or_to_empty(written, table):
    """REPLACE on SQLite deletes without a DELETE; TRUNCATE on PostgreSQL likewise."""
    replace = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    statement = replace if connection.vendor == "sqlite" else f"TRUNCATE {table}"

    with pytest.raises(IntegrityError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert (Line.objects.count(), Seal.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_the_triggers_stand_again_after_the_tests_own_flush(written):
    """What tests/flushing.py takes away it puts back."""
    call_command("flush", interactive=False, verbosity=0)
    assert not Line.objects.exists()

    line(unit("90002"))
    with pytest.raises(IntegrityError, match=REFUSED):
        Line.objects.update(verb="khac")


@pytest.mark.django_db(transaction=True)
def test_the_migration_of_the_triggers_goes_back_and_forth(written):
    """Without them a line may be changed; with them again it may not."""
    call_command("migrate", "agency", "0001", verbosity=0)
    try:
        assert Line.objects.update(verb="khac") == 1
    finally:
        call_command("migrate", "agency", verbosity=0)
    with pytest.raises(IntegrityError, match=REFUSED):
        Line.objects.update(verb="khac")


def test_a_line_names_who_what_where_and_the_installations_moment(ward):
    """`written` is the database's clock, whatever the moment."""
    actor = journal.Actor("7", "Trần Thị Lan", "officer", "click-1")

    kept = line(ward, by=actor, label="Phường", before={"name": "Cũ"}, after={"name": "Mới", "day": NOW.date()})

    read = Line.objects.get(pk=kept.pk)
    assert (read.province, read.path, read.at) == ("90001", "/90001/", NOW)
    assert (read.actor, read.actor_name, read.role, read.request) == ("7", "Trần Thị Lan", "officer", "click-1")
    assert (read.before, read.after) == ({"name": "Cũ"}, {"name": "Mới", "day": "2025-10-03"})
    assert abs(read.written - NOW) > timedelta(days=1)
    assert journal.mac_of(read) == read.mac


def test_a_line_is_gone_when_its_act_is_rolled_back(ward):
    """They are one transaction."""
    with transaction.atomic():
        Unit.objects.filter(pk=ward.pk).update(name="Tên mới")
        line(ward)
        transaction.set_rollback(True)

    assert not Line.objects.exists()


@pytest.fixture
def town():
    """A province with two wards, an office under the first, another province; a line each."""
    province, other = unit("90"), unit("91")
    first, second = unit("90001", province), unit("90002", province)
    units = [province, first, second, unit("90001-VP", first), other]
    for number, where in enumerate(units):
        line(where, at=NOW - timedelta(days=number), label=f"Dòng {where.code}")
    return {where.code: where for where in units}


def _labels(lines):
    return [one.label.removeprefix("Dòng ") for one in lines]


@pytest.mark.parametrize(
    ("role", "where", "seen"),
    [
        ("auditor", "90", ["90001-VP", "90002", "90001", "90"]),
        ("administrator", "90001", ["90001-VP", "90001"]),
        ("leader", "90001-VP", ["90001-VP"]),
        ("leader", "91", ["91"]),
        ("officer", "90001", []),
        ("unit_head", "90", []),
        ("coordinating_office", "90", []),
    ],
)
def test_auditors_leaders_and_administrators_see_the_lines_of_their_branch(town, role, where, seen):
    """Newest first; the others see none."""
    assert _labels(queries_journal.lines_seen(viewer(person(), **{role: town[where]}))) == seen


def test_a_passer_by_sees_nothing_and_the_installation_everything(town):
    """The terminal is the installation's own."""
    assert not queries_journal.lines_seen(rights.PASSER_BY).exists()
    assert queries_journal.lines_seen(rights.OPERATOR).count() == 5


def test_lines_are_found_by_verb_thing_person_day_and_words(town):
    """Days are first and last, in Vietnam; words in capitals or not, with their marks."""
    ward = town["90002"]
    clerk = journal.Actor("7", "Đặng Thị Lan", "officer")
    late = NOW.replace(hour=23, minute=59)
    line(ward, by=clerk, at=late, verb="task.report", kind="task", thing="x", label="Đường hoa", reason="Bổ sung")
    auditor = viewer(person(), auditor=town["90"])

    def found(**by):
        return [one.verb for one in queries_journal.lines_seen(auditor, **by)]

    only = ["task.report"]
    assert found(verb="task.report") == found(kind="task") == found(kind="task", thing="x") == only
    assert found(actor="7") == found(actor="đặng thị") == found(search="đường") == found(search="BỔ SUNG") == only
    assert found(since=NOW.date()) == ["task.report", "unit.rename"]
    assert len(found(until=NOW.date())) == 5
    assert len(found(until=NOW.date() - timedelta(days=1))) == 3
    assert found(search="không có") == []


def test_the_history_of_a_thing_is_told_oldest_first(town):
    """With or without its place."""
    ward = town["90001"]
    line(ward, verb="unit.end", label="sau")

    for told in (queries_journal.history("unit", ward.pk), queries_journal.history("unit", ward.pk, path=ward.path)):
        assert [one.verb for one in told] == ["unit.rename", "unit.end"]
