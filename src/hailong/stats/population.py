"""Counts of the population from a file: a column of categories and `Freq`."""

from collections.abc import Mapping
from pathlib import Path

from hailong.stats.columns import Columns, row_named
from hailong.stats.faults import BadSurvey
from hailong.stats.reading import read_survey

_FREQ = "Freq"


def read_population(path: str | Path, column: str) -> Mapping[str, float]:
    """Read how many the population has of each value of a column; raises BadSurvey naming the row at fault."""
    columns = Columns(read_survey(path))
    coded = columns.codes(column, "tệp tổng thể", required=True)
    counts = columns.numbers(_FREQ, "tệp tổng thể", required=True)
    found: dict[str, float] = {}
    for row, (code, count) in enumerate(zip(coded.of_row, counts, strict=True)):
        label = coded.labels[code]
        if label in found:
            raise BadSurvey(f'{row_named(row)}: nhóm {column} = "{label}" có hai lần; gộp thành một dòng')
        if count < 0:
            raise BadSurvey(f"{row_named(row)}: {_FREQ} = {count:g} là số âm; sửa số đếm")
        found[label] = float(count)
    return found
