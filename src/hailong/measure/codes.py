"""One-time codes on result slips: made from chance, told apart from guesses by a check value, never kept in a row.

A code is 24 letters in Crockford's base 32, in groups of four: 80 random bits and 40 bits of an HMAC-SHA256 over them,
the unit, the field of procedures and nothing else, under the secret of the round. Whoever types I, L or O, small
letters, or leaves out the dashes is understood. The key of an answer is another HMAC of the random bits under the same
secret: that an answer with it exists is all there is to "used". Pure: no database, no chance of its own.
"""

import hmac
from collections.abc import Iterable
from typing import Final

from hailong.lexicon.text import nfc

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_BYTES: Final = 10
_CHECK_BYTES: Final = 5
_LETTERS: Final = 24
_GROUP: Final = 4
_SLIPS: Final = str.maketrans({"I": "1", "L": "1", "O": "0", **dict.fromkeys(" -–—.\t\r\n\u00a0", None)})

Place = tuple[str, str]
"""The code of a unit and a field of procedures, "" for any."""


def new_code(secret: bytes, unit_code: str, field: str, random: bytes) -> str:
    """The code with these 10 random bytes for one place; ValueError for another number of them."""
    if len(random) != RANDOM_BYTES:
        raise ValueError(f"a code is made of {RANDOM_BYTES} random bytes, not {len(random)}")
    return grouped(_letters(random + _check(secret, random, unit_code, field), _LETTERS))


def opened(secret: bytes, text: str, places: Iterable[Place]) -> tuple[bytes, str, str] | None:
    """The random bytes, the unit's code and the field of a code as somebody typed it; None where it is of none."""
    raw = _bytes(text)
    if raw is None:
        return None
    random, check = raw[:RANDOM_BYTES], raw[RANDOM_BYTES:]
    for unit_code, field in places:
        if hmac.compare_digest(check, _check(secret, random, unit_code, field)):
            return random, unit_code, field
    return None


def key_of(secret: bytes, random: bytes) -> bytes:
    """The key (32 bytes) of the answer given with a code."""
    return _mac(secret, "answer", random)


def kiosk_key(secret: bytes, submission_id: str) -> bytes:
    """The key (32 bytes) of an answer that a page or a tablet sent under an id of its own making."""
    return _mac(secret, "kiosk", submission_id.encode())


def kiosk_random(secret: bytes, unit_code: str, field: str) -> bytes:
    """The 10 bytes of the one code of a place that opens its tablet; it answers nothing itself."""
    return _mac(secret, "tablet", _place(unit_code, field))[:RANDOM_BYTES]


def receipt(key: bytes) -> str:
    """What the sender may keep (8 letters): the same for the same key, and telling nothing of it."""
    return grouped(_letters(_mac(key, "receipt", b"")[:_CHECK_BYTES], 8))


def grouped(letters: str) -> str:
    """Letters in groups of four with dashes."""
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _check(secret: bytes, random: bytes, unit_code: str, field: str) -> bytes:
    return _mac(secret, "code", random + _place(unit_code, field))[:_CHECK_BYTES]


def _place(unit_code: str, field: str) -> bytes:
    return f"{unit_code}\x00{nfc(field)}".encode()


def _mac(secret: bytes, use: str, said: bytes) -> bytes:
    return hmac.digest(secret, use.encode() + b"\x00" + said, "sha256")


def _letters(raw: bytes, count: int) -> str:
    number = int.from_bytes(raw)
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def _bytes(text: str) -> bytes | None:
    letters = text.upper().translate(_SLIPS)
    if len(letters) != _LETTERS or not set(letters) <= set(ALPHABET):
        return None
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    return number.to_bytes(RANDOM_BYTES + _CHECK_BYTES)
