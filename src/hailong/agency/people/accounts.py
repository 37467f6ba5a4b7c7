"""The verbs of an account: create, new password, deactivate, activate, contact, feed key, second factor forgotten.

Whoever manages an account must manage its unit and every unit over which the person still holds a role: otherwise the
administrator of a ward could take over somebody with rights in the whole province by setting a new password.
"""

import re
import secrets
from datetime import date, datetime
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency import journal, tree
from hailong.agency.faults import Refused
from hailong.agency.models import Membership, Person, Unit
from hailong.agency.people import policy, queries
from hailong.agency.people.rights import Forbidden, Viewer, actor
from hailong.agency.succession import check_works
from hailong.lexicon.text import fold, nfc, sort_key, squeeze

MANAGE: Final = "people.manage"
_LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
_PHONE: Final = re.compile(r"\+?[0-9 .()-]{6,40}")


def create(
    *,
    username: str,
    name: str,
    unit: Unit,
    by: Viewer,
    now: datetime,
    title: str = "",
    email: str = "",
    since: date | None = None,
    with_password: bool = True,
) -> tuple[Person, str]:
    """A new person working in the unit from `since` (today), and the first password: shown once, then changed.

    Without a password ("" is returned) nobody signs in by one; the demo has other doors.
    """
    acting = actor(by, MANAGE, unit.path)
    login, called = username.strip().lower(), squeeze(nfc(name))
    _check_new(login, called, email.strip())
    check_works(unit, on=since or localdate(now), field="unit")
    password = policy.first_password() if with_password else ""
    made = Person(username=login, email=email.strip(), must_change_password=with_password, created=now)
    made.name, made.sort_key, made.search = called, *_words(called, login)
    made.set_password(password or None)
    said = tree.plain(title, "title")
    with transaction.atomic():
        _refuse_taken(login)
        made.save(force_insert=True)
        Membership.objects.create(person=made, unit=unit, title=said, since=since or localdate(now))
        after = {"username": login, "name": called, "title": said, "email": made.email}
        _note(made, acting, now, unit, "person.create", after=after)
    return made, password


def _words(name: str, login: str) -> tuple[bytes, str]:
    """How a person is listed (by the given name, the last word of the name) and found (by any part, and the login)."""
    return sort_key(f"{name.split()[-1]} {name}"), fold(f"{name} {login}")[:300]


def _check_new(login: str, name: str, email: str) -> None:
    if not _LOGIN.fullmatch(login):
        raise Refused(
            f"Tên đăng nhập “{login}” không dùng được.",
            cure="Dùng 2 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch nối; ví dụ: lan.pham.",
            field="username",
        )
    if not 0 < len(name) <= 120:
        raise Refused("Họ tên để trống hoặc quá dài.", cure="Ghi đủ họ tên, tối đa 120 ký tự.", field="name")
    _check_email(email)


def _check_email(email: str) -> None:
    try:
        if email:
            validate_email(email)
    except ValidationError:
        cure = "Ghi như ten@co-quan.gov.vn, hoặc để trống."
        raise Refused(f"“{email}” không phải địa chỉ thư điện tử.", cure=cure, field="email") from None


def _refuse_taken(login: str) -> None:
    if Person.objects.filter(username=login).exists():
        cure = f"Thêm họ hoặc đơn vị vào sau, ví dụ: {login}.vp."
        raise Refused(f"Tên đăng nhập “{login}” đã có người dùng.", cure=cure, field="username")


def _note(person: Person, acting: journal.Actor, now: datetime, unit: Unit, verb: str, **changed: Any) -> None:
    journal.write(by=acting, at=now, unit=unit, verb=verb, kind="person", thing=person.pk, label=person.name, **changed)


def _home(person: Person) -> Unit:
    unit = queries.home(person)
    if unit is None:
        raise Refused(f"{person.name} chưa thuộc đơn vị nào.", cure="Đưa vào một đơn vị trước.")
    return unit


def _manager(person: Person, by: Viewer, now: datetime) -> tuple[journal.Actor, Unit]:
    """The acting administrator and the person's unit; Forbidden where the person's rights reach beyond his."""
    unit = _home(person)
    acting = actor(by, MANAGE, unit.path)
    held = person.assignments.exclude(until__lt=localdate(now)).values_list("unit__path", flat=True)
    if not all(by.may(MANAGE, path) for path in held):
        raise Forbidden(MANAGE)
    return acting, unit


def _own(person: Person, by: Viewer) -> journal.Actor | None:
    """The person acting on the own account; None where it is somebody else."""
    return journal.Actor(str(person.pk), person.name) if by.person_id == str(person.pk) else None


def reset_password(*, person: Person, by: Viewer, now: datetime) -> str:
    """A new first password; every session of the person ends."""
    acting, unit = _manager(person, by, now)
    password = policy.first_password()
    person.set_password(password)
    person.must_change_password = True
    with transaction.atomic():
        person.save(update_fields=["password", "must_change_password"])
        _note(person, acting, now, unit, "person.password")
    return password


def choose_password(*, person: Person, password: str, now: datetime) -> None:
    """The person's own choice, already held against the policy by the form."""
    unit = _home(person)
    person.set_password(password)
    person.must_change_password = False
    with transaction.atomic():
        person.save(update_fields=["password", "must_change_password"])
        _note(person, journal.Actor(str(person.pk), person.name), now, unit, "person.own_password")


def forget_second_factor(*, person: Person, by: Viewer, now: datetime) -> bool:
    """For a telephone that was lost: the password alone signs in again; False where there was no second factor."""
    acting, unit = _manager(person, by, now)
    with transaction.atomic():
        gone = bool(Authenticator.objects.filter(user_id=person.pk).delete()[0])
        if gone:
            _note(person, acting, now, unit, "person.second_factor")
    return gone


def deactivate(*, person: Person, by: Viewer, now: datetime) -> None:
    """Nobody signs in with this account any more; roles and history stay as they are."""
    if by.person_id == str(person.pk):
        raise Refused("Không tự khóa tài khoản của mình.", cure="Nhờ người quản trị khác.")
    _switch(person, False, by, now)


def activate(*, person: Person, by: Viewer, now: datetime) -> None:
    """The account may be signed in with again."""
    _switch(person, True, by, now)


def _switch(person: Person, active: bool, by: Viewer, now: datetime) -> None:
    acting, unit = _manager(person, by, now)
    if person.is_active == active:
        return
    person.is_active = active
    with transaction.atomic():
        person.save(update_fields=["is_active"])
        _note(person, acting, now, unit, "person.activate" if active else "person.deactivate")


def change_contact(
    *, person: Person, by: Viewer, now: datetime, email: str, phone: str = "", by_email: bool = False
) -> None:
    """New ways to reach the person, by the person or an administrator; `by_email` sends notices there too."""
    acting, unit = (own, _home(person)) if (own := _own(person, by)) else _manager(person, by, now)
    wanted: dict[str, Any] = {"email": email.strip(), "phone": squeeze(phone), "by_email": by_email}
    _check_email(wanted["email"])
    if wanted["phone"] and not _PHONE.fullmatch(wanted["phone"]):
        raise Refused("Số điện thoại chưa đúng.", cure="Chỉ ghi chữ số, ví dụ: 0258 3812 345.", field="phone")
    if by_email and not wanted["email"]:
        raise Refused("Chưa có địa chỉ để gửi thông báo.", cure="Ghi địa chỉ thư, hoặc bỏ chọn.", field="email")
    before = {key: getattr(person, key) for key, value in wanted.items() if getattr(person, key) != value}
    if not before:
        return
    for key in before:
        setattr(person, key, wanted[key])
    with transaction.atomic():
        person.save(update_fields=list(before))
        after = {key: wanted[key] for key in before}
        _note(person, acting, now, unit, "person.contact", before=before, after=after)


def new_feed_key(*, person: Person, by: Viewer, now: datetime) -> str:
    """A new address of the person's own calendar feed; the old one is dead. Only for the person."""
    acting = _own(person, by)
    if acting is None:
        raise Forbidden("feed_key")
    unit = _home(person)
    person.feed_key = secrets.token_urlsafe(32)
    with transaction.atomic():
        person.save(update_fields=["feed_key"])
        _note(person, acting, now, unit, "person.feed_key")
    return person.feed_key
