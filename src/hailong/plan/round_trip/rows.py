"""One row of a sheet that came back, beside what is on record: its changes, its faults, and what the verbs are told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hailong.agency.faults import CellFault, Refused
from hailong.lexicon.dates import format_date, parse_date
from hailong.lexicon.text import fold
from hailong.plan import rules
from hailong.plan.round_trip import keys
from hailong.plan.round_trip.difference import Change, Filled
from hailong.plan.round_trip.entries import DONE, EXPLANATION, FIELDS, LOCKED, REPORT, Entry, shown
from hailong.plan.round_trip.pages import Page
from hailong.plan.standing import LABELS, standing_of
from hailong.plan.tasks.reporting import web_address, who_answers

_YES: Final = frozenset(
    {"x", "xx", "v", "co", "roi", "ok", "xong", "xong roi", "co roi", "da xong", "hoan thanh", "da hoan thanh"}
    | {"✓", "✔", "true"}
)
_NO: Final = frozenset({"", "-", "khong", "chua", "chua xong", "chua hoan thanh", "false"})
_NOT_HERE: Final = "Ô này không sửa được ở đây."


@dataclass
class Row:
    """The row with that number (from 0) of a page; `on` is the day asked about, None for no questions of lateness."""

    page: Page
    number: int
    entry: Entry
    on: date | None
    faults: list[CellFault] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def read(self, digests: Iterable[str]) -> Filled | None:
        """What the row says anew; None for nothing. `digests` are those of its cells when it went out."""
        went_out = dict(zip((*LOCKED, *FIELDS), digests, strict=False))
        self._locked(went_out)
        values = {name: shown(self.page.text(self.number, head)) for name, head in FIELDS.items()}
        touched = {name for name, text in values.items() if keys.digest(text) != went_out.get(name)}
        values["finishes"] = self._finishes(values["finishes"])
        by_when = self._day(values)
        said = self._group([name for name in REPORT if touched & REPORT.keys()], values)
        excused = self._group([name for name in EXPLANATION if touched & EXPLANATION.keys()], values)
        if not said and not excused:
            return None
        self._closed([*said, *excused])
        if said:
            self._report(values)
        if excused:
            self._explanation(values, by_when)
        self._late(said, excused, values)
        return Filled(self.entry, self._whole(REPORT, values, said), self._whole(EXPLANATION, values, excused), by_when)

    def fault(self, head: str, message: str, cure: str) -> None:
        """Note what is wrong in the cell under a head."""
        self.faults.append(cell_fault(self.page, self.number, head, message, cure))

    def _locked(self, went_out: dict[str, str]) -> None:
        for head, now in zip(LOCKED, self.entry.locked, strict=True):
            if keys.digest(self.page.text(self.number, head)) != went_out.get(head):
                self.fault(head, _NOT_HERE, f"Trả lại như cũ: “{_short(now)}”; muốn sửa thì sửa trên trang nhiệm vụ.")

    def _finishes(self, text: str) -> str:
        word = fold(text).strip(" .")
        if word not in _YES | _NO:
            self.fault(
                FIELDS["finishes"], f"“{_short(text)}” không rõ là xong hay chưa.", "Ghi x hoặc Có, hoặc để trống."
            )
        return DONE if word in _YES else ""

    def _day(self, values: dict[str, str]) -> date | None:
        """The day by which late work is to be done, written in one form; a fault where it is none."""
        text = values["by_when"]
        day = parse_date(text) if text else None
        if text and day is None:
            self.fault(FIELDS["by_when"], f"“{_short(text)}” không phải là ngày.", "Cách viết: 05/07/2025.")
        values["by_when"] = format_date(day) if day else text
        return day

    def _group(self, names: list[str], values: dict[str, str]) -> list[str]:
        """The fields of a group that say something new; none where the whole group is blank: that says nothing."""
        if not any(values[name] for name in names):
            return []
        changed = [name for name in names if values[name] != shown(self.entry.current[name])]
        for name in changed:
            was = self.entry.current[name]
            self.changes.append(Change(self.entry.occurrence, FIELDS[name], was, values[name]))
        return changed

    def _closed(self, changed: list[str]) -> None:
        """Faults for what may not be said of this occurrence now, or not by this unit."""
        shut = [name for name in changed if name not in self.entry.open]
        if shut and not self.entry.open:
            occurrence = self.entry.occurrence
            standing = LABELS[standing_of(occurrence, date.min)].lower()
            what = "Đợt này không còn thực hiện" if occurrence.state in rules.UNFINISHED else f"Đợt này nay {standing}"
            self.fault(FIELDS[shut[0]], f"{what}.", "Xoá phần điền mới ở dòng này.")
            return
        for name in shut:
            cure = "Để trống ô này; đơn vị chủ trì kết thúc và giải trình."
            self.fault(FIELDS[name], "Đơn vị phối hợp không điền ô này.", cure)

    def _report(self, values: dict[str, str]) -> None:
        if not values["text"]:
            self.fault(FIELDS["text"], "Chưa có kết quả thực hiện.", "Ghi đã làm gì, kết quả ra sao.")
        self._tried("link", lambda: web_address(values["link"]))

    def _explanation(self, values: dict[str, str], by_when: date | None) -> None:
        occurrence = self.entry.occurrence
        for name, head in EXPLANATION.items():
            if not values[name]:
                self.fault(head, f"Giải trình còn thiếu “{head}”.", "Điền đủ bốn ô giải trình, hoặc để trống cả bốn.")
        if values["responsible"]:
            self._tried("responsible", lambda: who_answers(values["responsible"]))
        if self.on and occurrence.due and occurrence.due >= self.on:
            self.fault(FIELDS["cause"], "Đợt này chưa quá hạn nên chưa cần giải trình.", "Để trống bốn ô giải trình.")
        elif self.on and by_when and by_when < self.on:
            self.fault(FIELDS["by_when"], f"Ngày {format_date(by_when)} đã qua.", "Chọn từ hôm nay trở đi.")

    def _late(self, said: list[str], excused: list[str], values: dict[str, str]) -> None:
        """What is finished late needs an explanation, on record or on the sheet."""
        occurrence = self.entry.occurrence
        late = self.on is not None and occurrence.due is not None and occurrence.due < self.on
        explained = excused or self.entry.current["cause"]
        if late and said and values["finishes"] and not explained and "finishes" in self.entry.open:
            self.fault(FIELDS["cause"], "Đợt này đã quá hạn mà chưa giải trình.", "Điền bốn ô giải trình ở dòng này.")

    def _tried(self, name: str, check: Callable[[], object]) -> None:
        try:
            check()
        except Refused as refused:
            self.fault(FIELDS[name], refused.message, refused.cure)

    def _whole(self, names: Iterable[str], values: dict[str, str], changed: list[str]) -> dict[str, str] | None:
        """The whole group, what did not change as it is on record; None where none of it did."""
        if not changed:
            return None
        return {name: values[name] if name in changed else self.entry.current[name] for name in names}


def cell_fault(page: Page, number: int, head: str, message: str, cure: str) -> CellFault:
    """A fault in the cell under a head, in the row with that number from 0."""
    return CellFault(page.name, number + 1, page.letter(head), page.text(number, head), message, cure)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
