"""Who is asked, and for which place: by the open link of a round, by a code, at a tablet. Reads only.

Nothing here says whether a code was used: that is known only by trying to answer with it.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from hailong.agency.models import Unit
from hailong.measure import codes, rules
from hailong.measure.models import Returned, Round, RoundKey


@dataclass(frozen=True, slots=True)
class Asked:
    """One who is asked: about which place, in which mode; `key` of the answer to come, b"" until an id is known."""

    round: Round
    unit: Unit
    field: str
    mode: str
    key: bytes = b""


def by_code(text: str) -> Asked | None:
    """Whom a code on a slip asks; None for what is no code of an open round, and for the code of a tablet."""
    return _opened(text, tablet=False)


def by_tablet(text: str) -> Asked | None:
    """Whom the code of a tablet asks, without key; None for anything else."""
    return _opened(text, tablet=True)


def by_link(code: str, unit_code: str = "") -> Asked | None:
    """Whom the open link of a round asks, about the unit chosen or the round's own; None where there is none."""
    round = Round.objects.select_related("unit", "version").filter(code=code).first()
    if round is None or round.state in (rules.PLANNED, rules.CANCELLED):
        return None
    unit = _units(round).filter(code=unit_code).first() if unit_code else round.unit
    return Asked(round, unit, "", rules.LINK) if unit else None


def by_late_tablet(code: str) -> Asked | None:
    """Whom a tablet asked in a round that is closed now: its own code is known to nobody any more."""
    round = Round.objects.select_related("unit", "version").filter(code=code, state=rules.CLOSED).first()
    return Asked(round, round.unit, "", rules.KIOSK) if round else None


def key_for(asked: Asked, submission_id: str) -> bytes:
    """The key of an answer sent under an id of the sender's; one by chance where the round is closed."""
    secret = secret_of(asked.round)
    return codes.kiosk_key(secret, submission_id) if secret else secrets.token_bytes(32)


def places(round: Round) -> set[codes.Place]:
    """Every place of a round: its units, and what the frame holds of each."""
    return {*_whole(round), *_framed(round)}


def _units(round: Round) -> QuerySet[Unit]:
    return Unit.objects.filter(path__startswith=round.unit.path)


def _whole(round: Round) -> list[codes.Place]:
    return [(code, "") for code in _units(round).order_by().values_list("code", flat=True)]


def _framed(round: Round) -> list[codes.Place]:
    below = {"unit__path__startswith": round.unit.path, "province": round.province}
    return list(Returned.objects.filter(**below).order_by().values_list("unit__code", "field").distinct())


def secret_of(round: Round) -> bytes | None:
    """The secret of an open round; None for any other."""
    held = RoundKey.objects.filter(round=round, round__state=rules.OPEN).values_list("secret", flat=True).first()
    return bytes(held) if held is not None else None


def _opened(text: str, *, tablet: bool) -> Asked | None:
    for round, secret in _open_rounds():
        found = codes.opened(secret, text, _whole(round)) or codes.opened(secret, text, _framed(round))
        if found is None:
            continue
        random, unit_code, field = found
        if tablet != (random == codes.kiosk_random(secret, unit_code, field)):
            return None
        mode, key = (rules.KIOSK, b"") if tablet else (rules.CODED, codes.key_of(secret, random))
        return Asked(round, Unit.objects.get(code=unit_code), field, mode, key)
    return None


def _open_rounds() -> Iterator[tuple[Round, bytes]]:
    held = RoundKey.objects.filter(round__state=rules.OPEN).select_related("round__unit", "round__version")
    return ((one.round, bytes(one.secret)) for one in held)
