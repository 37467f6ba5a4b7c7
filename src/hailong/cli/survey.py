"""`hailong survey`: estimates of any survey file (contract 4.3)."""

import click

from hailong.cli.main import LazyGroup

COMMANDS = {
    "estimate": ("hailong.cli.survey_estimate", "Ước lượng từ tệp khảo sát bất kỳ, có sai số theo thiết kế mẫu."),
    "index": ("hailong.cli.survey_index", "Chỉ số hài lòng của một đợt khảo sát, so với mục tiêu và kỳ trước."),
}


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    epilog="Ví dụ: hailong survey estimate phieu.csv --weights ts --mean diem --format json",
)
def survey() -> None:
    """Tính số liệu khảo sát mức độ hài lòng."""
