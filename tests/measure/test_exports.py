"""Results taken away: the file says what the screen says, every program reads it, no cell runs as a formula."""

import io
import json
from datetime import date
from decimal import Decimal

import openpyxl
import polars as pl
import pyreadstat
import pytest
from click.testing import CliRunner
from tests import cast
from tests.measure import fielding

from hailong.agency.faults import Refused
from hailong.agency.models import Line
from hailong.agency.people.rights import Forbidden
from hailong.cli.main import main
from hailong.measure import estimates, exports, rules

pytestmark = pytest.mark.django_db

ON = date(2025, 10, 3)
HAPPY = {"q01": 5, "q02": 5, "q03": 5, "q04": 4, "q05": 4, "y_kien": "Cảm ơn chị Lan"}
SAD = {"q01": 2, "q02": 4, "q03": 4, "q05": 1}
INDEX = "SIPAS=TC:q01;HC:q02;PV:q03;KQ:q04;TT:q05"
OFFICE, ONE_STOP = "X0101-VP", "X0101-TT"


@pytest.fixture
def one(db):
    """Two units, paper in drawn half-days, a link beside it; a frame by which the two weigh differently."""
    made = fielding.opened(target=Decimal(90), operator=">=", sampling_unit=rules.SESSION)
    for unit, returned in ((OFFICE, 400), (ONE_STOP, 90)):
        fielding.returned(made, unit, returned)
        for number, sad in enumerate((1, 2, 5)):
            fielding.answered(made, unit, 9, content=HAPPY, session=f"{unit}{number}")
            fielding.answered(made, unit, sad + (unit == OFFICE), content=SAD, session=f"{unit}{number}")
    fielding.answered(made, ONE_STOP, 20, content=SAD, mode=rules.LINK)
    return made


def taken(one, kind, **values):
    return exports.answers(one, kind=kind, by=cast.viewer("quang"), now=cast.NOW, **values)


def shown(one, *by):
    return estimates.table(None, rounds=[one], by=by, on=ON)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_estimator_of_any_file_says_of_the_exported_answers_what_the_screen_says(one, kind, tmp_path):
    file = tmp_path / f"tra-loi.{kind}"
    file.write_bytes(taken(one, kind))
    words = ["survey", "estimate", str(file), "--weights", "weight", "--strata", "stratum", "--cluster", "psu"]
    words += ["--nest", "--where", "pooled = 1", "--index", INDEX, "--by", "unit", "--format", "json"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    told = {(row["by"]["unit"], row["name"]): row for row in json.loads(result.stdout)["rows"]}
    lines = shown(one, "unit").rows

    assert len(told) == len(lines) == 12
    for line in lines:
        row = told[line.by["unit"], line.name]
        assert (row["n"], row["df"]) == (line.n, line.df)
        for name in ("estimate", "se", "deff", "low", "high"):
            here = getattr(line, name)
            same = row[name] is None if here is None else here == pytest.approx(row[name], rel=1e-12, abs=1e-12)
            assert same, (line.name, name)


def test_the_command_says_what_the_function_says(one):
    result = CliRunner().invoke(main, ["survey", "index", "--round", one.code, "--by", "unit", "--format", "json"])
    assert result.exit_code == 0, result.output

    assert json.loads(result.stdout)["rows"] == json.loads(json.dumps(shown(one, "unit").as_json()["rows"]))


def test_the_command_refuses_in_one_line_with_its_cure(one):
    for words, said in (
        (["--round", "KHONG"], "KHONG"),
        (["--round", one.code, "--unit", "KHONG"], "KHONG"),
        (["--round", one.code, "--by", "tuoi"], "tuoi"),
        (["--round", one.code, "--user", "khong"], "user list"),
    ):
        result = CliRunner().invoke(main, ["survey", "index", *words])
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert said in result.stderr


@pytest.mark.parametrize("form", ["table", "csv"])
def test_the_command_prints_a_table_too(one, form):
    result = CliRunner().invoke(main, ["survey", "index", "--round", one.code, "--by", "mode", "--format", form])

    assert result.exit_code == 0
    assert "link" in result.stdout
    assert "verdict_point" in result.stdout.splitlines()[0]


def named(_dimension, code):
    return code


def test_the_workbook_has_the_figures_of_the_screen_rounded_once(one):
    table = shown(one, "unit")
    book = openpyxl.load_workbook(io.BytesIO(exports.workbook(table, one, named=named, on=ON)))
    page = book.worksheets[0]
    head = [cell.value for cell in page[3]]
    rows = [dict(zip(head, [cell.value for cell in row], strict=True)) for row in page.iter_rows(min_row=4)]

    lines = [*table.total, *table.rows]
    assert len(rows) == len(lines) == 18
    for row, line in zip(rows, lines, strict=True):
        assert row["Số phiếu"] == line.n
        assert abs(row["Chỉ số (%)"] - line.estimate) <= 0.005 + 1e-9
    assert rows[5]["Theo điểm công bố"] == "chưa đạt"
    assert book.worksheets[1]["A2"].value == "Đợt khảo sát"


def test_no_name_runs_as_a_formula(one):
    """A field of procedures named =1+1 stays words in both kinds of file."""
    fielding.answered(one, ONE_STOP, 30, content=HAPPY, field="=1+1", session="x")
    table = shown(one, "field")
    text = exports.table_csv(table, named=named).decode("utf-8-sig")
    page = openpyxl.load_workbook(io.BytesIO(exports.workbook(table, one, named=named, on=ON))).worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value == "=1+1"]

    assert "'=1+1" in text
    assert ";=1+1" not in text
    assert "\n=1+1" not in text
    assert len(cells) == 6
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize(("kind", "read"), [("sav", pyreadstat.read_sav), ("dta", pyreadstat.read_dta)])
def test_statistics_programs_read_the_answers_with_their_labels(one, kind, read, tmp_path):
    file = tmp_path / f"tra-loi.{kind}"
    file.write_bytes(taken(one, kind))
    frame, meta = read(str(file), output_format="polars")
    plain = pl.read_parquet(io.BytesIO(taken(one, "parquet")))

    assert frame.columns == plain.columns
    assert frame["q01"].cast(pl.Int8).to_list() == plain["q01"].to_list()
    assert frame["q04"].null_count() == plain["q04"].null_count() > 0
    assert meta.column_names_to_labels["q01"].startswith("[TC] Câu hỏi 1")
    assert {int(code): label for code, label in meta.variable_value_labels["q01"].items()}[5]
    assert set(meta.variable_value_labels["q01"]) == {1, 2, 3, 4, 5}


def test_the_file_holds_no_comment_day_or_trace_of_the_order(one):
    frame = pl.read_parquet(io.BytesIO(taken(one, "parquet")))
    items = ["q01", "q02", "q03", "q04", "q05"]

    assert frame.columns == ["period", "unit", "mode", "pooled", "weight", "stratum", "psu", *items]
    assert frame.equals(frame.sort("unit", "mode", *items, "stratum", "psu", nulls_last=True))
    assert "Lan" not in taken(one, "csv").decode()


def test_small_units_and_modes_are_not_named_in_the_file(db):
    one = fielding.opened()
    for unit, mode, count in (
        (OFFICE, rules.PAPER, 3),
        (ONE_STOP, rules.PAPER, 20),
        ("X0101-VHXH", rules.PAPER, 40),
        ("X0101-VHXH", rules.CODED, 2),
        ("X0101-KT", rules.PAPER, 30),
        ("X0101-KT", rules.LINK, 4),
    ):
        fielding.answered(one, unit, count, content=HAPPY, mode=mode)
    frame = pl.read_parquet(io.BytesIO(taken(one, "parquet")))
    for keys in (["unit"], ["mode"], ["unit", "mode"], ["unit", "mode", "stratum"]):
        assert frame.group_by(keys).len()["len"].min() >= 5, keys

    assert frame.height == 95
    assert OFFICE not in frame["unit"].to_list()


def test_too_few_answers_are_not_given_away_at_all(db):
    one = fielding.opened()
    fielding.answered(one, OFFICE, 4, content=HAPPY)
    with pytest.raises(Refused, match="dưới 5"):
        taken(one, "csv")


def test_taking_the_answers_leaves_a_line_and_needs_the_right(one):
    with pytest.raises(Refused, match="exe"):
        taken(one, "exe")
    taken(one, "sav")
    line = Line.objects.get(verb="survey.export")
    assert (line.after["kind"], line.after["answers"]) == ("sav", 93)

    clerk = next(
        each for each in map(cast.viewer, cast.cast()) if each.reach("survey.see") and not each.reach("survey.export")
    )
    with pytest.raises(Forbidden):
        exports.answers(one, kind="csv", by=clerk, now=cast.NOW)


def test_the_codebook_says_every_column(one):
    text = exports.codebook(one).decode("utf-8-sig")

    assert "stratum;Tầng" in text
    assert "q05;[TT]" in text
    assert "y_kien" not in text
