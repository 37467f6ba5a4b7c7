"""`hailong plan import`: a signed plan brought in from the terminal, as a draft to be reviewed or confirmed at once."""

from pathlib import Path

from hailong.cli import ready  # isort: split

import click
from django.utils.timezone import localdate

from hailong.agency import queries as hall
from hailong.agency.faults import Refused
from hailong.agency.models import Person, Unit
from hailong.agency.people import queries, rights
from hailong.agency.people.rights import OPERATOR, Forbidden, Viewer
from hailong.cli.errors import BadInput, why_not
from hailong.documents.anatomy import Unreadable
from hailong.plan.intake import drafts, importing
from hailong.plan.intake.corrections import Reading
from hailong.plan.intake.importing import Choices, Twin
from hailong.plan.intake.matching import match
from hailong.plan.models import Draft
from hailong.plan.queries import Reviewed, reviewed

_SURE = 0.9  # a row read with less confidence is named for a look, as the pages mark it


@click.command("import", epilog="Ví dụ: hailong plan import ke-hoach.docx --unit X0101 --confirm")
@click.argument("file", metavar="TỆP")
@click.option("--unit", "code", required=True, metavar="MÃ", help="Đơn vị có kế hoạch này.")
@click.option("--confirm", is_flag=True, help="Xác nhận luôn, không chờ người soát.")
@click.option("--user", "login", metavar="TÊN", help="Làm thay người dùng này, với quyền của người ấy.")
@click.option("--parent", default="", metavar="MÃ", help="Mã kế hoạch cấp trên.")
@click.option("--allow-twin", is_flag=True, help="Vẫn nhập dù giống một kế hoạch đã có.")
def import_(file: str, code: str, confirm: bool, login: str | None, parent: str, allow_twin: bool) -> None:
    """Nhập TỆP thành kế hoạch của đơn vị; không có --confirm thì để lại bản nháp và nói chỗ cần xem lại."""
    if ready.pending():
        raise BadInput("Cơ sở dữ liệu chưa sẵn sàng. Cách sửa: chạy hailong migrate.")
    unit = _unit(code)
    owner, by = _actors(login, unit)
    draft = _draft(file, owner, unit)
    found = reviewed(draft)
    if found is None:
        raise BadInput(_failure(draft))
    try:
        if confirm:
            _confirm(found, unit, by, parent, allow_twin)
        else:
            _tell(found, unit)
    except (BadInput, Refused, Forbidden) as reason:
        drafts.discard(draft_id=draft.pk)
        raise _plain(reason, file) from None


def _plain(reason: Exception, file: str) -> BadInput:
    if isinstance(reason, Twin):
        codes = ", ".join(plan.code for plan in reason.plans)
        return BadInput(
            f"{file}: kế hoạch này đã được nhập: {codes}. Cách sửa: nếu đúng là bản khác, thêm --allow-twin."
        )
    if isinstance(reason, Refused):
        return BadInput(f"{file}: {reason.message} Cách sửa: {reason.cure}" if reason.cure else f"{file}: {reason}")
    return BadInput(f"{file}: người này không có quyền xác nhận kế hoạch của đơn vị. Cách sửa: chọn --user khác.")


def _unit(code: str) -> Unit:
    unit = hall.unit(code)
    if unit is None:
        raise BadInput(f"Không có đơn vị mã “{code}”. Cách sửa: nạp đơn vị bằng hailong load units, hoặc xem lại mã.")
    return unit


def _actors(login: str | None, unit: Unit) -> tuple[Person, Viewer]:
    """Whose draft it is, and who acts: the person named; else the operator, for somebody who reviews plans there."""
    on = localdate(ready.now())
    if login is None:
        able = queries.holders("plan.import", unit.path, on)
        if not able:
            cure = "Cách sửa: giao vai trò Đầu mối tổng hợp bằng hailong user, rồi thử lại."
            raise BadInput(f"Chưa có ai soát kế hoạch của {unit.name}. {cure}")
        return able[0], OPERATOR
    person = queries.person(login)
    if person is None:
        raise BadInput(f"Không có người dùng “{login}”. Cách sửa: xem hailong user list.")
    return person, rights.viewer(person, on=on)


def _draft(file: str, owner: Person, unit: Unit) -> Draft:
    """The file received and read as a draft."""
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise BadInput(f"Không mở được {click.format_filename(file)}: {why_not(error, file)}.") from None
    try:
        draft = drafts.receive(data=data, name=Path(file).name, owner=owner, unit=unit, now=ready.now())
    except Unreadable as error:
        raise BadInput(f"{click.format_filename(file)}: {error}") from None
    except Forbidden:
        message = f"{owner.name} không có quyền nhập kế hoạch cho {unit.name}."
        raise BadInput(f"{message} Cách sửa: chọn --user khác, hoặc giao vai trò.") from None
    drafts.read(draft_id=draft.pk)
    draft.refresh_from_db()
    return draft


def _failure(draft: Draft) -> str:
    """Why the file could not be read; its draft is taken away."""
    drafts.discard(draft_id=draft.pk)
    place = f" ({draft.error_place})" if draft.error_place else ""
    return f"{draft.name}{place}: {draft.error_message}. Cách sửa: {draft.error_cure}"


def _confirm(found: Reviewed, unit: Unit, by: Viewer, parent: str, allow_twin: bool) -> None:
    proposed = Choices.default_for(found.reading)
    choices = Choices(duties=proposed.duties, parent=parent, allow_twin=allow_twin)
    plan = importing.confirm(draft=found.draft, unit=unit, choices=choices, by=by, now=ready.now())
    click.echo(f"{plan.code}  {plan.title}")
    click.echo(f"{plan.tasks.count()} nhiệm vụ, {plan.facts.count()} điều khác. Xem: /ke-hoach/{plan.code}/")
    _doubts(found.reading, unit)


def _tell(found: Reviewed, unit: Unit) -> None:
    known = importing.twins(found.reading, unit=unit)
    click.echo(f"Bản nháp {found.draft.pk}: {len(found.reading['tasks'])} nhiệm vụ. Soát ở /ban-nhap/{found.draft.pk}/")
    if known:
        click.echo(f"Có thể đã nhập: {', '.join(plan.code for plan in known)}.")
    _doubts(found.reading, unit)


def _doubts(reading: Reading, unit: Unit) -> None:
    """What a person should look at: warnings, rows read with less confidence, names that are nobody's here."""
    for warning in reading["warnings"]:
        click.echo(f"- {warning['where']}: {warning['message']}" if warning["where"] else f"- {warning['message']}")
    for number, task in enumerate(reading["tasks"], start=1):
        if task["confidence"] < _SURE:
            click.echo(f"- Nhiệm vụ thứ {number} đọc chưa chắc: {' '.join(task['content'].split())[:80]}")
    for name in match(reading, within=unit, on=localdate(ready.now())).unknown:
        rows = len(name.rows)
        what = "chủ trì" if name.leads else "phối hợp"
        click.echo(f"- Chưa rõ là đơn vị nào: “{name.name}” ({what}, {rows} dòng)")
