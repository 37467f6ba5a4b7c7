"""`hailong plan export`: a living plan drafted back as a document, with the progress of each task."""

from hailong.cli import ready  # isort: split

import click
from django.utils.timezone import localdate

from hailong.agency.people import queries, rights
from hailong.agency.people.rights import OPERATOR
from hailong.cli.errors import BadInput
from hailong.cli.plan import deliver
from hailong.plan import drafting
from hailong.plan.queries.plans import plan_seen


@click.command(epilog="Ví dụ: hailong plan export X0101-2025-01 --out ke-hoach.docx")
@click.argument("code", metavar="MÃ")
@click.option("--out", required=True, type=click.Path(dir_okay=False), help="Tệp .docx để ghi.")
@click.option("--user", "login", metavar="TÊN", help="Làm thay người dùng này: chỉ những gì người ấy được xem.")
def export(code: str, out: str, login: str | None) -> None:
    """Xuất kế hoạch có mã MÃ thành văn bản kèm phụ lục nhiệm vụ và tiến độ đến hôm nay."""
    if ready.pending():
        raise BadInput("Cơ sở dữ liệu chưa sẵn sàng. Cách sửa: chạy hailong migrate.")
    today = localdate(ready.now())
    viewer = OPERATOR
    if login is not None:
        person = queries.person(login)
        if person is None:
            raise BadInput(f"Không có người dùng “{login}”. Cách sửa: xem hailong user list.")
        viewer = rights.viewer(person, on=today)
    plan = plan_seen(viewer, code)
    if plan is None:
        raise BadInput(f"Không có kế hoạch mã “{code}”. Cách sửa: xem mã ở đầu trang của kế hoạch.")
    deliver(drafting.annex(plan, on=today, viewer=viewer), out)
    click.echo(f"Đã ghi {click.format_filename(out)}: {plan}, {plan.tasks.count()} nhiệm vụ.")
