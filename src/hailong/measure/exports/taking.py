"""The verbs of taking results away. The answers themselves leave with a line in the journal."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from hailong.agency import journal
from hailong.agency.faults import Refused
from hailong.agency.models import Unit
from hailong.agency.people import rights
from hailong.agency.people.rights import Viewer
from hailong.documents.write import csv, xlsx
from hailong.lexicon.criteria import criterion
from hailong.lexicon.dates import format_date
from hailong.measure.estimates import Table
from hailong.measure.estimates.answers import sample
from hailong.measure.exports import sheets
from hailong.measure.exports.microdata import KEYS, microdata
from hailong.measure.exports.sheets import Named
from hailong.measure.exports.statfiles import WRITERS, Variable
from hailong.measure.exports.statfiles import codebook as written_codebook
from hailong.measure.models import Round
from hailong.measure.questionnaires.form import Form

EXPORT: Final = "survey.export"
KINDS: Final = tuple(WRITERS)
_LABELS: Final = {
    "period": "Kỳ khảo sát",
    "unit": "Mã đơn vị; (gộp): đơn vị có quá ít phiếu",
    "mode": "Cách trả lời; (gộp): nhóm có quá ít phiếu",
    "pooled": "1: tính vào chỉ số của đợt",
    "weight": "Trọng số",
    "stratum": "Tầng, đánh số lại",
    "psu": "Đơn vị mẫu trong tầng, đánh số lại",
}


def workbook(table: Table, round: Round, *, named: Named, on: date) -> bytes:
    """The table as a workbook, figures as on screen, with a sheet on how it was made."""
    title = f"{round.title}: kết quả đến ngày {format_date(on)}"
    how: list[list[xlsx.Value]] = [list(row) for row in _how(table, round, on)]
    return xlsx.workbook(
        [
            xlsx.Sheet("Kết quả", sheets.head(table), sheets.rows(table, named), title),
            xlsx.Sheet("Cách tính", ("Mục", "Nội dung"), how),
        ]
    )


def table_csv(table: Table, *, named: Named) -> bytes:
    """The table as CSV, figures as on screen."""
    return csv.table_csv(sheets.head(table), sheets.texts(sheets.rows(table, named)))


def codebook(round: Round) -> bytes:
    """What the columns of the answers hold."""
    return written_codebook(_variables(round))


def answers(round: Round, *, kind: str, by: Viewer, now: datetime) -> bytes:
    """The answers as a file of that kind (KINDS); Refused for another, Forbidden where the person may not."""
    if kind not in WRITERS:
        raise Refused(f"Không có kiểu tệp “{kind}”.", cure=f"Chọn một trong {', '.join(KINDS)}.")
    acting = rights.actor(by, EXPORT, round.unit.path)
    frame = microdata(sample(round))
    data = WRITERS[kind](frame, _variables(round))
    with transaction.atomic():
        journal.write(
            by=acting, at=now, unit=Unit.objects.get(pk=round.unit_id), verb=EXPORT, kind="round", thing=round.pk,
            label=round.title, after={"kind": kind, "answers": frame.height, "day": localdate(now)},
        )  # fmt: skip
    return data


def _variables(round: Round) -> list[Variable]:
    form = Form.from_json(round.version.content)
    bound = {item for _, items in form.index() for item in items}
    plain = [Variable(name, _LABELS[name], {}) for name in KEYS]
    asked = [
        Variable(
            item.code, f"[{item.criterion}] {item.text}",
            {int(option.code): option.label for option in item.choices if option.code != 0},
        )
        for item in form.items
        if item.code in bound
    ]  # fmt: skip
    return [*plain, *asked]


def _how(table: Table, round: Round, on: date) -> list[tuple[str, str]]:
    made = next((one for one in table.made if one.code == round.code), None)
    if made is None:
        return []
    asked = "; ".join(f"{code} {criterion(code).name}: {', '.join(items)}" for code, items in made.criteria)
    return [
        ("Đợt khảo sát", f"{round.code}, {format_date(round.opens)} - {format_date(round.closes)}"),
        ("Tính đến ngày", format_date(on)),
        ("Quy tắc tính", made.rule),
        ("Câu hỏi của từng tiêu chí", asked),
        ("Cách trả lời tính vào chỉ số", ", ".join(made.modes)),
        ("Đơn vị chọn mẫu", made.sampling_unit),
        ("Số tầng, số đơn vị mẫu", f"{made.strata}, {made.units}"),
        ("So với đợt", made.previous or "không có đợt trước"),
    ]
