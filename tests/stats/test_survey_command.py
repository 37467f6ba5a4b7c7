"""`hailong survey estimate` as a person runs it: forms of the answer, one line for what is wrong, files of size."""

import csv
import io
import json
import time
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from hailong.cli.main import main

FORMS = """xa,tang,cum,ts,dan_so,q01,q02,gio
Vĩnh Thọ,1,a,2.5,10,4,5,"1,5"
Vĩnh Thọ,1,a,2.5,10,5,,"2,5"
Vĩnh Thọ,1,b,2.5,10,2,4,3
Vạn Thạnh,2,c,1.5,8,5,5,4
Vạn Thạnh,2,d,1.5,8,3,1,"0,5"
Vạn Thạnh,2,d,1.5,8,,9,2
"""
DESIGN = ("--weights", "ts", "--strata", "tang", "--cluster", "cum", "--fpc", "dan_so")


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    file = tmp_path / "phiếu quý III.csv"
    file.write_text(FORMS, encoding="utf-8")
    return file


def run(file: object, *options: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["survey", "estimate", str(file), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def answered(file: object, *options: str) -> dict[str, Any]:
    status, told, fault = run(file, *options, "--format", "json")
    assert (status, fault) == (0, "")
    found: dict[str, Any] = json.loads(told)
    return found


def refused(file: object, *options: str) -> str:
    status, told, fault = run(file, *options, "--format", "json")
    assert (status, told) == (2, "")
    assert len(fault.splitlines()) == 1
    assert fault.startswith("Lỗi: ")
    return fault


def test_json_holds_rows_design_and_warnings(forms: Path) -> None:
    found = answered(forms, *DESIGN, "--by", "xa", "--mean", "q01", "--mean", "gio")
    assert list(found) == ["rows", "design", "warnings"]
    assert list(found["rows"][0]) == [
        *("by", "statistic", "name", "level", "estimate", "se", "low", "high", "df", "n", "deff"),
    ]
    assert [(row["by"], row["name"], row["n"]) for row in found["rows"]] == [
        ({"xa": "Vạn Thạnh"}, "q01", 2), ({"xa": "Vạn Thạnh"}, "gio", 3),
        ({"xa": "Vĩnh Thọ"}, "q01", 3), ({"xa": "Vĩnh Thọ"}, "gio", 3),
    ]  # fmt: skip
    assert found["design"]["units"] == [4]
    assert [warning["code"] for warning in found["warnings"]] == ["decimal_comma"]


def test_every_statistic_has_its_name(forms: Path) -> None:
    options = ["--total", "q01", "--mean", "q02", "--proportions", "q01", "--percent", "q01:4,5", "--ratio", "q01/q02"]
    found = answered(forms, *DESIGN, *options, "--index", "SIPAS=TC:q01;HC:q02", "--missing", "9")
    assert [(row["statistic"], row["name"], row["level"]) for row in found["rows"]] == [
        ("mean", "q02", None), ("total", "q01", None),
        *(("proportion", "q01", level) for level in "2345"),
        ("percent", "q01:4,5", None), ("ratio", "q01/q02", None),
        ("criterion", "TC", None), ("criterion", "HC", None), ("index", "SIPAS", None),
    ]  # fmt: skip
    percent = found["rows"][6]
    assert (percent["statistic"], percent["estimate"]) == ("percent", pytest.approx(100 * 6.5 / 10.5))
    assert percent == {**found["rows"][8], "statistic": "percent", "name": "q01:4,5"}


def test_what_cannot_be_known_is_null(forms: Path) -> None:
    (row,) = answered(forms, "--mean", "q01", "--where", "cum = a and q02 = 5")["rows"]
    assert (row["estimate"], row["low"], row["deff"]) == (4, None, None)


def test_options_of_columns_may_be_parted_by_commas_or_repeated(forms: Path) -> None:
    one = answered(forms, "--by", "xa,tang", "--mean", "q01")
    other = answered(forms, "--by", "xa", "--by", "tang", "--mean", "q01")
    assert one == other
    assert one["rows"][0]["by"] == {"xa": "Vạn Thạnh", "tang": "2"}


def test_weights_may_come_from_the_population(forms: Path) -> None:
    (row,) = answered(forms, "--strata", "tang", "--cluster", "cum", "--fpc", "dan_so", "--total", "q01")["rows"]
    assert row["estimate"] == pytest.approx(5 * 11 + 4 * 8)


def test_weights_may_be_made_to_agree_with_files_of_the_population(forms: Path, tmp_path: Path) -> None:
    (tmp_path / "xa.csv").write_text("xa,Freq\nVĩnh Thọ,60\nVạn Thạnh,40\n", encoding="utf-8")
    (tmp_path / "tang.csv").write_text("tang,Freq\n1,60\n2,40\n", encoding="utf-8")
    post = answered(forms, *DESIGN, "--proportions", "xa", "--poststrata", f"xa={tmp_path / 'xa.csv'}")
    assert [row["estimate"] for row in post["rows"]] == [pytest.approx(0.4), pytest.approx(0.6)]
    margins = ["--rake", f"xa={tmp_path / 'xa.csv'}", "--rake", f"tang={tmp_path / 'tang.csv'}"]
    raked = answered(forms, *DESIGN, "--proportions", "xa", *margins)
    assert [row["estimate"] for row in raked["rows"]] == [pytest.approx(0.4), pytest.approx(0.6)]
    assert raked["design"]["calibration"] == "rake"


def test_csv_holds_every_digit_and_the_table_is_for_people(forms: Path) -> None:
    row = answered(forms, *DESIGN, "--mean", "q01", "--mean", "gio")["rows"][1]
    status, told, fault = run(forms, *DESIGN, "--mean", "q01", "--mean", "gio", "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(told)))
    assert (status, float(lines[1]["se"]), lines[1]["level"]) == (0, row["se"], "")
    assert fault == "Lưu ý: cột gio: 3 số viết dấu phẩy thập phân, đã đọc là số.\n"
    status, told, _ = run(forms, *DESIGN, "--mean", "q01", "--by", "xa")
    assert (status, told.splitlines()[0].split()[:3]) == (0, ["xa", "statistic", "name"])
    assert "Vạn Thạnh" in told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--mean", "q09"], '--mean: tệp không có cột "q09"; các cột là xa, tang'),
        (["--mean", "xa"], 'cột "xa", dòng 2: "Vĩnh Thọ" không phải số'),
        (["--mean", "q01", "--weights", "q02"], 'cột "q02", dòng 3: trống'),
        (["--mean", "q01", "--where", "xa ="], "ký tự 5"),
        (["--mean", "q01", "--where", "tang = 3"], "không dòng nào thỏa"),
        (["--mean", "q01", "--strata", "cum"], "tầng cum = b chỉ có một đơn vị"),
        (["--mean", "q01", "--level", "95"], "95"),
        (["--percent", "q01"], "thiếu một bên dấu :"),
        (["--ratio", "q01/"], "thiếu một bên dấu /"),
        (["--index", "q01"], "thiếu tên chỉ số"),
        (["--index", "I=A:q02", "--rule", "mean5"], "--missing 9"),
        (["--mean", "q01", "--poststrata", "xa"], "CỘT=TỆP"),
        (["--mean", "q01", "--rake", "xa=khong-co.csv"], "không có tệp"),
        (["--mean", "q01", "--lonely", "skip"], "skip"),
        ([], "chưa yêu cầu số liệu nào"),
    ],
)
def test_what_is_wrong_is_one_line_and_status_two(forms: Path, options: list[str], said: str) -> None:
    assert said in refused(forms, *options)


def test_a_file_at_fault_is_named(tmp_path: Path) -> None:
    assert "khong-co.csv: không có tệp" in refused(tmp_path / "khong-co.csv", "--mean", "q")
    assert "đây là thư mục" in refused(tmp_path, "--mean", "q")
    old = tmp_path / "cũ.csv"
    old.write_bytes(b"q,xa\n4,Lao Cai\n5,H\xe0 N\xf4i\n")
    assert "cũ.csv: dòng 3: tệp không phải UTF-8 (byte 0xE0); lưu lại dạng CSV UTF-8" in refused(old, "--mean", "q")


def test_parquet_in_any_order_answers_like_csv(forms: Path, tmp_path: Path) -> None:
    table = pl.read_csv(forms).with_columns(pl.col("gio").str.replace(",", ".").cast(pl.Float64))
    table.sort("q01", "gio", descending=True).write_parquet(tmp_path / "p.parquet")
    options = [*DESIGN, "--mean", "gio", "--percent", "q01:4,5", "--by", "tang"]
    rows = [answered(file, *options)["rows"] for file in (forms, tmp_path / "p.parquet")]
    for one, other in zip(*rows, strict=True):
        assert one == {
            **other,
            **{name: pytest.approx(other[name]) for name in ("estimate", "se", "low", "high", "deff")},
        }


def test_five_thousand_forms_take_a_moment(tmp_path: Path) -> None:
    """A hundredth of the size that must take seconds; here the share of a laptop's minute is what is asserted."""
    file = tmp_path / "lớn.csv"
    lines = (f"{n % 97},{n % 2},{1 + n * 7919 % 5},{1 + n * 104729 % 5},{1 + n % 13 / 10}" for n in range(5000))
    file.write_text("\n".join(["cum,tang,q01,q02,ts", *lines]), encoding="utf-8")
    began = time.process_time()
    found = answered(file, "--weights", "ts", "--cluster", "cum", "--index", "I=A:q01;B:q02", "--by", "tang")
    assert time.process_time() - began < 5
    assert [row["n"] for row in found["rows"]] == [2500] * 6
