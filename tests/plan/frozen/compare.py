"""Compare a reading with the one a person wrote: one Check for every field, gathered in groups."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Reading = dict[str, Any]

STRICT_WARNINGS = frozenset(
    {"ordinal_gap", "ordinal_repeat", "sum_mismatch", "number_blank", "date_blank", "annex_missing", "letters_lost"}
    | {"deadline_unread", "criterion_unknown"}
)
CELLS = ("content", "product", "lead", "coordinating")
ROW_FIELDS = ("rows", *CELLS, "deadline", "criteria", "parts")
GROUPS = ("head", *ROW_FIELDS, "targets", "quotas", "time_limits", "scores", "scorecards", "duties", "warnings")


@dataclass(frozen=True)
class Check:
    """One field: the group it counts in, where it stands, whether it is right, and both values."""

    group: str
    where: str
    right: bool
    want: Any
    got: Any


def squeeze(text: str | None) -> str:
    """NFC, whitespace runs as one space; null as the empty text."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def plain(text: str | None) -> str:
    """A text for comparing names: no case, one dash, no closing stop, short form of the people's committee."""
    folded = re.sub(r"\s*[-–—]\s*", " - ", squeeze(text).casefold()).strip(" .;,:")
    return folded.replace("ủy ban nhân dân", "ubnd").replace("uỷ ban nhân dân", "ubnd")


def alike(want: str | None, got: str | None) -> float:
    """Likeness from 0 to 1 after squeezing."""
    return difflib.SequenceMatcher(None, squeeze(want), squeeze(got), autojunk=False).ratio()


def compare(want: Reading, got: Reading, exact: bool) -> list[Check]:
    """Every check of one document; exact asks for equal cell texts, else a likeness of 0.9 is right."""
    checks = list(_head(want["document"], got["document"]))
    checks += _tasks(want["tasks"], got["tasks"], exact)
    checks += _figures("targets", want["targets"], got["targets"], ("operator", "value", "unit"), 0)
    checks += _figures("quotas", want["quotas"], got["quotas"], ("operator", "value", "unit"), 1)
    checks += _figures("time_limits", want["time_limits"], got["time_limits"], ("operator", "value", "unit"), 1)
    checks += _figures("scores", want["scores"], got["scores"], ("unit",), 0)
    checks += _figures("scorecards", want["scorecards"], got["scorecards"], ("total",), 0)
    checks += _duties(want["duties"], got["duties"])
    checks += _warnings(want["warnings"], got["warnings"])
    return checks


def _head(want: Reading, got: Reading) -> Iterator[Check]:
    for key, value in want.items():
        found = got.get(key)
        yield Check("head", key, _HEAD.get(key, _same)(value, found), value, found)


def _same(want: Any, got: Any) -> bool:
    return bool(want == got)


def _any_of(forms: list[str], got: Any) -> bool:
    return isinstance(got, str) and plain(got) in {plain(form) for form in forms}


def _signer(want: Reading, got: Any) -> bool:
    got = got or {}
    return plain(want["name"]) == plain(got.get("name")) and _any_of(want["position"], got.get("position"))


def _attached(want: Any, got: Any) -> bool:
    if want is None or not isinstance(got, dict):
        return want is None and not got
    return all(plain(want[key]) == plain(got.get(key)) for key in ("type", "title"))


def _recipients(want: list[str], got: Any) -> bool:
    names = [[plain(name) for name in side or [] if not plain(name).startswith("lưu")] for side in (want, got)]
    return names[0] == names[1]


_HEAD: dict[str, Callable[[Any, Any], bool]] = {
    "title": lambda want, got: plain(want) == plain(got),
    "agency": _any_of,
    "signer": _signer,
    "attached": _attached,
    "recipients": _recipients,
    "bases": lambda want, got: set(want) == set(got or []),
}


def pairs(want: list[Reading], got: list[Reading]) -> list[tuple[Reading, Reading | None]]:
    """Each expected row with the read row that answers to it: in order where counts agree, else by likeness."""
    if len(want) == len(got):
        return list(zip(want, got, strict=True))
    found: list[tuple[Reading, Reading | None]] = []
    after = 0
    for row in want:
        likeness = [alike(row["content"][:120], other["content"][:120]) for other in got[after:]]
        best = max(range(len(likeness)), key=likeness.__getitem__, default=0)
        if likeness and likeness[best] > 0.6:
            found.append((row, got[after + best]))
            after += best + 1
        else:
            found.append((row, None))
    return found


def _tasks(want: list[Reading], got: list[Reading], exact: bool) -> Iterator[Check]:
    yield Check("rows", "count", len(want) == len(got), len(want), len(got))
    for row, other in pairs(want, got):
        where = f"{row['section']}.{row['ordinal']}"
        if other is None:
            yield from (Check(group, where, False, row.get(group), None) for group in ROW_FIELDS)
            continue
        yield _row(where, row, other)
        for key in ("content", "product"):
            yield Check(key, where, _cell(row[key], other.get(key), exact), row[key], other.get(key))
        for key in ("lead", "coordinating"):
            yield Check(key, where, names(row[key]) == names(other.get(key)), row[key], other.get(key))
        found = other.get("deadline")
        yield Check("deadline", where, deadline_right(row["deadline"], found), row["deadline"], found)
        yield Check("criteria", where, row["criteria"] == other.get("criteria"), row["criteria"], other.get("criteria"))
        yield Check("parts", where, _parts(row["parts"], other.get("parts")), row["parts"], other.get("parts"))


def _row(where: str, row: Reading, other: Reading) -> Check:
    keys = [
        (side["section"], (side["ordinal"] or "").strip(" .)"), plain(side["section_title"])) for side in (row, other)
    ]
    return Check("rows", where, keys[0] == keys[1], keys[0], keys[1])


def names(units: list[str] | None) -> set[str]:
    """Unit names as a set for comparing."""
    return {plain(unit) for unit in units or []}


def _cell(want: str | None, got: str | None, exact: bool) -> bool:
    return squeeze(want) == squeeze(got) if exact else alike(want, got) >= 0.9


def _parts(want: list[Reading], got: list[Reading] | None) -> bool:
    if len(want) != len(got or []):
        return False
    both = zip(want, got or [], strict=True)
    return all(
        alike(one["product"], two["product"]) >= 0.9 and deadline_right(one["deadline"], two["deadline"])
        for one, two in both
    )


def deadline_right(want: Reading | None, got: Reading | None) -> bool:
    """Same kind and same fields of that kind; `event` and `what` need only be there."""
    if want is None or got is None:
        return want is None and got is None
    if want["kind"] != got.get("kind") or ("text" in want and alike(want["text"], got.get("text")) < 0.9):
        return False
    if want["kind"] == "milestones":
        return _milestones(want["milestones"], got.get("milestones") or [])
    if want["kind"] in {"event", "depends"}:
        return bool(got.get("event"))
    keys = ["freq", "month", "quarter", "until_quarter", "half", "weekday", "year", "due"]
    if want["kind"] == "recurring" and squeeze(want.get("text")).casefold() != "thường xuyên":
        keys = [key for key in keys if key not in {"year", "due"} or key in want]
    return all(want.get(key) == got.get(key) for key in keys) and bool(want.get("before")) == bool(got.get("before"))


def _milestones(want: list[Reading], got: list[Reading]) -> bool:
    if len(want) != len(got):
        return False
    both = zip(want, got, strict=True)
    return all(deadline_right(one, two) and alike(one["what"], two.get("what")) >= 0.6 for one, two in both)


def _figures(group: str, want: list[Reading], got: list[Reading], keys: tuple[str, ...], spare: int) -> Iterator[Check]:
    left = list(got)
    for figure in want:
        same = [other for other in left if all(_value(figure[key]) == _value(other.get(key)) for key in keys)]
        best = next((other for other in same if _figure(figure, other)), same[0] if same else None)
        if best is not None:
            left.remove(best)
        right = best is not None and _figure(figure, best)
        yield Check(group, " ".join(str(figure[key]) for key in keys), right, figure, best)
    for other in left[spare:]:
        yield Check(group, "not expected", False, None, other)


def _value(value: Any) -> Any:
    return plain(value) if isinstance(value, str) and value.strip("<>=") else value


def _figure(want: Reading, got: Reading) -> bool:
    for key, value in want.items():
        found = got.get(key)
        if key == "where":
            right = str(found).split(".")[0] == value.split(".")[0]
        elif key == "from":
            right = bool(found)
        elif key == "parts":
            both = [[(part["score"], part["max"]) for part in side] for side in (value, found or [])]
            right = both[0] == both[1]
        else:
            right = _value(value) == _value(found)
        if not right:
            return False
    return True


def _duties(want: list[Reading], got: list[Reading]) -> Iterator[Check]:
    for duty in want:
        begins = plain(duty["begins"])
        found = [other for other in got if begins[:60] in plain(other["content"])[: len(begins) + 60]]
        right = any(_duty(duty, other) for other in found)
        yield Check("duties", duty["begins"], right, duty, found[0] if found else None)


def _duty(want: Reading, got: Reading) -> bool:
    units = all(names(want.get(key)) == names(got.get(key)) for key in ("lead", "coordinating"))
    due = "deadline" not in want or deadline_right(want["deadline"], got.get("deadline"))
    return units and due and str(got.get("where")).startswith(want["where"])


def _warnings(want: list[Reading], got: list[Reading]) -> Iterator[Check]:
    codes = Counter(warning["code"] for warning in want)
    found = Counter(warning["code"] for warning in got)
    for code in sorted(STRICT_WARNINGS | set(codes)):
        yield Check("warnings", code, bool(codes[code]) == bool(found[code]), codes[code], found[code])


def table(results: dict[str, list[Check]]) -> str:
    """A table of right/all, a line a document and a column a group."""
    lines = ["document".ljust(28) + "".join(group[:9].rjust(10) for group in GROUPS)]
    for name, checks in results.items():
        cells = []
        for group in GROUPS:
            own = [check for check in checks if check.group == group]
            cells.append((f"{sum(check.right for check in own)}/{len(own)}" if own else "-").rjust(10))
        lines.append(name[:27].ljust(28) + "".join(cells))
    return "\n".join(lines)
