"""Accounts, where people work, the roles they hold: what the verbs do, refuse and write down."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from tests.cast import NOW, cast, unit, viewer

from hailong.agency.faults import Refused
from hailong.agency.models import Line, Membership, Person
from hailong.agency.people import accounts, policy, queries, roles
from hailong.agency.people.rights import OPERATOR, PASSER_BY, Forbidden

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)


def _new(username="van", name="Trần Thị Bích Vân", code="X0101-KT", by=None, **more):
    return accounts.create(username=username, name=name, unit=unit(code), by=by or viewer("quantri"), now=NOW, **more)


def _last_line():
    return Line.objects.order_by("-id").first()


def test_a_new_person_works_in_the_unit_and_must_change_the_first_password():
    """The password is returned once and kept only as a hash."""
    made, password = _new(title="Công chức", email="van@songxanh.example")

    kept = Person.objects.get(username="van")
    assert (kept.name, kept.must_change_password, kept.email) == ("Trần Thị Bích Vân", True, "van@songxanh.example")
    assert kept.check_password(password)
    assert kept.password.startswith("argon2")
    assert [(one.unit.code, one.title, one.since) for one in queries.memberships(made, TODAY)] == [
        ("X0101-KT", "Công chức", TODAY)
    ]


def test_a_new_person_leaves_a_line_without_the_password():
    """Who made whom, as what role, in which unit."""
    made, password = _new()

    line = _last_line()
    assert (line.verb, line.kind, line.thing, line.role) == ("person.create", "person", str(made.pk), "administrator")
    assert (line.actor_name, line.path) == ("Tô Gia Khánh", "/X01/X0101/X0101-KT/")
    assert password not in f"{line.before}{line.after}{line.reason}{line.label}"


@pytest.mark.parametrize(
    ("username", "name", "email", "field"),
    [
        ("Vân Trần", "Trần Thị Vân", "", "username"),
        ("v", "Trần Thị Vân", "", "username"),
        ("lan", "Trần Thị Vân", "", "username"),
        ("LAN", "Trần Thị Vân", "", "username"),
        ("van", "  ", "", "name"),
        ("van", "Trần Thị Vân", "khong-phai-thu", "email"),
    ],
)
def test_what_cannot_be_an_account_is_refused_at_its_field(username, name, email, field):
    """With the cure, and nothing is kept."""
    with pytest.raises(Refused) as refused:
        _new(username=username, name=name, email=email)

    assert (refused.value.field, bool(refused.value.cure)) == (field, True)
    assert not Person.objects.filter(username="van").exists()


@pytest.mark.parametrize("login", ["quang", "minh", "ha", "hoa", "lan"])
def test_only_an_administrator_of_the_unit_makes_accounts(login):
    """Not the leader, not the auditor."""
    with pytest.raises(Forbidden):
        _new(by=viewer(login))


def test_an_administrator_makes_no_account_outside_his_part_of_the_tree():
    """The department stands beside the ward."""
    with pytest.raises(Forbidden):
        _new(code="X01-SNV")
    with pytest.raises(Forbidden):
        _new(by=PASSER_BY)


def test_first_passwords_are_readable_four_groups_and_never_the_same():
    """No vowel, no d, no w: a Vietnamese keyboard leaves them as typed."""
    made = {policy.first_password() for _ in range(200)}

    assert len(made) == 200
    for password in made:
        assert [len(group) for group in password.split("-")] == [4, 4, 4, 4]
        assert not set(password) & set("aeiouydw019lo")


@pytest.mark.parametrize(
    "wrong", ["ngan-9ky", "quantri2025", "To Gia Khanh", "1234567890123", "password123"],
    ids=["too short", "the login", "the name", "figures only", "common"],
)  # fmt: skip
def test_a_weak_password_is_refused(wrong):
    """Django's rules with the policy's numbers."""
    person = Person(username="quantri2025", name="To Gia Khanh")

    with pytest.raises(ValidationError):
        validate_password(wrong, person)
    validate_password("ba con meo di cau", person)


def test_a_new_password_ends_the_old_one_and_asks_for_a_change():
    """Set by an administrator; the person's own choice ends that."""
    made, first = _new()
    second = accounts.reset_password(person=made, by=viewer("quantri"), now=NOW)

    kept = Person.objects.get(pk=made.pk)
    assert (kept.check_password(first), kept.check_password(second)) == (False, True)
    accounts.choose_password(person=kept, password="ba con meo di cau", now=NOW)
    kept = Person.objects.get(pk=made.pk)
    assert (kept.check_password("ba con meo di cau"), kept.must_change_password) == (True, False)
    assert (_last_line().verb, _last_line().actor) == ("person.own_password", str(made.pk))


def test_an_account_with_wider_rights_is_not_taken_over_from_below():
    """Whoever works in the ward but holds a role over the province is managed by the province."""
    made, _ = _new()
    roles.assign(person=made, role="superior_agency", unit=unit("X01"), since=TODAY, by=OPERATOR, now=NOW)

    for verb in (accounts.reset_password, accounts.deactivate, accounts.forget_second_factor):
        with pytest.raises(Forbidden):
            verb(person=made, by=viewer("quantri"), now=NOW)
    assert accounts.reset_password(person=made, by=OPERATOR, now=NOW)


def test_nobody_draws_a_person_of_another_unit_into_his_own():
    """Else the account could be managed from there; once the old unit let go, it may."""
    hoa = cast()["hoa"]
    joined = {"person": hoa, "unit": unit("X0101-VP"), "since": TODAY, "now": NOW}

    with pytest.raises(Forbidden):
        roles.join(**joined, by=viewer("quantri"))
    roles.leave(membership=hoa.memberships.get(), until=TODAY - DAY, by=OPERATOR, now=NOW)
    assert roles.join(**joined, by=viewer("quantri")).unit.code == "X0101-VP"


def test_an_account_is_locked_and_opened_again_but_not_ones_own():
    """Locked, it holds no rights, whatever its roles."""
    lan = cast()["lan"]
    accounts.deactivate(person=lan, by=viewer("quantri"), now=NOW)

    assert viewer("lan").grants == ()
    assert _last_line().verb == "person.deactivate"
    accounts.activate(person=lan, by=viewer("quantri"), now=NOW)
    assert viewer("lan").grants != ()
    with pytest.raises(Refused, match="của mình"):
        accounts.deactivate(person=cast()["quantri"], by=viewer("quantri"), now=NOW)


def test_locking_twice_writes_one_line():
    """The second time there is nothing to do."""
    for _ in range(2):
        accounts.deactivate(person=cast()["lan"], by=viewer("quantri"), now=NOW)

    assert Line.objects.filter(verb="person.deactivate").count() == 1


def test_a_lost_telephone_is_forgotten():
    """Then the password alone signs in."""
    lan = cast()["lan"]
    Authenticator.objects.create(user=lan, type=Authenticator.Type.TOTP, data={"secret": "X"})

    assert accounts.forget_second_factor(person=lan, by=viewer("quantri"), now=NOW)
    assert not accounts.forget_second_factor(person=lan, by=viewer("quantri"), now=NOW)
    assert not Authenticator.objects.exists()


def test_contacts_are_changed_by_the_person_or_an_administrator():
    """Only what changed is written down."""
    lan = cast()["lan"]
    accounts.change_contact(person=lan, email="lan@songxanh.example", by_email=True, by=viewer("lan"), now=NOW)

    line = _last_line()
    assert (line.actor_name, line.before) == ("Phạm Thị Ngọc Lan", {"email": "", "by_email": False})
    accounts.change_contact(
        person=lan, email="lan@songxanh.example", phone="0258 3812 345", by_email=True, by=viewer("quantri"), now=NOW
    )
    assert _last_line().after == {"phone": "0258 3812 345"}
    with pytest.raises(Forbidden):
        accounts.change_contact(person=lan, email="", by=viewer("quang"), now=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "lan@"}, "email"),
        ({"email": "", "phone": "gọi lan"}, "phone"),
        ({"email": "", "by_email": True}, "email"),
    ],
    ids=["no address", "no number", "nowhere to send"],
)
def test_a_contact_that_reaches_nobody_is_refused(wrong, field):
    """At its field."""
    with pytest.raises(Refused) as refused:
        accounts.change_contact(person=cast()["lan"], by=viewer("lan"), now=NOW, **wrong)

    assert refused.value.field == field


def test_a_feed_key_is_ones_own_and_its_successor_kills_it():
    """Nobody else makes one."""
    lan = cast()["lan"]
    keys = {accounts.new_feed_key(person=lan, by=viewer("lan"), now=NOW) for _ in range(2)}

    assert len(keys) == 2
    assert Person.objects.get(pk=lan.pk).feed_key in keys
    with pytest.raises(Forbidden):
        accounts.new_feed_key(person=lan, by=viewer("quantri"), now=NOW)


def _assign(**more):
    start = {"person": cast()["thuy"], "role": "unit_head", "unit": unit("X0101-VHXH"), "since": TODAY}
    return roles.assign(**(start | {"by": viewer("quantri"), "now": NOW} | more))


def test_a_role_is_held_from_its_first_to_its_last_day():
    """Both included."""
    _assign(since=TODAY + DAY, until=TODAY + 3 * DAY, reason="QĐ 7/QĐ-UBND")

    held = [viewer("thuy", now=NOW + n * DAY).may("task.explain", "/X01/X0101/X0101-VHXH/") for n in range(5)]
    assert held == [False, True, True, True, False]
    assert (_last_line().verb, _last_line().reason) == ("role.assign", "QĐ 7/QĐ-UBND")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": "king"}, "role"),
        ({"until": TODAY - DAY}, "until"),
        ({"unit": "X0101-BL"}, "unit"),
    ],
    ids=["no such role", "ends before it begins", "the unit has ended"],
)
def test_a_role_that_cannot_be_is_refused(wrong, field):
    """At its field."""
    cast()
    if "unit" in wrong:
        wrong = {"unit": unit(wrong["unit"]), "by": OPERATOR}

    with pytest.raises(Refused) as refused:
        _assign(**wrong)
    assert refused.value.field == field


def test_a_role_already_held_is_not_given_twice():
    """Nor where the two would share a day."""
    _assign(until=TODAY + 9 * DAY)

    with pytest.raises(Refused, match="đã giữ"):
        _assign(since=TODAY + 9 * DAY)
    assert _assign(since=TODAY + 10 * DAY)


def test_a_role_ended_with_yesterday_is_lost_at_once_and_ends_once():
    """What is over stays as it was."""
    held = cast()["son"].assignments.get()
    roles.end(assignment=held, until=TODAY - DAY, by=viewer("quantri"), now=NOW)

    assert viewer("son").grants == ()
    assert viewer("son", now=NOW - DAY).grants != ()
    assert _last_line().before == {"until": None}
    with pytest.raises(Refused, match="Ngày cuối quá sớm"):
        roles.end(assignment=held, until=TODAY - 9 * DAY, by=viewer("quantri"), now=NOW)
    with pytest.raises(Refused, match="Đã kết thúc"):
        roles.end(assignment=held, until=TODAY, by=viewer("quantri"), now=NOW + 9 * DAY)


def test_a_role_given_by_mistake_today_is_taken_back_today():
    """It never held, and may be given anew."""
    given = _assign()

    roles.end(assignment=given, until=TODAY - DAY, by=viewer("quantri"), now=NOW)

    assert given.withdrawn
    assert not viewer("thuy").may("task.explain", "/X01/X0101/X0101-VHXH/")
    assert _assign()


def test_somebody_who_left_a_unit_works_there_no_more():
    """The last day is still a day of work."""
    son = cast()["son"]
    roles.leave(membership=son.memberships.get(), until=TODAY, by=viewer("quantri"), now=NOW)

    assert len(queries.memberships(son, TODAY)) == 1
    assert queries.memberships(son, TODAY + DAY) == []
    with pytest.raises(Refused, match="đã thuộc"):
        roles.join(person=son, unit=unit("X0101-VHXH"), since=TODAY, by=viewer("quantri"), now=NOW)


def test_people_are_listed_by_their_given_name_and_found_without_marks():
    """As in every Vietnamese office."""
    found = queries.people_seen(viewer("quantri"), on=TODAY)

    assert [one.name.split()[-1] for one in found] == [
        "Đạt", "Hà", "Khánh", "Lan", "Minh", "Quang", "Sơn", "Thủy", "Yến",
    ]  # fmt: skip
    assert [one.username for one in queries.people_seen(viewer("quantri"), on=TODAY, search="bich thuy")] == ["thuy"]
    assert {one.role for one in found[5].now_holds} == {"coordinating_office", "unit_head"}


@pytest.mark.parametrize(
    ("login", "seen"),
    [("quantri", 9), ("minh", 9), ("quang", 9), ("son", 2), ("lan", 0), ("thuy", 0), ("dieu", 0)],
)
def test_each_sees_the_people_of_his_part_of_the_tree(login, seen):
    """By the table: not the officers, not the superior agency."""
    assert len(queries.people_seen(viewer(login), on=TODAY)) == seen


def test_who_inspects_the_province_sees_everybody_in_it():
    """Whatever the unit."""
    assert {one.username for one in queries.people_seen(viewer("hoa"), on=TODAY)} == set(cast())


def test_one_person_is_found_for_who_may_see_him():
    """None for who may not."""
    lan = cast()["lan"]

    assert queries.person_seen(viewer("minh"), lan.pk, on=TODAY) == lan
    assert queries.person_seen(viewer("son"), lan.pk, on=TODAY) is None


def test_holders_are_those_whose_role_reaches_the_unit_on_that_day():
    """A role over the unit alone does not reach below; one above does."""
    cast()
    room, ward = "/X01/X0101/X0101-VHXH/", "/X01/X0101/"

    assert {one.username for one in queries.holders("task.accept", room, TODAY)} == {"minh", "yen", "quang"}
    assert {one.username for one in queries.holders("task.report", room, TODAY)} == {"son", "thuy"}
    assert {one.username for one in queries.holders("task.report", ward, TODAY)} == {"quang"}
    assert queries.holders("task.accept", room, date(2024, 1, 1)) == []
    assert [one.username for one in queries.heads_of(unit("X0101-VHXH"), TODAY)] == ["son"]


def test_the_units_for_which_somebody_may_act_come_widest_first():
    """The office that gathers acts for the ward and for its own room."""
    assert [one.code for one in queries.units_where(viewer("quang"), "plan.import")] == ["X0101", "X0101-VP"]
    assert queries.units_where(viewer("lan"), "plan.import") == []


def test_home_is_the_unit_come_to_last():
    """Also after it was left."""
    lan = cast()["lan"]
    Membership.objects.create(person=lan, unit=unit("X0101-KT"), since=TODAY - 9 * DAY, until=TODAY - 5 * DAY)

    assert queries.home(lan).code == "X0101-KT"


def test_who_leaves_a_unit_leaves_its_roles_and_who_works_nowhere_keeps_none():
    """On the same last day, each with a line of its own."""
    son, quang = cast()["son"], cast()["quang"]
    _also = roles.join(person=quang, unit=unit("X0101-KT"), since=TODAY, by=viewer("quantri"), now=NOW)
    ward = roles.assign(person=quang, role="auditor", unit=unit(), since=TODAY, by=viewer("quantri"), now=NOW)
    own = [one.pk for one in quang.assignments.filter(unit=unit("X0101-VP"))]

    roles.leave(membership=son.memberships.get(), until=TODAY, by=viewer("quantri"), now=NOW)
    roles.leave(membership=quang.memberships.get(unit=unit("X0101-VP")), until=TODAY, by=viewer("quantri"), now=NOW)

    assert viewer("son", now=NOW).grants
    assert viewer("son", now=NOW + DAY).grants == ()
    held = set(quang.assignments.filter(until=None).values_list("pk", flat=True))
    assert ward.pk in held
    assert not held & set(own)
    assert Line.objects.filter(verb="role.end", thing=str(son.pk)).count() == 1


def test_a_title_or_a_reason_that_no_place_holds_is_refused():
    """Before the database would."""
    with pytest.raises(Refused):
        _new(title="Công chức " * 40)
    with pytest.raises(Refused):
        roles.assign(
            person=cast()["son"], role="auditor", unit=unit(), since=TODAY, reason="x" * 201, by=OPERATOR, now=NOW
        )


def test_what_no_database_keeps_is_left_out_of_names():
    """NUL and half a character, as a broken file or terminal may send them."""
    made, _password = _new(name="Trần\x00 Vân\ud800", title="Công\ud83d chức")

    assert made.name == "Trần Vân"
    assert made.memberships.get().title == "Công chức"
