"""`hailong plan`: a signed plan read on the command line (contract 4.1)."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from hailong.cli.errors import BadInput, why_not
from hailong.cli.main import LazyGroup
from hailong.documents.anatomy import Unreadable
from hailong.plan.intake.export import csv_bytes, xlsx_bytes
from hailong.plan.intake.listing import public, rows, summary
from hailong.plan.intake.reading.assemble import read_plan

_SHOWN = (2, 4, 5, 7, 9, 11)
_WIDTHS = (6, 5, 60, 30, 18, 10)


# Those that need the database; reading a plan does not, and writes nothing.
COMMANDS = {
    "import": ("hailong.cli.plan_import", "Nhập kế hoạch đã ký: để lại bản nháp cần soát, hoặc xác nhận luôn."),
    "export": ("hailong.cli.plan_export", "Xuất kế hoạch thành văn bản DOCX kèm phụ lục nhiệm vụ và tiến độ."),
}


@click.group(cls=LazyGroup, table=COMMANDS, epilog="Ví dụ: hailong plan read ke-hoach.docx --format json")
def plan() -> None:
    """Đọc kế hoạch đã ký thành nhiệm vụ, thời hạn, đơn vị và tiêu chí; nhập vào hệ thống; xuất ra văn bản."""


def _read(path: str) -> dict[str, Any]:
    """One file's reading; an unreadable file becomes {"document": {"file"}, "error"}."""
    shown = click.format_filename(path)  # bytes that are no UTF-8 cannot be printed
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        message = f"Không mở được tệp: {why_not(error, path)}. Kiểm tra lại đường dẫn."
        return {"document": {"file": shown}, "error": message}
    with tqdm(total=None, desc=Path(shown).name, unit=" trang", leave=False, disable=not sys.stderr.isatty()) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        try:
            return public(read_plan(data, shown, progress))
        except Unreadable as error:
            return {"document": {"file": shown}, "error": str(error)}


def _table(readings: list[dict[str, Any]]) -> str:
    """The tasks and duties as a plain table for the terminal."""
    lines = summary(readings)
    for row in rows(readings):
        texts = (" ".join(str(row[i] or "").split()) for i in _SHOWN)
        cut = (
            text if len(text) <= width else text[: width - 1] + "…" for text, width in zip(texts, _WIDTHS, strict=True)
        )
        lines.append("  ".join(f"{text:<{width}}" for text, width in zip(cut, _WIDTHS, strict=True)).rstrip())
    return "\n".join(lines) + "\n"


def _rendered(readings: list[dict[str, Any]], form: str) -> bytes:
    if form == "csv":
        return csv_bytes(readings)
    if form == "xlsx":
        return xlsx_bytes(readings)
    text = json.dumps(readings, ensure_ascii=False, indent=1) + "\n" if form == "json" else _table(readings)
    return text.encode()


def deliver(result: bytes, out: str | None) -> None:
    """Write the result to its file, or to standard output without any change of line ends."""
    if not out:
        sys.stdout.buffer.write(result)
        sys.stdout.flush()
        return
    try:
        Path(out).write_bytes(result)
    except OSError as error:
        shown = click.format_filename(out)
        raise BadInput(f"Không ghi được {shown}: {why_not(error, out)}. Chọn nơi khác cho --out.") from error


@plan.command(epilog="Ví dụ: hailong plan read ke-hoach.docx phu-luc.pdf --format xlsx --out nhiem-vu.xlsx")
@click.argument("files", nargs=-1, required=True, metavar="TỆP...")
@click.option(
    "--format", "form", type=click.Choice(["json", "table", "csv", "xlsx"]), default="table", help="Dạng kết quả."
)
@click.option("--out", type=click.Path(dir_okay=False), help="Tệp ghi kết quả (bắt buộc với xlsx).")
def read(files: tuple[str, ...], form: str, out: str | None) -> None:
    """Đọc TỆP (DOCX, PDF, văn bản, bảng tính) và in ra những gì văn bản giao; không ghi gì vào hệ thống."""
    if form == "xlsx" and not out:
        raise BadInput("Dạng xlsx cần tệp ghi kết quả. Thêm --out nhiem-vu.xlsx.")
    readings = [_read(path) for path in files]
    deliver(_rendered(readings, form), out)
    failed = [reading for reading in readings if "error" in reading]
    if failed:
        raise BadInput("; ".join(f"{r['document']['file']}: {r['error']}" for r in failed))
