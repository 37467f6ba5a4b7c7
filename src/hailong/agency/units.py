"""The verbs of units: created, renamed, moved, ended, succeeded.

Nothing is overwritten: a name that was stays an alias, a place that was stays in a Move, a unit that ended stays.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from hailong.agency import journal, tree
from hailong.agency.faults import Refused
from hailong.agency.models import Alias, Move, Succession, Unit
from hailong.agency.people.rights import Viewer, actor
from hailong.agency.succession import check_works
from hailong.agency.units_load import FIELDS, MANAGE, Change, Loaded, LoadFault, load
from hailong.lexicon.text import fold

__all__ = [
    "FIELDS", "MANAGE", "Change", "LoadFault", "Loaded", "add_alias", "create", "end", "load", "move", "rename",
    "set_contact", "succeed",
]  # fmt: skip

_DAY: Final = timedelta(days=1)


def create(
    *,
    code: str,
    name: str,
    kind: str,
    parent: Unit | None,
    by: Viewer,
    now: datetime,
    short: str = "",
    form: str = "",
    valid_from: date | None = None,
    resolution: str = "",
) -> Unit:
    """A new unit under its parent; None puts it at the top, which only the installation itself may do."""
    acting = actor(by, MANAGE, parent.path if parent else tree.ROOT)
    said = tree.name(name)
    tree.check_kind(kind)
    with transaction.atomic():
        tree.lock()
        tree.check_code(code.strip())
        if parent:
            parent.refresh_from_db()
            check_works(parent, on=max(valid_from or localdate(now), localdate(now)), field="parent")
        made = Unit(
            code=code.strip(),
            name=said,
            short=tree.plain(short, "short"),
            kind=kind,
            form=form,
            parent=parent,
            path=tree.path_of(code.strip(), parent),
            valid_from=valid_from,
            resolution=tree.plain(resolution, "resolution"),
        )
        tree.check_depth(len(made.path), "parent")
        tree.derive(made)
        made.save(force_insert=True)
        after = {"code": made.code, "name": said, "kind": kind, "path": made.path, "valid_from": valid_from}
        _note("unit.create", made, acting, now, after=after, reason=made.resolution)
    return made


def rename(*, unit: Unit, name: str, by: Viewer, now: datetime, short: str | None = None, resolution: str = "") -> None:
    """Another name for the same unit; the one before still finds it. `short` None leaves the short name."""
    acting = actor(by, MANAGE, unit.path)
    said = tree.name(name)
    brief = unit.short if short is None else tree.plain(short, "short")
    before = {"name": unit.name, "short": unit.short}
    after = {"name": said, "short": brief}
    if before == after:
        return
    unit.name, unit.short = said, brief
    tree.derive(unit)
    with transaction.atomic():
        unit.save(update_fields=["name", "short", "sort_key", "search"])
        Alias.objects.bulk_create(tree.also_called(unit, list(before.values())))
        _note("unit.rename", unit, acting, now, before=before, after=after, reason=tree.plain(resolution, "resolution"))


def set_contact(*, unit: Unit, address: str, phone: str, email: str, by: Viewer, now: datetime) -> None:
    """Where the unit is found and reached."""
    acting = actor(by, MANAGE, unit.path)
    after = {"address": tree.plain(address, "address"), "phone": tree.plain(phone, "phone"), "email": email.strip()}
    _check_contact(after)
    before = {field: getattr(unit, field) for field in after}
    if before == after:
        return
    for field, text in after.items():
        setattr(unit, field, text)
    with transaction.atomic():
        unit.save(update_fields=list(after))
        _note("unit.contact", unit, acting, now, before=before, after=after)


def _check_contact(texts: dict[str, str]) -> None:
    for field, most in (("address", 200), ("phone", 40)):
        if len(texts[field]) > most:
            raise Refused("Nội dung quá dài.", cure=f"Rút gọn còn tối đa {most} ký tự.", field=field)
    try:
        if texts["email"]:
            validate_email(texts["email"])
    except ValidationError:
        cure = "Ghi như ten@co-quan.gov.vn, hoặc để trống."
        raise Refused(f"“{texts['email']}” không phải địa chỉ thư điện tử.", cure=cure, field="email") from None


def add_alias(*, unit: Unit, text: str, by: Viewer, now: datetime) -> Alias:
    """Another name that documents use for the unit; the one that is there already where it is known."""
    acting = actor(by, MANAGE, unit.path)
    said = tree.name(text)
    if found := unit.aliases.filter(folded=fold(said)).first():
        return found
    with transaction.atomic():
        made = Alias.objects.create(unit=unit, text=said, folded=fold(said)[:200])
        _note("unit.alias", unit, acting, now, after={"alias": said})
    return made


def move(*, unit: Unit, parent: Unit | None, day: date, resolution: str, by: Viewer, now: datetime) -> None:
    """Put the unit, with all below it, under another from that day; what it did before stays with the old place."""
    with transaction.atomic():
        tree.lock()
        unit.refresh_from_db()
        if parent:
            parent.refresh_from_db()
        actor(by, MANAGE, unit.path)
        acting = actor(by, MANAGE, parent.path if parent else tree.ROOT)
        was, now_at = unit.path, tree.path_of(unit.code, parent)
        _check_move(unit, parent, now_at, day)
        count = tree.rebase(was, now_at)
        unit.parent, unit.path = parent, now_at
        unit.save(update_fields=["parent"])
        said = tree.plain(resolution, "resolution")
        Move.objects.create(unit=unit, was=was, now=now_at, day=day, resolution=said)
        after = {"path": now_at, "day": day, "units": count}
        _note("unit.move", unit, acting, now, before={"path": was}, after=after, reason=said)


def _check_move(unit: Unit, parent: Unit | None, there: str, day: date) -> None:
    if there == unit.path:
        raise Refused(f"{unit.name} đang ở đó rồi.", cure="Chọn đơn vị cấp trên khác.", field="parent")
    if there.startswith(unit.path):
        said = f"{parent} là chính {unit.name} hoặc ở dưới {unit.name}."
        raise Refused(said, cure="Chọn đơn vị ngoài nhánh này.", field="parent")
    if parent:
        check_works(parent, on=day, field="parent")
    tree.check_depth(tree.deepest(unit.path) - len(unit.path) + len(there), "parent")


def end(*, unit: Unit, last_day: date, by: Viewer, now: datetime, resolution: str = "") -> None:
    """The last day of the unit and of everything below it that has none yet; all of it stays to be looked up."""
    acting = actor(by, MANAGE, unit.path)
    if unit.valid_to is not None and unit.valid_to < last_day:
        said = f"{unit.name} đã kết thúc hoạt động ngày {unit.valid_to:%d/%m/%Y}."
        raise Refused(said, cure="Không cần làm gì thêm.", field="last_day")
    with transaction.atomic():
        _end(unit, last_day, acting, now, tree.plain(resolution, "resolution"))


def _end(unit: Unit, last_day: date, acting: journal.Actor, now: datetime, reason: str) -> None:
    open_then = Q(valid_to=None) | Q(valid_to__gt=last_day)
    ending = Unit.objects.filter(open_then, path__below=unit.path)
    if late := ending.filter(valid_from__gt=last_day).order_by("path").first():
        said = f"{late.name} mới hoạt động từ ngày {late.valid_from:%d/%m/%Y}."
        raise Refused(said, cure="Chọn ngày muộn hơn, hoặc chuyển đơn vị ấy đi trước.", field="last_day")
    before = {"valid_to": unit.valid_to}
    count = ending.update(valid_to=last_day)
    unit.valid_to = last_day
    if count:
        _note("unit.end", unit, acting, now, before=before, after={"valid_to": last_day, "units": count}, reason=reason)


def succeed(
    *,
    old: Unit,
    new: Unit,
    day: date,
    by: Viewer,
    now: datetime,
    share: Decimal | None = None,
    resolution: str = "",
) -> Succession:
    """From that day `new` takes over from `old`, which ends the day before; `share`, above 0 to 1, is its part."""
    acting = actor(by, MANAGE, old.path)
    actor(by, MANAGE, new.path)
    reason = tree.plain(resolution, "resolution")
    with transaction.atomic():
        tree.lock()
        old.refresh_from_db()
        new.refresh_from_db()
        _check_succession(old, new, day, share)
        if old.valid_to is None or old.valid_to >= day:
            _end(old, day - _DAY, acting, now, reason)
        made = Succession.objects.create(old=old, new=new, day=day, share=share, resolution=reason)
        after = {"new": new.code, "day": day, "share": share}
        _note("unit.succeed", old, acting, now, after=after, reason=reason)
    return made


def _check_succession(old: Unit, new: Unit, day: date, share: Decimal | None) -> None:
    if old.pk == new.pk or new.path.startswith(old.path):
        cure = "Chọn đơn vị ngoài nhánh của đơn vị cũ; nếu thuộc nhánh ấy thì chuyển đi trước."
        raise Refused(f"{new.name} không thể kế tục {old.name}.", cure=cure, field="new")
    if old.successions.filter(new=new).exists() or old.predecessions.filter(day__gte=day).exists():
        cure = "Xem lịch sử của hai đơn vị trên trang đơn vị."
        raise Refused(f"Việc kế tục giữa {old.name} và {new.name} đã ghi hoặc ngược thời gian.", cure=cure, field="new")
    if (new.valid_from and new.valid_from > day) or (new.valid_to and new.valid_to < day):
        raise Refused(f"Ngày {day:%d/%m/%Y} {new.name} không hoạt động.", cure="Sửa ngày hoặc đơn vị.", field="day")
    if old.valid_to is not None and old.valid_to < day - _DAY:
        said = f"{old.name} đã kết thúc hoạt động ngày {old.valid_to:%d/%m/%Y}."
        raise Refused(said, cure=f"Ghi ngày kế tục {old.valid_to + _DAY:%d/%m/%Y}.", field="day")
    rest = 1 - sum((link.share for link in old.successions.all() if link.share), Decimal(0))
    if share is not None and not 0 < share <= rest:
        most = f"{(100 * rest).normalize():f}".replace(".", ",")
        cure = f"Ghi từ trên 0 đến {most} %, hoặc để trống."
        raise Refused("Tổng các phần chuyển đi phải từ trên 0 đến 100 %.", cure=cure, field="share")


def _note(verb: str, unit: Unit, acting: journal.Actor, now: datetime, **said: Any) -> None:
    journal.write(by=acting, at=now, unit=unit, verb=verb, kind="unit", thing=unit.pk, label=unit.name, **said)
