"""What every verb on units keeps true: the path, what follows from the name, one writer of the tree at a time."""

import re
from collections.abc import Sequence
from typing import Final

from django.db.models import F, Value
from django.db.models.functions import Concat, Length, Substr

from hailong.agency.faults import Refused
from hailong.agency.models import Alias, Unit
from hailong.agency.models.units import KINDS
from hailong.lexicon.text import fold, nfc, sort_key, squeeze

ROOT: Final = "/"
"""Above every unit: what begins with it is everything."""
EVERYWHERE: Final = Unit(code=ROOT, name="Mọi đơn vị", path=ROOT)
"""Stands in the journal for an act on units that have nothing above them in common; never saved."""

_CODE: Final = re.compile(r"[\w.-]{1,20}")
_LONGEST: Final = {  # as the columns
    "name": 200, "short": 80, "path": 200, "search": 400, "resolution": 200, "title": 200, "reason": 200,
}  # fmt: skip


def lock() -> None:
    """Let one transaction at a time change the tree: two moves at once could make a loop.

    The units at the top stand for the whole; SQLite has one writer anyway.
    """
    list(Unit.objects.select_for_update(no_key=True).filter(parent=None).order_by("pk").values_list("pk"))


def path_of(code: str, parent: Unit | None) -> str:
    """The path of a unit under that parent."""
    return f"{parent.path if parent else ROOT}{code}/"


def codes_of(path: str) -> list[str]:
    """The codes on a path, from the top down to the unit itself."""
    return path.strip("/").split("/")


def derive(unit: Unit) -> None:
    """Write anew what follows from the name: the order in lists, and what a search looks through."""
    unit.sort_key = sort_key(unit.name)
    unit.search = fold(" ".join(filter(None, (unit.name, unit.short, unit.code))))[: _LONGEST["search"]]


def plain(text: str, field: str) -> str:
    """A text on one line; Refused where it does not fit."""
    said = squeeze(nfc(text))
    if len(said) > _LONGEST.get(field, len(said)):
        raise Refused("Nội dung quá dài.", cure=f"Rút gọn còn tối đa {_LONGEST[field]} ký tự.", field=field)
    return said


def name(text: str) -> str:
    """A unit's name; Refused where it is empty or too long."""
    said = plain(text, "name")
    if not said:
        raise Refused("Thiếu tên đơn vị.", cure="Ghi tên đầy đủ như trong văn bản.", field="name")
    return said


def check_kind(kind: str) -> None:
    """Refused where there is no such kind."""
    if kind not in KINDS:
        raise Refused(f"Không có loại đơn vị “{kind}”.", cure=f"Dùng một trong: {', '.join(KINDS)}.", field="kind")


def check_code(code: str) -> None:
    """Refused where a code cannot be one, or is taken; capitals make no other code."""
    if not _CODE.fullmatch(code):
        cure = "Dùng tối đa 20 chữ, số, dấu chấm, gạch nối, gạch dưới; không có dấu cách."
        raise Refused(f"Mã đơn vị “{code}” không dùng được.", cure=cure, field="code")
    if taken := Unit.objects.filter(code__iexact=code).first():
        raise Refused(f"Mã {taken.code} đã có: {taken.name}.", cure="Chọn mã khác.", field="code")


def check_depth(length: int, field: str) -> None:
    """Refused where a path would become so long, the tree too deep."""
    if length > _LONGEST["path"]:
        raise Refused("Cây đơn vị quá nhiều cấp.", cure="Chọn đơn vị cấp trên gần gốc hơn.", field=field)


def rebase(old: str, new: str) -> int:
    """Put everything at and below the path `old` at `new`; how many units that is."""
    branch = Unit.objects.filter(path__below=old)
    return branch.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))


def deepest(path: str) -> int:
    """Characters of the longest path at or below a path."""
    found = Unit.objects.filter(path__below=path).order_by(Length("path").desc()).values_list("path", flat=True)
    return len(found[0])


def also_called(unit: Unit, texts: Sequence[str]) -> list[Alias]:
    """The aliases that the texts add to those the unit has, not yet saved; its own names are none."""
    known = {fold(unit.name), fold(unit.short), *unit.aliases.values_list("folded", flat=True)}
    return new_aliases(unit, texts, known)


def new_aliases(unit: Unit, texts: Sequence[str], known: set[str]) -> list[Alias]:
    """An alias for each text whose folded form is not among the known ones, once each."""
    wanted = {fold(said): said for said in map(squeeze, texts) if said}
    return [Alias(unit=unit, text=said, folded=folded) for folded, said in wanted.items() if folded not in known]
