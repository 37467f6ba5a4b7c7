"""Files of every kind in, and columns understood."""

import unicodedata
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from hailong.stats.columns import Columns, ordered, plain
from hailong.stats.faults import BadSurvey
from hailong.stats.population import read_population
from hailong.stats.reading import read_survey


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "phiếu khảo sát.csv"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_file_is_read_whatever_parts_its_cells(file: Path, separator: str, mark: bytes, end: str) -> None:
    lines = ["xã", "điểm"], ["Vĩnh Thọ", "4"], ['"a ""b"""', ""]
    file.write_bytes(mark + (end.join(separator.join(line) for line in lines) + end).encode())
    assert read_survey(file).to_dict(as_series=False) == {"xã": ["Vĩnh Thọ", 'a "b"'], "điểm": ["4", None]}


def test_lines_without_any_answer_are_left_out(file: Path) -> None:
    file.write_text("a,b\n1,2\n\n3,\n,\n", encoding="utf-8")
    assert read_survey(file).rows() == [("1", "2"), ("3", None)]


def test_a_file_of_one_column_keeps_its_missing_answers(file: Path) -> None:
    file.write_text("a\n1\n\n2\n", encoding="utf-8")
    assert read_survey(file)["a"].to_list() == ["1", None, "2"]


def test_only_the_columns_asked_for_are_kept(file: Path, tmp_path: Path) -> None:
    file.write_text("a,b,c\n1,2,3\n", encoding="utf-8")
    other = tmp_path / "a.parquet"
    pl.DataFrame({"a": [1], "b": [2], "c": [3]}).write_parquet(other)
    assert read_survey(file, ["c", "a", "z"]).columns == ["a", "c"]
    assert read_survey(other, ["c", "a", "z"]).columns == ["a", "c"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "rỗng"),
        (b"\xef\xbb\xbf  \n", "rỗng"),
        (b"a,b\n", "không có dòng số liệu nào"),
        ("a,b\n1,2\n1,Lào\n".encode("cp1258", "replace").replace(b"?", b"\xe0"), "dòng 3: tệp không phải UTF-8"),
        ("a,b\n1,2\n".encode("utf-16"), "không phải UTF-8"),
        (b"a,b\n1,\x00\n", "byte 0"),
        (b"a,b,a\n1,2,3\n", 'cột "a" có hai lần (cột 1 và 3)'),
        (b"a, a \n1,2\n", 'cột "a" có hai lần (cột 1 và 2)'),
        (b"a,,b\n1,2,3\n", "cột thứ 2 không có tên"),
        (b"a,b\n1,2\n1,2,3\n", "dòng 3: có 3 ô"),
        (b'a,b\n"x,1\n', "dấu ngoặc kép"),
        (b"a" * 200_000 + b"\n1\n", "không phải dòng tiêu đề CSV"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(file: Path, data: bytes, said: str) -> None:
    file.write_bytes(data)
    with pytest.raises(BadSurvey) as refused:
        read_survey(file)
    assert said in str(refused.value)


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    for data in (b"a,b\n1,2\n", b"PAR1 and no more"):
        file = tmp_path / "a.parquet"
        file.write_bytes(data)
        with pytest.raises(BadSurvey, match="Parquet"):
            read_survey(file)


def test_a_file_that_is_not_there_is_left_to_the_door(tmp_path: Path) -> None:
    for name in ("a.csv", "a.parquet"):
        with pytest.raises(FileNotFoundError):
            read_survey(tmp_path / name)


def _columns(**columns: list[object]) -> Columns:
    return Columns(pl.DataFrame(columns, strict=False))


def test_codes_are_trimmed_and_one_however_written() -> None:
    columns = _columns(q=["4", " 4", "4.0", "5 ", "04", "NA", "", None, "NaN"])
    coded = columns.codes("q", "--by")
    assert coded.labels == ("04", "4", "5")
    assert coded.of_row.tolist() == [1, 1, 1, 2, 0, -1, -1, -1, -1]
    assert columns.warnings == [
        {"code": "spaces_trimmed", "message": "2 ô có dấu cách thừa ở đầu hoặc cuối, đã bỏ", "where": "cột q"}
    ]


def test_a_code_keeps_the_way_the_file_writes_it() -> None:
    assert _columns(q=["4.0", "5.0"]).codes("q", "--by").labels == ("4.0", "5.0")


def test_codes_stand_in_order_of_number_where_all_are_numbers() -> None:
    assert _columns(q=["10", "9", "-1"]).codes("q", "--by").labels == ("-1", "9", "10")
    assert ordered(["10", "9", "x"]) == ["10", "9", "x"]
    assert ordered(["Huế", "Đà Nẵng", "Hà Nội"]) == ["Đà Nẵng", "Hà Nội", "Huế"]


@pytest.mark.parametrize(
    ("written", "code"), [("4.0", "4"), (" -4.00 ", "-4"), ("4.5", "4.5"), ("4.", "4."), (".0", ".0"), ("a.0", "a.0")]
)
def test_one_way_of_writing_a_code(written: str, code: str) -> None:
    assert plain(written) == code


def test_typed_columns_are_understood_like_text() -> None:
    columns = Columns(
        pl.DataFrame({"whole": [4.0, None, float("nan")], "part": [1.5, 2.0, None], "yes": [True, False, None]})
    )
    assert columns.codes("whole", "--by").labels == ("4",)
    assert columns.codes("part", "--by").labels == ("1.5", "2.0")
    assert columns.codes("yes", "--by").labels == ("false", "true")
    np.testing.assert_equal(columns.numbers("whole", "--mean"), [4, np.nan, np.nan])
    np.testing.assert_equal(columns.numbers("part", "--mean"), [1.5, 2, np.nan])
    assert columns.is_numeric("part", "--where")
    assert not columns.is_numeric("yes", "--where")


def test_a_column_of_lists_is_refused() -> None:
    with pytest.raises(BadSurvey, match='cột "x" không phải số hay văn bản'):
        Columns(pl.DataFrame({"x": [[1], [2, 3]]})).codes("x", "--by")


def test_true_and_false_are_one_and_nought() -> None:
    np.testing.assert_equal(Columns(pl.DataFrame({"b": [True, None, False]})).numbers("b", "--mean"), [1, np.nan, 0])


def test_letters_composed_or_not_are_the_same_letters() -> None:
    """A file from another system writes ố as three characters; names and codes are found all the same."""
    loose = unicodedata.normalize("NFD", "Hà Nội")
    columns = Columns(pl.DataFrame({unicodedata.normalize("NFD", "tỉnh"): [loose, "Hà Nội", "Huế"]}))
    assert columns.has("tỉnh")
    assert columns.codes("tỉnh", "--by").of_row.tolist() == [0, 0, 1]


def test_whole_numbers_are_coded_like_their_text() -> None:
    values = [30, None, 4, -1, 4]
    typed, text = (Columns(pl.DataFrame({"q": pl.Series(values).cast(kind)})) for kind in (pl.Int16, pl.String))
    coded = typed.codes("q", "--by")
    assert coded.labels == text.codes("q", "--by").labels == ("-1", "4", "30")
    assert coded.of_row.tolist() == text.codes("q", "--by").of_row.tolist() == [2, -1, 1, 0, 1]


def test_a_head_may_be_quoted_over_two_lines(file: Path) -> None:
    file.write_text('\n"câu\n1",b\n1,2\n', encoding="utf-8")
    assert read_survey(file).columns == ["câu\n1", "b"]


def test_decimal_commas_are_read_and_said() -> None:
    columns = _columns(x=["1,5", "-2", "1.234,5", "1.234", ""])
    np.testing.assert_equal(columns.numbers("x", "--mean"), [1.5, -2, 1234.5, 1234, np.nan])
    assert [warning["code"] for warning in columns.warnings] == ["decimal_comma"]


@pytest.mark.parametrize(
    ("values", "row"), [(["1,5", "2.5"], 3), (["1.5", "2,5"], 2), (["1,5", "1.234"], 3), (["1,5", "1.5", "1.234,5"], 3)]
)
def test_two_ways_of_writing_decimals_in_a_column_are_refused(values: list[str], row: int) -> None:
    with pytest.raises(BadSurvey, match=rf'cột "x", dòng {row}: .* thống nhất một kiểu'):
        _columns(x=values).numbers("x", "--mean")


@pytest.mark.parametrize("value", ["bốn", "1,234.5", "1 000", "inf", "4;5"])
def test_what_is_no_number_is_refused_with_its_row(value: str) -> None:
    with pytest.raises(BadSurvey, match=r'--mean: cột "x", dòng 4: ".*" không phải số'):
        _columns(x=["1", "2", value]).numbers("x", "--mean")


def test_a_value_that_the_design_needs_may_not_be_missing() -> None:
    columns = _columns(x=["1", "NA"])
    for read in (columns.numbers, columns.codes):
        with pytest.raises(BadSurvey, match=r'--fpc: cột "x", dòng 3: trống'):
            read("x", "--fpc", required=True)


def test_codes_named_as_no_answer_are_missing_among_answers_only() -> None:
    columns = Columns(pl.DataFrame({"q": ["4", "9.0", "99", None]}), missing=("9", "99", "KHÔNG"))
    assert columns.answers("q", "--by").of_row.tolist() == [0, -1, -1, -1]
    np.testing.assert_equal(columns.amounts("q", "--mean"), [4, np.nan, np.nan, np.nan])
    assert columns.codes("q", "--by").of_row.tolist() == [0, 1, 2, -1]


def test_a_population_is_counted_by_category(file: Path) -> None:
    file.write_text("xã;Freq\nA;1.200,5\nB;30\n", encoding="utf-8")
    assert read_population(file, "xã") == {"A": 1200.5, "B": 30.0}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("xã,n\nA,1\n", 'không có cột "Freq"'),
        ("x,Freq\nA,1\n", 'không có cột "xã"'),
        ("xã,Freq\nA,1\nA ,2\n", 'dòng 3: nhóm xã = "A" có hai lần'),
        ("xã,Freq\nA,-1\n", "dòng 2: Freq = -1"),
        ("xã,Freq\nA,\n", "dòng 2: trống"),
    ],
)
def test_a_bad_population_is_refused_with_its_row(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadSurvey) as refused:
        read_population(file, "xã")
    assert said in str(refused.value)
