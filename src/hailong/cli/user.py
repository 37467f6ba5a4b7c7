"""`hailong user`: people and their roles from the terminal of this installation."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from typing import Any

from hailong.cli import ready  # isort: split

import click
from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency import queries as hall
from hailong.agency.faults import Refused
from hailong.agency.models import Person, Unit
from hailong.agency.people import accounts, queries, roles
from hailong.agency.people.rights import OPERATOR
from hailong.agency.permissions import ROLES
from hailong.cli.errors import BadInput
from hailong.lexicon.dates import parse_date

_ROLES = "\n\nVai trò: " + ", ".join(f"{code} ({name})" for code, name in ROLES.items()) + "."


def _plainly(command: Callable[..., None]) -> Callable[..., None]:
    """What a verb refuses becomes one line that names the cure."""

    @wraps(command)
    def said(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except Refused as reason:
            raise BadInput(f"{reason.message} Cách sửa: {reason.cure}" if reason.cure else reason.message) from None

    return said


@click.group(epilog="Ví dụ: hailong user add lan --name 'Phạm Thị Lan' --unit X0101-TT --role counter_clerk")
def user() -> None:
    """Người dùng và vai trò; thấy trên trang Người dùng."""


def _person(login: str) -> Person:
    found = queries.person(login)
    if found is None:
        raise BadInput(f"Không có người dùng “{login}”. Cách sửa: xem hailong user list.")
    return found


def _unit(code: str) -> Unit:
    found = hall.unit(code)
    if found is None:
        raise BadInput(f"Không có đơn vị mã “{code}”. Cách sửa: nạp đơn vị bằng hailong load units, hoặc xem lại mã.")
    return found


def _day(text: str | None) -> date | None:
    day = parse_date(text) if text else None
    if text and day is None:
        raise BadInput(f"“{text}” không phải ngày. Cách viết: 03/10/2025.")
    return day


def _tell(login: str, password: str) -> None:
    click.echo(f"Tên đăng nhập: {login}")
    click.echo(f"Mật khẩu đầu tiên: {password}")
    click.echo("Chỉ in một lần này; đưa tận tay. Khi đăng nhập, người dùng phải đổi ngay.")


@user.command(epilog="Ví dụ: hailong user add quantri --name 'Tô Gia Khánh' --unit X0101 --admin" + _ROLES)
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
@click.option("--name", required=True, help="Họ và tên.")
@click.option("--unit", "code", required=True, metavar="MÃ", help="Đơn vị nơi làm việc.")
@click.option("--title", default="", help="Chức danh.")
@click.option("--email", default="", help="Địa chỉ thư điện tử.")
@click.option("--role", "wanted", multiple=True, type=click.Choice(list(ROLES)), help="Vai trò; ghi được nhiều lần.")
@click.option("--over", metavar="MÃ", help="Đơn vị mà vai trò bao quát, nếu khác nơi làm việc.")
@click.option("--admin", is_flag=True, help="Giao luôn vai trò quản trị hệ thống.")
@_plainly
def add(
    login: str, name: str, code: str, title: str, email: str, wanted: tuple[str, ...], over: str | None, admin: bool
) -> None:
    """Thêm người dùng; in ra mật khẩu đầu tiên."""
    now, home = ready.now(), _unit(code)
    covered = _unit(over) if over else home
    with transaction.atomic():
        person, password = accounts.create(
            username=login, name=name, title=title, email=email, unit=home, by=OPERATOR, now=now
        )
        for role in dict.fromkeys((*wanted, *(("administrator",) if admin else ()))):
            roles.assign(person=person, role=role, unit=covered, since=localdate(now), by=OPERATOR, now=now)
    _tell(person.username, password)


@user.command(epilog="Ví dụ: hailong user password lan --forget-second-factor")
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
@click.option("--forget-second-factor", "forget", is_flag=True, help="Bỏ xác thực hai lớp (mất điện thoại).")
@_plainly
def password(login: str, forget: bool) -> None:
    """Đặt lại mật khẩu; in ra mật khẩu mới, mọi phiên đang mở bị thoát."""
    person, now = _person(login), ready.now()
    if forget:
        accounts.forget_second_factor(person=person, by=OPERATOR, now=now)
    _tell(person.username, accounts.reset_password(person=person, by=OPERATOR, now=now))


@user.command(epilog="Ví dụ: hailong user deactivate lan")
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
@click.option("--undo", is_flag=True, help="Mở lại tài khoản đã khóa.")
@_plainly
def deactivate(login: str, undo: bool) -> None:
    """Khóa tài khoản: không đăng nhập được nữa; vai trò và lịch sử giữ nguyên."""
    person = _person(login)
    (accounts.activate if undo else accounts.deactivate)(person=person, by=OPERATOR, now=ready.now())
    click.echo(f"{'Đã mở lại' if undo else 'Đã khóa'} tài khoản {person.username} ({person.name}).")


@user.command(epilog="Ví dụ: hailong user role son unit_head --unit X0101-VHXH --until 31/12/2025" + _ROLES)
@click.argument("login", metavar="TÊN_ĐĂNG_NHẬP")
@click.argument("wanted", metavar="VAI_TRÒ", type=click.Choice(list(ROLES)))
@click.option("--unit", "code", required=True, metavar="MÃ", help="Đơn vị mà vai trò bao quát.")
@click.option("--since", metavar="NGÀY", help="Ngày đầu; mặc định hôm nay.")
@click.option("--until", metavar="NGÀY", help="Ngày cuối; mặc định chưa định.")
@click.option("--end", is_flag=True, help="Thu vai trò: ngày cuối là --until, mặc định hôm qua.")
@click.option("--reason", default="", help="Căn cứ, ví dụ số quyết định.")
@_plainly
def role(login: str, wanted: str, code: str, since: str | None, until: str | None, end: bool, reason: str) -> None:
    """Giao hoặc thu một vai trò."""
    person, unit, now = _person(login), _unit(code), ready.now()
    first, last = _day(since) or localdate(now), _day(until)
    if end:
        holding = queries.assignments(person, localdate(now))
        held = next((one for one in holding if one.role == wanted and one.unit == unit), None)
        if held is None:
            raise BadInput(f"{person.name} không giữ vai trò {wanted} ở {unit.name}. Cách sửa: xem hailong user list.")
        roles.end(assignment=held, until=last or localdate(now) - timedelta(days=1), by=OPERATOR, now=now)
        click.echo(f"Đã thu vai trò {ROLES[wanted]} của {person.name} ở {unit.name}.")
        return
    roles.assign(person=person, role=wanted, unit=unit, since=first, until=last, by=OPERATOR, now=now, reason=reason)
    click.echo(f"Đã giao vai trò {ROLES[wanted]} cho {person.name} ở {unit.name}.")


@user.command("list", epilog="Ví dụ: hailong user list --format json")
@click.option("--search", default="", help="Một phần họ tên hoặc tên đăng nhập.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="Dạng kết quả.")
def list_(search: str, form: str) -> None:
    """Liệt kê người dùng, nơi làm việc và vai trò hôm nay."""
    people = [_shown(one) for one in queries.people_seen(OPERATOR, on=localdate(ready.now()), search=search)]
    if form == "json":
        click.echo(json.dumps(people, ensure_ascii=False, indent=1))
        return
    for one in people:
        held = "; ".join(f"{row['role']} @ {row['unit']}" for row in one["roles"]) or "chưa có vai trò"
        state = "" if one["active"] else "  [đã khóa]"
        click.echo(f"{one['login']:<16}  {one['name']}  ({', '.join(one['units']) or '-'})  {held}{state}")


def _shown(person: Any) -> dict[str, Any]:
    return {
        "login": person.username,
        "name": person.name,
        "active": person.is_active,
        "units": [one.unit.code for one in person.now_in],
        "roles": [{"role": one.role, "unit": one.unit.code} for one in person.now_holds],
    }
