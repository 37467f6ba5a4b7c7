"""A form as an XLSForm workbook: the sheets survey, choices and settings, every cell a text."""

import io
from collections.abc import Iterator, Sequence
from typing import Final

import xlsxwriter

from hailong.documents.write.xlsx import NO_TIME, OPTIONS
from hailong.measure.questionnaires.form import CHOICE, LIKERT, MANY, NUMBER, TEXT, Form, Item, Option
from hailong.measure.questionnaires.xlsform.expressions import bounds_text, condition_text
from hailong.measure.questionnaires.xlsform.words import SHEETS, words

_TYPES: Final = {LIKERT: "select_one", CHOICE: "select_one", MANY: "select_multiple", NUMBER: "integer", TEXT: "text"}
_OWN_SCALE: Final = "thang5_{}"
_OWN_LIST: Final = "ds_{}"
_WIDTHS: Final = {"label": 60, "hint": 30, "relevant": 30, "constraint": 24}

Row = dict[str, str]


def to_xlsform(form: Form, *, form_id: str = "phieu", version: str = "1") -> bytes:
    """The workbook; `form_id` and `version` are how other tools know the form again. The form must be sound."""
    sheets = (tuple(_survey(form)), tuple(_choices(form)), (_settings(form, form_id, version),))
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"created": NO_TIME})
    for name, rows in zip(SHEETS, sheets, strict=True):
        _write(book, name, rows)
    book.close()
    return out.getvalue()


def _write(book: xlsxwriter.Workbook, name: str, rows: Sequence[Row]) -> None:
    page, head, cell = book.add_worksheet(name), book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    for column, title in enumerate(words()["columns"][name]):
        page.write_string(0, column, title, head)
        page.set_column(column, column, _WIDTHS.get(title, 16))
        for number, row in enumerate(rows, start=1):
            if row.get(title):
                page.write_string(number, column, row[title], cell)
    page.freeze_panes(1, 0)


def _settings(form: Form, form_id: str, version: str) -> Row:
    return {"form_title": form.title, "form_id": form_id, "version": version}


def _survey(form: Form) -> Iterator[Row]:
    if form.intro:
        yield {"type": "note", "name": words()["intro"], "label": form.intro}
    if form.consent:
        yield {"type": "acknowledge", "name": words()["consent"], "label": form.consent, "required": "yes"}
    for section in form.sections:
        yield {"type": "begin_group", "name": section.code, "label": section.title}
        yield from map(_row, section.items)
        yield {"type": "end_group"}


def _row(item: Item) -> Row:
    chosen = _list_of(item)
    return {
        "type": f"{_TYPES[item.kind]} {chosen}".strip(),
        "name": item.code,
        "label": item.text,
        "hint": item.hint,
        "required": "yes" if item.required else "",
        "relevant": condition_text(item.show_if),
        "constraint": bounds_text(item.kind, item.low, item.high),
        "constraint_message": _message(item),
        "appearance": words()["likert_mark"] if item.kind == LIKERT else "",
        "criterion": item.criterion or "",
    }


def _list_of(item: Item) -> str:
    if item.kind == LIKERT:
        return _OWN_SCALE.format(item.code) if item.options else str(words()["likert_list"])
    return _OWN_LIST.format(item.code) if item.options else ""


def _message(item: Item) -> str:
    if item.kind == TEXT:
        return "" if item.high is None else f"Viết nhiều nhất {item.high} ký tự."
    bounds = (("từ", item.low), ("đến", item.high))
    told = " ".join(f"{word} {bound}" for word, bound in bounds if bound is not None)
    return told and f"Ghi số nguyên {told}."


def _choices(form: Form) -> Iterator[Row]:
    lists: dict[str, tuple[Option, ...]] = {}
    for item in form.items:
        if item.choices:
            lists.setdefault(_list_of(item), item.choices)
    for name, options in lists.items():
        yield from ({"list_name": name, "name": str(option.code), "label": option.label} for option in options)
