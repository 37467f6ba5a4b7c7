"""How often one address sent something today: a count under a salted hash, and the salt lives for a day.

No address is kept. Yesterday's counts cannot be told from chance once their salt is gone; all counts of a day end at
the same second, so that none tells when it was last touched.
"""

import hmac
import secrets
import time
from datetime import date
from typing import Final

from django.core.cache import cache

_SALT: Final = "survey.salt"
_DAY: Final = 86_400


def seen(address: str, what: str, day: date) -> int:
    """How often this was counted today."""
    return int(cache.get(_key(address, what, day), 0))


def count(address: str, what: str, day: date) -> None:
    """Count once more; two at the same instant may count as one."""
    key = _key(address, what, day)
    cache.set(key, int(cache.get(key, 0)) + 1, _left())


def forget(day: date) -> None:
    """Destroy the salt of an earlier day."""
    held = cache.get(_SALT)
    if held is not None and held[0] != day.isoformat():
        cache.delete(_SALT)


def _key(address: str, what: str, day: date) -> str:
    held = cache.get(_SALT)
    if held is None or held[0] != day.isoformat():
        held = (day.isoformat(), secrets.token_bytes(32))
        cache.set(_SALT, held, _left())
    return f"survey.{what}.{hmac.digest(held[1], address.encode(), 'sha256')[:16].hex()}"


def _left() -> float:
    """Seconds to the end of the next day by real time: the cache is the machine's."""
    return 2 * _DAY - time.time() % _DAY
