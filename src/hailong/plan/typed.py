"""Texts that people type into a verb: whole, on record as typed, and no longer than their place holds."""

from hailong.agency.faults import Refused
from hailong.lexicon.text import nfc, storable


def typed(text: str, *, what: str, field: str, most: int | None = None, required: bool = True) -> str:
    """The text without blank ends and what no database keeps.

    Refused, naming `what` in Vietnamese and its `field`, where it cannot be. `most` is the number of characters that
    its place holds (None: any number).
    """
    clean = nfc(storable(text).replace("\r\n", "\n")).strip()
    if required and not clean:
        raise Refused(f"{what} còn trống.", cure="Ghi vào rồi gửi lại.", field=field)
    if most is not None and len(clean) > most:
        raise Refused(f"{what} dài {len(clean)} ký tự, nhiều nhất {most}.", cure="Viết gọn lại.", field=field)
    return clean
