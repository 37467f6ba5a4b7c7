"""The verbs of questionnaires: made, changed while a draft, frozen, asked anew; and those that come with us."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from hailong.agency import journal
from hailong.agency.faults import Refused
from hailong.agency.journal import Actor
from hailong.agency.models import Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.measure import rules
from hailong.measure.models import Questionnaire, Version
from hailong.measure.questionnaires import builtin, crosswalk, soundness
from hailong.measure.questionnaires.form import Form
from hailong.plan.typed import typed

_MANAGE: Final = "survey.manage"
_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9.-]{1,39}", re.ASCII)
_THEIRS: Final = "Phiếu có sẵn của chương trình không sửa được."


def digest(form: Form) -> str:
    """SHA-256 of a form's JSON in one fixed shape, in hex: the same form gives the same everywhere."""
    text = json.dumps(form.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def ensure_builtin(now: datetime) -> list[Version]:
    """Put the instruments of the program in as frozen versions, a new one where the program's wording changed.

    They belong to no unit, so the journal has no line of them. The newest version of each, the unit instrument first.
    """
    return [_ensure(one, now) for one in builtin.load()]


@transaction.atomic
def _ensure(one: builtin.Builtin, now: datetime) -> Version:
    fresh = {"title": one.form.title, "instrument": one.instrument, "created": now}
    asked, _made = Questionnaire.objects.get_or_create(code=one.code, defaults=fresh)
    newest = _locked(asked).versions.order_by("number").last()
    if newest is not None and newest.digest == digest(one.form):
        return newest
    number = 1 if newest is None else newest.number + 1
    made = _version(asked, number, one.form, now, None, state=rules.FROZEN, frozen=now)
    if newest is not None:
        crosswalk.suggest(newest, made)
    return made


def create(
    *, code: str, form: Form, unit: Unit, instrument: str = rules.INSTRUMENTS[0], by: Viewer, now: datetime
) -> Version:
    """A questionnaire of a unit with its first version, a draft. Its code is capital letters, digits, dots, dashes."""
    acting = rights.actor(by, _MANAGE, unit.path)
    known = typed(code, what="Mã phiếu hỏi", field="code").upper()
    if not _CODE.fullmatch(known):
        cure = "Dùng từ 2 đến 40 chữ cái không dấu, chữ số, dấu chấm, gạch ngang, như KS-2025."
        raise Refused(f"Mã phiếu hỏi “{known[:60]}” không dùng được.", cure=cure, field="code")
    if instrument not in rules.INSTRUMENTS:
        cure = f"Chọn một trong {', '.join(rules.INSTRUMENTS)}."
        raise Refused(f"Không có loại phiếu “{instrument}”.", cure=cure, field="instrument")
    clean = _sound(form)
    with transaction.atomic():
        fresh = {"title": clean.title, "unit": unit, "instrument": instrument, "created": now}
        asked, made = Questionnaire.objects.get_or_create(code=known, defaults=fresh)
        if not made or known in builtin.CODES:
            raise Refused(f"Mã phiếu hỏi “{known}” đã có.", cure="Đặt mã khác.", field="code")
        version = _version(asked, 1, clean, now, by)
        after = {"code": known, "title": clean.title, "instrument": instrument, "digest": version.digest}
        _note(version, unit, "questionnaire.create", acting, now, after=after)
    return version


def new_version(*, questionnaire: Questionnaire, form: Form | None = None, by: Viewer, now: datetime) -> Version:
    """A draft after the newest version, with that one's form unless another is given; items carry on by their codes."""
    unit, acting = _owner(questionnaire, by)
    clean = None if form is None else _sound(form)
    with transaction.atomic():
        newest = _locked(questionnaire).versions.order_by("number").last()
        if newest is None or newest.state == rules.DRAFT:
            raise Refused(f"Phiếu {questionnaire.code} đang có bản nháp.", cure="Sửa bản nháp ấy.", field="code")
        version = _version(questionnaire, newest.number + 1, clean or Form.from_json(newest.content), now, by)
        crosswalk.suggest(newest, version)
        after = {"number": version.number, "digest": version.digest}
        _note(version, unit, "questionnaire.version", acting, now, after=after)
    return version


def change(*, version: Version, form: Form, by: Viewer, now: datetime) -> Version:
    """Put another form in place of a draft's; a frozen version never changes."""
    unit, acting = _owner(version.questionnaire, by)
    clean = _sound(form)
    with transaction.atomic():
        held = _draft(version)
        before, after = held.digest, digest(clean)
        if before == after:
            return held
        held.content, held.digest, held.changed, held.changed_by_id = clean.to_json(), after, now, by.person_id
        held.save(update_fields=["content", "digest", "changed", "changed_by"])
        earlier = held.questionnaire.versions.filter(number=held.number - 1).first()
        if earlier is not None:
            crosswalk.suggest(earlier, held)
        told = {"before": {"digest": before}, "after": {"digest": after}}
        _note(held, unit, "questionnaire.change", acting, now, **told)
    return held


def freeze(*, version: Version, by: Viewer, now: datetime) -> Version:
    """Fix the wording for good, as opening a round does; the questionnaire takes its title."""
    unit, acting = _owner(version.questionnaire, by)
    with transaction.atomic():
        held = _draft(version)
        held.state, held.frozen = rules.FROZEN, now
        held.save(update_fields=["state", "frozen"])
        Questionnaire.objects.filter(pk=held.questionnaire_id).update(title=held.content["title"])
        _note(held, unit, "questionnaire.freeze", acting, now, after={"number": held.number, "digest": held.digest})
    return held


def _sound(form: Form) -> Form:
    """The form with tidy texts; Refused with its first fault and how many more there are."""
    clean = soundness.tidied(form)
    faults = soundness.wrong(clean)
    if faults:
        first = faults[0]
        more = f" (và {len(faults) - 1} lỗi nữa)" if len(faults) > 1 else ""
        cure = first.cure[:1].upper() + first.cure[1:]
        message = f"Phiếu hỏi, {soundness.where(clean, first.place)}, “{first.value[:60]}”: {first.message}{more}."
        raise Refused(message, cure=f"{cure}.", field="form")
    return clean


def _version(asked: Questionnaire, number: int, form: Form, now: datetime, by: Viewer | None, **state: Any) -> Version:
    return Version.objects.create(
        questionnaire=asked, number=number, content=form.to_json(), digest=digest(form), changed=now,
        changed_by_id=by.person_id if by else None, **state,
    )  # fmt: skip


def _owner(asked: Questionnaire, by: Viewer) -> tuple[Unit, Actor]:
    if asked.unit is None:
        raise Refused(_THEIRS, cure="Tạo phiếu của đơn vị từ phiếu này.", field="code")
    return asked.unit, rights.actor(by, _MANAGE, asked.unit.path)


def _locked(asked: Questionnaire) -> Questionnaire:
    return Questionnaire.objects.select_for_update().get(pk=asked.pk)


def _draft(version: Version) -> Version:
    held = Version.objects.select_for_update(of=("self",)).select_related("questionnaire").get(pk=version.pk)
    if held.state != rules.DRAFT:
        message = f"Phiên bản {held} đã chốt, không sửa được nữa."
        raise Refused(message, cure="Tạo phiên bản mới rồi sửa.", field="version")
    return held


def _note(
    version: Version,
    unit: Unit,
    verb: str,
    by: Actor,
    now: datetime,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    journal.write(
        by=by, at=now, unit=unit, verb=verb, kind="questionnaire", thing=version.questionnaire_id, label=str(version),
        before=before, after=after,
    )  # fmt: skip
