"""Whether a form can be asked, packed, printed and taken to other tools: what is wrong, where, and the cure.

A place is counted in the form itself (section, item, option, from 0), so that a reader of files can tell its own cell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from hailong.measure.questionnaires import indexes
from hailong.measure.questionnaires.form import (
    CHOICE,
    KINDS,
    LIKERT,
    LONGEST,
    MANY,
    NUMBER,
    TEXT,
    Condition,
    Form,
    Item,
    Option,
    Section,
    one_line,
    tidy,
)
from hailong.stats.packed import MOST

RESERVED: Final = frozenset({"intro", "consent", "meta", "data", "instanceid"})
"""Names that a form needs for itself in other tools."""
MOST_ITEMS: Final = 200
MOST_OPTIONS: Final = 100
FARTHEST: Final = 1_000_000_000
"""Bound of numbers on both sides: phones keep whole numbers in 32 bits."""

_TITLE, _LABEL = 300, 200
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}", re.ASCII)
_CHOSEN: Final = (LIKERT, CHOICE, MANY)
_SCALE: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Place:
    """Which part of a form: of the form itself where `section` is None, of a section where `item` is None."""

    section: int | None = None
    item: int | None = None
    option: int | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a `field` of the part at a place: its value there, why, and what to do, in Vietnamese."""

    place: Place
    field: str
    value: str
    message: str
    cure: str


def tidied(form: Form) -> Form:
    """The form with every text as forms keep it: NFC, no blank ends, titles and labels on one line."""
    sections = tuple(
        Section(part.code.strip(), one_line(part.title), tuple(map(_tidy_item, part.items))) for part in form.sections
    )
    return Form(one_line(form.title), tidy(form.intro), tidy(form.consent), sections)


def _tidy_item(item: Item) -> Item:
    options = tuple(Option(option.code, one_line(option.label)) for option in item.options)
    return replace(item, code=item.code.strip(), text=tidy(item.text), hint=tidy(item.hint), options=options)


def wrong(form: Form) -> list[Wrong]:
    """Everything that is wrong with a form, in its order; empty for one that can be asked."""
    return [*_of_form(form), *_of_codes(form), *_of_items(form), *_of_indexes(form)]


def where(form: Form, place: Place) -> str:
    """A place in words, for people who have no cells before them."""
    if place.section is None:
        return "phần đầu"
    section = form.sections[place.section]
    if place.item is None:
        return f"phần {place.section + 1} “{section.title[:40]}”"
    item = f"câu {section.items[place.item].code[:40]} (thứ {place.item + 1} của phần {place.section + 1})"
    return item if place.option is None else f"{item}, lựa chọn {place.option + 1}"


def _of_form(form: Form) -> Iterator[Wrong]:
    top = Place()
    yield from _line(top, "title", form.title, _TITLE)
    yield from _words(top, "intro", form.intro)
    yield from _words(top, "consent", form.consent)
    if not form.items:
        yield Wrong(top, "sections", "", "phiếu chưa có câu hỏi nào", "thêm ít nhất một câu")
    if len(form.items) > MOST_ITEMS:
        many = str(len(form.items))
        yield Wrong(top, "sections", many, f"phiếu có hơn {MOST_ITEMS} câu", "bỏ bớt câu hoặc tách thành hai phiếu")
    for number, section in enumerate(form.sections):
        yield from _line(Place(number), "title", section.title, _TITLE)
        if not section.items:
            yield Wrong(Place(number), "code", section.code, "phần này không có câu hỏi", "thêm câu hoặc bỏ phần này")


def _of_codes(form: Form) -> Iterator[Wrong]:
    """Codes of sections and items are names in one common space, capital or not."""
    seen = set(RESERVED)
    for place, code in _codes(form):
        if not _CODE.fullmatch(code):
            yield Wrong(place, "code", code, "mã không dùng được", "đặt mã từ chữ cái không dấu, chữ số và _, như q01")
        elif code.casefold() in seen:
            yield Wrong(place, "code", code, "mã đã có hoặc dành riêng", "đặt mã khác, mỗi mã một lần")
        seen.add(code.casefold())


def _codes(form: Form) -> Iterator[tuple[Place, str]]:
    for number, section in enumerate(form.sections):
        yield Place(number), section.code
        yield from ((Place(number, at), item.code) for at, item in enumerate(section.items))


def _of_items(form: Form) -> Iterator[Wrong]:
    before: dict[str, Item] = {}
    for number, section in enumerate(form.sections):
        for at, item in enumerate(section.items):
            place = Place(number, at)
            yield from _of_item(place, item)
            yield from _of_condition(place, item.show_if, before)
            before[item.code] = item


def _of_item(place: Place, item: Item) -> Iterator[Wrong]:
    if item.kind not in KINDS:
        yield Wrong(place, "kind", item.kind, "không có loại câu này", f"chọn một trong {', '.join(KINDS)}")
        return
    if not item.text:
        yield Wrong(place, "text", "", "câu hỏi còn trống", "ghi lời câu hỏi")
    yield from _words(place, "text", item.text)
    yield from _words(place, "hint", item.hint)
    yield from _of_options(place, item)
    yield from _of_bounds(place, item)
    if item.criterion is not None and (item.kind != LIKERT or item.criterion not in indexes.known()):
        cure = f"chỉ gắn câu thang 5 mức với một trong {', '.join(sorted(indexes.known()))}, hoặc để trống"
        yield Wrong(place, "criterion", item.criterion, "không gắn được tiêu chí này", cure)


def _of_options(place: Place, item: Item) -> Iterator[Wrong]:
    codes = tuple(option.code for option in item.options)
    if item.kind not in _CHOSEN and codes:
        yield Wrong(place, "options", _listed(codes), "câu này không có lựa chọn", "bỏ các lựa chọn hoặc đổi loại câu")
    if item.kind == LIKERT and codes not in ((), _SCALE):
        yield Wrong(
            place, "options", _listed(codes), "thang 5 mức phải có mã 1, 2, 3, 4, 5", "ghi đủ 5 mức theo thứ tự"
        )
    if item.kind in (CHOICE, MANY) and not 2 <= len(codes) <= MOST_OPTIONS:
        cure = f"ghi từ 2 đến {MOST_OPTIONS} lựa chọn"
        yield Wrong(place, "options", _listed(codes), f"câu này có {len(codes)} lựa chọn", cure)
    seen: set[str] = set()
    for number, option in enumerate(item.options):
        here = replace(place, option=number)
        yield from _line(here, "label", option.label, _LABEL)
        if not _usable(option.code) or str(option.code) in seen:
            cure = "dùng mỗi mã một lần: số từ 0 đến 9999, hoặc chữ cái không dấu, chữ số và _"
            yield Wrong(here, "code", str(option.code), "mã lựa chọn không dùng được hoặc lặp lại", cure)
        seen.add(str(option.code))


def _usable(code: object) -> bool:
    if isinstance(code, str):
        return bool(_CODE.fullmatch(code))
    return type(code) is int and 0 <= code <= 9999


def _listed(codes: tuple[object, ...]) -> str:
    return ", ".join(map(str, codes[:12]))


def _of_bounds(place: Place, item: Item) -> Iterator[Wrong]:
    low, high = item.low, item.high
    given = f"{'' if low is None else low}..{'' if high is None else high}"
    if item.kind not in (NUMBER, TEXT) and (low, high) != (None, None):
        yield Wrong(place, "bounds", given, "câu này không có khoảng giá trị", "bỏ khoảng giá trị")
    elif item.kind == TEXT and (low is not None or (high is not None and not 1 <= high <= LONGEST)):
        yield Wrong(place, "bounds", given, "độ dài không dùng được", f"ghi số ký tự từ 1 đến {LONGEST}, hoặc để trống")
    elif any(abs(bound) > FARTHEST for bound in (low, high) if bound is not None):
        yield Wrong(place, "bounds", given, "số quá lớn", f"ghi số từ -{FARTHEST} đến {FARTHEST}")
    elif low is not None and high is not None and low > high:
        yield Wrong(place, "bounds", given, "giá trị nhỏ nhất lớn hơn giá trị lớn nhất", "đổi chỗ hai số")


def _of_condition(place: Place, condition: Condition | None, before: dict[str, Item]) -> Iterator[Wrong]:
    if condition is None:
        return
    given = f"{condition.item}: {_listed(condition.codes)}"
    asked = before.get(condition.item)
    if asked is None or asked.kind not in _CHOSEN:
        cure = "dùng mã của một câu chọn hoặc câu thang 5 mức đứng trước câu này"
        yield Wrong(place, "show_if", given, "điều kiện dựa vào câu không có ở trước", cure)
        return
    known = [option.code for option in (asked.choices[:-1] if asked.kind == LIKERT else asked.choices)]
    if not condition.codes or not set(condition.codes) <= set(known):
        cure = f"chọn trong {_listed(tuple(known))}"
        yield Wrong(place, "show_if", given, "điều kiện có mã không phải lựa chọn của câu trước", cure)


def _of_indexes(form: Form) -> Iterator[Wrong]:
    for name in indexes.names():
        count = sum(len(items) for _, items in form.index(name))
        if count > MOST:
            message = f"chỉ số {name} có {count} câu, nhiều nhất {MOST}"
            yield Wrong(Place(), "sections", str(count), message, "bỏ bớt câu gắn tiêu chí của chỉ số này")


def _line(place: Place, field: str, text: str, most: int) -> Iterator[Wrong]:
    if not text:
        yield Wrong(place, field, "", "còn trống", "ghi vào")
    elif len(text) > most:
        yield Wrong(place, field, text, f"dài {len(text)} ký tự, nhiều nhất {most}", "viết gọn lại")
    elif text != one_line(text) or "${" in text:
        yield _unkept(place, field, text)


def _words(place: Place, field: str, text: str) -> Iterator[Wrong]:
    if len(text) > LONGEST:
        yield Wrong(place, field, text, f"dài {len(text)} ký tự, nhiều nhất {LONGEST}", "viết gọn lại")
    elif text != tidy(text) or "${" in text:
        yield _unkept(place, field, text)


def _unkept(place: Place, field: str, text: str) -> Wrong:
    return Wrong(place, field, text, "có khoảng trắng thừa, ký tự ẩn hoặc ${", "xoá chúng; ${ chỉ dùng trong điều kiện")
