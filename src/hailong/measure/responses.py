"""An answer is taken: one row in one transaction, and no other row with it, so that nothing stands beside it in time.

The same key with the same content is the same answer sent again and gets the same receipt; with other content it is
set aside. No line is written to the journal: whoever reads that would see the minute.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.measure import asking, codes, rules
from hailong.measure.models import Answer, Round, SetAside, Version
from hailong.measure.questionnaires.form import Form, check
from hailong.stats.sipas import SATISFIED


class Late(Refused):
    """The round takes no more answers; this one was set aside and is not counted."""


class Conflict(Refused):
    """Another answer came with this key before; this one was set aside and is not counted."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender gets: a code to keep, and whether the same answer had come before."""

    code: str
    again: bool


def form_of(round: Round) -> Form:
    """What the round asks; kept in memory, since a version that a round uses never changes."""
    return _form(round.version_id, round.version.digest)


@lru_cache(maxsize=64)
def _form(version: UUID, _digest: str) -> Form:
    return Form.from_json(Version.objects.values_list("content", flat=True).get(pk=version))


def record(
    *,
    round: Round,
    key: bytes,
    unit: Unit,
    field: str,
    respondent: str,
    mode: str,
    session: str = "",
    day: date,
    content: Mapping[str, Any],
    consent: str,
) -> Receipt:
    """Take an answer; it is durable when this returns (outside any other transaction).

    Refused names the item that is wrong; Late after the round was closed, or after its last day except for paper;
    Conflict where the key has another content. The last two have set it aside.
    """
    _placed(round, unit, respondent, mode)
    checked = check(form_of(round), content)
    if checked.faults:
        raise Refused(checked.faults[0].message, field=checked.faults[0].item)
    if not checked.content:
        raise Refused("Phiếu chưa trả lời câu nào.", cure="Trả lời ít nhất một câu rồi gửi.")
    said = {"unit": unit, "field": field, "respondent": respondent, "mode": mode, "session": session, "day": day}
    answer = Answer(
        key=key, province=round.province, round=round, content=checked.content, consent=consent, **said,
        digest=_digest(unit, field, respondent, consent, checked.content), **_packed(form_of(round), checked.content),
    )  # fmt: skip
    return _taken(answer)


def code_for(*, round: Round, unit: Unit, field: str = "") -> str:
    """A new code for a slip of that place, kept nowhere; Refused where the round is not open or has no such place."""
    secret = asking.secret_of(round)
    if secret is None:
        raise Refused(f"Đợt “{round.title}” không mở nên không có mã.", cure="Mở đợt khảo sát trước.")
    if (unit.code, field) not in asking.places(round):
        cure = "Nạp danh sách hồ sơ có lĩnh vực này, hoặc để trống lĩnh vực."
        raise Refused(f"Đợt “{round.title}” không có {unit.name}, lĩnh vực “{field}”.", cure=cure, field="field")
    return codes.new_code(secret, unit.code, field, secrets.token_bytes(codes.RANDOM_BYTES))


def kiosk_token(*, round: Round, unit: Unit, field: str = "") -> str:
    """What opens the tablet of a place, the same each time until the round is closed; Refused where it is not open."""
    secret = asking.secret_of(round)
    if secret is None:
        raise Refused(f"Đợt “{round.title}” không mở.", cure="Mở đợt khảo sát trước.", field="round")
    return codes.new_code(secret, unit.code, field, codes.kiosk_random(secret, unit.code, field))


def _placed(round: Round, unit: Unit, respondent: str, mode: str) -> None:
    if not unit.path.startswith(round.unit.path):
        raise Refused(f"Đợt khảo sát này không gồm đơn vị {unit.name}.", cure="Chọn lại đơn vị.", field="unit")
    if respondent not in rules.RESPONDENTS:
        raise Refused("Chưa rõ ông bà trả lời cho ai.", cure="Chọn cá nhân hoặc tổ chức.", field="respondent")
    if mode not in rules.MODES:
        raise ValueError(mode)


def _taken(answer: Answer) -> Receipt:
    """Put in the row where its key is not there yet and the round takes it; what came of it.

    The database is told to pass over a key that it has: PostgreSQL would log the error with the key and the minute.
    """
    with transaction.atomic():
        hold(answer.round_id)
        takes, there = _takes(answer), _kept(answer)
        again = there is not None
        if takes and not again:
            Answer.objects.bulk_create([answer], ignore_conflicts=True)
            there = _kept(answer)
    if takes and there is None:
        raise RuntimeError("the database passed over an answer whose key it does not have")
    if there == answer.digest:
        return Receipt(codes.receipt(bytes(answer.key)), again=again)
    raise _set_aside(answer, rules.LATE if there is None else rules.CONFLICT)


def _kept(answer: Answer) -> bytes | None:
    """The digest of the answer with this key."""
    found = Answer.objects.filter(pk=answer.key).values_list("digest", flat=True).first()
    return None if found is None else bytes(found)


def _takes(answer: Answer) -> bool:
    """Whether the round takes it, by what the database says now; Refused before it is open."""
    state, opens, closes = Round.objects.values_list("state", "opens", "closes").get(pk=answer.round_id)
    if state == rules.CLOSED:
        return False
    if state != rules.OPEN or answer.day < opens:
        said = "đã hủy" if state == rules.CANCELLED else "chưa mở"
        raise Refused(f"Đợt khảo sát {said}.", cure="Xem lại đường dẫn, hoặc hỏi nơi phát phiếu.")
    return answer.mode == rules.PAPER or answer.day <= closes


def hold(round: UUID, *, alone: bool = False) -> None:
    """Until the end of the transaction, keep the round from being closed; `alone`, keep answers from coming in.

    A lock of the server's memory: locking the round's row would write to it with each answer. SQLite has one writer.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        kind = "" if alone else "_shared"
        cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(%s)", [round.int & 2**63 - 1])


def _set_aside(answer: Answer, reason: str) -> Refused:
    """Keep it uncounted; what the sender is told."""
    SetAside.objects.create(round_id=answer.round_id, reason=reason, content=answer.content, day=answer.day)
    if reason == rules.LATE:
        said = "Đợt khảo sát đã kết thúc; phiếu này được giữ riêng và không tính."
        return Late(said, cure="Cảm ơn ông bà đã quan tâm; mời góp ý ở đợt sau.")
    said = "Mã này đã gửi một câu trả lời khác; phiếu này được giữ riêng và không tính."
    return Conflict(said, cure="Nếu ông bà chưa dùng mã này, báo cho nơi phát phiếu.")


def _digest(unit: Unit, field: str, respondent: str, consent: str, content: Mapping[str, Any]) -> bytes:
    """SHA-256 of what was sent; made of what the row holds, so it tells nothing more."""
    said = json.dumps([unit.code, field, respondent, consent, content], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).digest()


def _packed(form: Form, content: Mapping[str, Any]) -> dict[str, int]:
    """The two masks of `stats.packed` over the items of SIPAS in the order of its criteria."""
    satisfied = given = 0
    for bit, item in enumerate(item for _criterion, items in form.index() for item in items):
        if item in content:
            given |= 1 << bit
            satisfied |= (str(content[item]) in SATISFIED) << bit
    return {"satisfied": satisfied, "given": given}
