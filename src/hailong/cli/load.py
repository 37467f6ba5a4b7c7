"""`hailong load`: units, people, working calendars and results returned from files; the same file twice is as once."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

from hailong.cli import ready  # isort: split

import click

from hailong.agency import queries, units, worktime
from hailong.agency.faults import CellFault, Refused
from hailong.agency.models import Unit
from hailong.agency.people import loading
from hailong.agency.people.rights import OPERATOR
from hailong.agency.people_file import read_people
from hailong.agency.units_file import read_units
from hailong.cli.errors import BadInput
from hailong.clock.calendars import read_week
from hailong.clock.errors import ClockError
from hailong.documents.anatomy import Unreadable
from hailong.measure import frame

_dry_run = click.option("--dry-run", is_flag=True, help="Chỉ nói sẽ đổi gì, từng dòng; không ghi gì.")
_format = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Dạng kết quả."
)


class _Placed(Protocol):
    """A fault with its row."""

    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def message(self) -> str: ...
    @property
    def cure(self) -> str: ...


@click.group(epilog="Ví dụ: hailong load units don-vi.xlsx --dry-run")
def load() -> None:
    """Nạp đơn vị, người dùng, lịch làm việc, danh sách trả kết quả; nạp lại cùng một tệp thì không đổi gì thêm."""


def _plainly(command: Callable[..., None]) -> Callable[..., None]:
    """What the readers and verbs refuse becomes one line that names place and cure; nothing of the file is kept."""

    @wraps(command)
    def said(*args: Any, **kwargs: Any) -> None:
        if ready.pending():
            raise BadInput("Cơ sở dữ liệu chưa được tạo hoặc chưa nâng cấp. Cách sửa: chạy hailong migrate.")
        try:
            command(*args, **kwargs)
        except Refused as reason:
            raise BadInput(f"{reason.message} Cách sửa: {reason.cure}" if reason.cure else reason.message) from None
        except (Unreadable, ClockError) as reason:
            raise BadInput(str(reason)) from None

    return said


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as reason:
        raise BadInput(f"Không mở được tệp {file} ({reason.strerror}). Kiểm tra lại đường dẫn.") from None


@load.command("units", epilog="Ví dụ: hailong load units don-vi.xlsx --dry-run; hailong load units --official")
@click.argument("file", metavar="[TỆP]", required=False)
@click.option("--official", is_flag=True, help="Danh mục 34 tỉnh, thành phố và 3.321 xã, phường, đặc khu có sẵn.")
@_dry_run
@_format
@_plainly
def units_command(file: str | None, official: bool, dry_run: bool, form: str) -> None:
    """Nạp đơn vị từ bảng tính hoặc CSV: Mã, Tên, Loại, Mã cấp trên, Hiệu lực từ, Đến, Tên gọi khác, Căn cứ."""
    if bool(file) == official:
        raise BadInput("Cần một TỆP, hoặc --official; ví dụ: hailong load units don-vi.xlsx")
    name = Path(file).name if file else "units.csv"
    data = _bytes(file) if file else (resources.files("hailong.agency") / "data" / name).read_bytes()
    known = Unit.objects.values_list("code", flat=True)
    read = read_units(data, name, set(known))
    _stop_at(name, map(_row_text, read.faults))
    sha256 = hashlib.sha256(data).hexdigest()
    done = units.load(read.rows, by=OPERATOR, now=ready.now(), dry_run=dry_run, source=name, sha256=sha256)
    _stop_at(name, (f"{_place(fault)}, mã {fault.code}: {fault.message} {fault.cure}" for fault in done.faults))
    lines = [f"{'thêm' if one.made else 'đổi'} {one.code} {one.name}{_fields(one)}" for one in done.changes]
    rows = [
        {"code": one.code, "name": one.name, "made": one.made, "fields": {k: list(v) for k, v in one.fields.items()}}
        for one in done.changes
    ]
    _tell(form, dry_run, (done.created, done.changed, done.unchanged), lines, rows)


def _fields(change: units.Change) -> str:
    """What changes in a unit that is there; of a new one the name is enough."""
    if change.made:
        return ""
    said = (f"{units.FIELDS[name]} “{old}” → “{new}”" for name, (old, new) in change.fields.items())
    return f": {'; '.join(said)}"


@load.command("people", epilog="Ví dụ: hailong load people nguoi-dung.xlsx --dry-run")
@click.argument("file", metavar="TỆP")
@_dry_run
@_format
@_plainly
def people_command(file: str, dry_run: bool, form: str) -> None:
    """Nạp người dùng từ bảng tính hoặc CSV.

    Các cột: Tên đăng nhập, Họ và tên, Mã đơn vị, Chức vụ, Vai trò, Phạm vi, Thư điện tử. Phạm vi là mã
    đơn vị mà vai trò bao quát; để trống là đơn vị làm việc. Mật khẩu đầu tiên chỉ in một lần.
    """
    name = Path(file).name
    read = read_people(_bytes(file), name)
    _stop_at(name, map(_row_text, read.faults))
    done = loading.load(read.rows, by=OPERATOR, now=ready.now(), dry_run=dry_run)
    _stop_at(name, (f"{_place(fault)}, {fault.login}: {fault.message} {fault.cure}" for fault in done.faults))
    shown = [(one, None if dry_run else one.password) for one in done.changes]
    lines = [
        f"{one.login} {one.name}: {'; '.join(one.lines)}" + (f"; mật khẩu đầu tiên: {password}" if password else "")
        for one, password in shown
    ]
    rows = [
        {"login": one.login, "name": one.name, "made": one.password is not None, "lines": list(one.lines)}
        | ({"password": password} if password else {})
        for one, password in shown
    ]
    _tell(form, dry_run, (done.created, done.changed, done.unchanged), lines, rows)


@load.command("calendar", epilog="Ví dụ: hailong load calendar lich.toml --unit X0101 --dry-run")
@click.argument("file", metavar="TỆP")
@click.option("--unit", "code", required=True, metavar="MÃ", help="Đơn vị có lịch này; đơn vị bên dưới theo lịch ấy.")
@_dry_run
@_format
@_plainly
def calendar_command(file: str, code: str, dry_run: bool, form: str) -> None:
    """Nạp lịch làm việc (TOML như hailong clock --calendar): giờ làm việc, ngày nghỉ riêng, ngày làm bù."""
    unit = _unit(code)
    week = read_week(Path(file))
    source = f"Tệp {Path(file).name}"
    done = worktime.load(unit=unit, week=week, source=source, by=OPERATOR, now=ready.now(), dry_run=dry_run)
    added = sum(line.startswith("thêm") for line in done.lines)
    counts = (added, len(done.lines) - added, done.unchanged)
    _tell(form, dry_run, counts, done.lines, [{"line": line} for line in done.lines])


@load.command("frame", epilog="Ví dụ: hailong load frame ho-so-quy-3.xlsx --unit X0101 --dry-run")
@click.argument("file", metavar="TỆP")
@click.option("--unit", "code", required=True, metavar="MÃ", help="Đơn vị trả kết quả, khi tệp không có cột đơn vị.")
@_dry_run
@_format
@_plainly
def frame_command(file: str, code: str, dry_run: bool, form: str) -> None:
    """Nạp danh sách trả kết quả làm khung chọn mẫu khảo sát: Mã hồ sơ, Thủ tục, Lĩnh vực, Ngày trả kết quả, Loại khách.

    Chỉ đọc các cột ấy; tên, địa chỉ, điện thoại trong danh sách không được đọc. Dòng chưa có ngày trả thì bỏ qua.
    """
    name = Path(file).name
    done = frame.load(_bytes(file), name, unit=_unit(code), by=OPERATOR, now=ready.now(), dry_run=dry_run)
    untold = done.faulty - len(done.faults)
    _stop_at(name, [*map(_row_text, done.faults), *([f"còn {untold} lỗi nữa không in ra."] if untold else [])])
    waiting = [f"{done.waiting} hồ sơ chưa có ngày trả kết quả, bỏ qua."] if done.waiting else []
    _tell(form, dry_run, (done.added, done.changed, done.known), waiting, [{"unit": code, "waiting": done.waiting}])


def _unit(code: str) -> Unit:
    unit = queries.unit(code)
    if unit is None:
        raise BadInput(f"Không có đơn vị mã “{code}”. Cách sửa: nạp đơn vị bằng hailong load units, hoặc xem lại mã.")
    return unit


def _place(fault: _Placed) -> str:
    return f"trang tính “{fault.sheet}”, dòng {fault.row}" if fault.sheet else f"dòng {fault.row}"


def _row_text(fault: CellFault) -> str:
    return f"{_place(fault)}, cột “{fault.column}”, giá trị “{fault.value}”: {fault.message}. {fault.cure}"


def _stop_at(file: str, faults: Iterable[str]) -> None:
    """Print every fault where a person or a program looks for them, and end with the first."""
    said = list(faults)
    if not said:
        return
    for line in said[1:]:
        click.echo(f"Lỗi: {file}, {line}")
    more = f" (và {len(said) - 1} lỗi nữa, in ở trên)" if len(said) > 1 else ""
    raise BadInput(f"{file}, {said[0]}{more} Chưa nạp gì.")


def _tell(
    form: str, dry_run: bool, counts: tuple[int, int, int], lines: Sequence[str], rows: Sequence[dict[str, Any]]
) -> None:
    created, changed, unchanged = counts
    if form == "json":
        answer = {"dry_run": dry_run, "created": created, "changed": changed, "unchanged": unchanged, "rows": rows}
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    for line in lines:
        click.echo(line)
    head = "Sẽ thêm" if dry_run else "Đã thêm"
    click.echo(f"{head} {created}, đổi {changed}, giữ nguyên {unchanged}.")
