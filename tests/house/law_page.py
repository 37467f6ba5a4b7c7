"""docs/law.md from the rule files: `python -m tests.house.law_page > docs/law.md`; a test keeps both alike."""

from datetime import date, time
from decimal import Decimal

from hailong.lexicon.law import Rule, Succession, rules, successions
from hailong.lexicon.numbers import format_number

INTRO = """# Law

Every legal number the code may use, from `src/hailong/lexicon/data/law_rules.toml`, and what replaced what, from
`superseded.toml` beside it. Numbers are dated: the rule in force on the day of the event counts. "chưa kiểm chứng"
means that nobody of the project has read the instrument itself; pages say so too. This page is made from those files
(`python -m tests.house.law_page > docs/law.md`) and a test keeps them alike.
"""

UNITS = {
    "working_minutes": "phút làm việc", "working_hours": "giờ làm việc", "working_days": "ngày làm việc",
    "calendar_days": "ngày", "hours": "giờ", "times": "lần", "percent": "%", "clock_time": "", "points": "điểm",
    "years": "năm", "months": "tháng", "forms": "phiếu", "people": "người",
    "seconds": "giây", "degrees": "bậc tự do",
}  # fmt: skip


def _value(value: int | Decimal | time) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else format_number(value)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _verified(verified: bool) -> str:
    return "đã đọc" if verified else "chưa kiểm chứng"


def _rule(rule: Rule) -> str:
    figure = f"{rule.operator} {_value(rule.value)} {UNITS[rule.unit]}".strip()
    article = f"{rule.source}, {rule.article}" if rule.article else rule.source
    since = f"{_day(rule.valid_from)} - {_day(rule.valid_to)}".rstrip(" -")
    return f"| `{rule.code}` | {rule.title} | {figure} | {article} | {since} | {_verified(rule.verified)} |"


def _succession(step: Succession) -> str:
    new = ", ".join(step.new)
    return f"| {step.old} | {new} | {step.kind} | {_day(step.since)} | {step.source} | {_verified(step.verified)} |"


def page() -> str:
    """The whole page."""
    lines = [INTRO, "## Rules", "", "| code | rule | figure | instrument, article | in force | state |"]
    lines += ["|---|---|---|---|---|---|", *map(_rule, rules()), "", "## What replaced what", ""]
    lines += ["| old | new | kind | since | source | state |", "|---|---|---|---|---|---|"]
    return "\n".join([*lines, *map(_succession, successions())]) + "\n"


if __name__ == "__main__":
    print(page(), end="")
