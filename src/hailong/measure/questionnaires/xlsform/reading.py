"""An XLSForm workbook as a form: what the standard can say and a form cannot is a fault with its cell, not dropped."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from hailong.agency.faults import CellFault, Refused
from hailong.measure.questionnaires import indexes
from hailong.measure.questionnaires.form import (
    CHOICE,
    LIKERT,
    MANY,
    NO_OPINION,
    Condition,
    Form,
    Item,
    Option,
    Section,
    one_line,
)
from hailong.measure.questionnaires.soundness import Place, Wrong, wrong
from hailong.measure.questionnaires.xlsform.expressions import bounds_of, code_of, condition_of
from hailong.measure.questionnaires.xlsform.pages import Page, pages
from hailong.measure.questionnaires.xlsform.words import words

_SELECTS: Final = {"select_one": CHOICE, "select_multiple": MANY}
_COLUMNS: Final = {
    "code": "name", "text": "label", "title": "label", "label": "label", "hint": "hint", "kind": "type",
    "options": "type", "criterion": "criterion", "bounds": "constraint", "show_if": "relevant", "sections": "type",
    "intro": "label", "consent": "label",
}  # fmt: skip
_CONDITION_CURE: Final = "viết dạng selected(${mã câu}, 'mã') nối bằng or, về một câu đứng trước; hoặc để trống"


class BadXlsform(Refused):
    """A workbook that is no form here: every fault with its sheet, row, column, value and cure."""

    def __init__(self, faults: tuple[CellFault, ...]) -> None:
        """Keep all faults; the first one is the message."""
        self.faults = faults
        first = faults[0]
        more = f" (và {len(faults) - 1} lỗi nữa)" if len(faults) > 1 else ""
        place = f"Trang tính “{first.sheet}”, dòng {first.row}, cột “{first.column}”, giá trị “{first.value}”"
        super().__init__(f"{place}: {first.message}.{more}", cure=first.cure, field="file")


@dataclass
class _Draft:
    """The form as it grows, and which row each part of it came from."""

    title: str
    survey: Page
    choices: Page
    settings: Page
    texts: dict[str, str] = field(default_factory=dict)
    sections: list[tuple[str, str, list[Item]]] = field(default_factory=list)
    rows: dict[Place | str, int] = field(default_factory=dict)
    options: dict[Place, int] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    inside: bool = False

    def fault(self, number: int, column: str, message: str, cure: str) -> None:
        """Note a fault in a row of the survey sheet."""
        self.faults.append(self.survey.fault(number, column, message, cure))

    def form(self) -> Form:
        """The form as far as it was read."""
        sections = tuple(Section(code, title, tuple(items)) for code, title, items in self.sections)
        return Form(self.title, self.texts.get("intro", ""), self.texts.get("consent", ""), sections)


def from_xlsform(data: bytes) -> Form:
    """The form of a workbook; Unreadable where it is none, BadXlsform with all faults where it asks what we cannot."""
    found, faults = pages(data)
    survey, choices, settings = (found[name] for name in ("survey", "choices", "settings"))
    title = next((texts.get("form_title", "") for _, texts in settings.rows), "")
    draft = _Draft(one_line(title), survey, choices, settings, faults=faults)
    if not faults:
        for number, texts in survey.rows:
            _read(draft, number, texts)
        if draft.inside:
            number = draft.rows[Place(len(draft.sections) - 1)]
            draft.fault(number, "type", "nhóm không có end_group", "thêm dòng end_group sau câu cuối của nhóm")
    form = draft.form()
    told = draft.faults or [_cell(draft, one) for one in wrong(form)]
    if told:
        raise BadXlsform(tuple(dict.fromkeys(told)))
    return form


def _read(draft: _Draft, number: int, texts: Mapping[str, str]) -> None:
    kind = " ".join(texts.get("type", "").split())
    match kind.casefold().replace(" ", "_"):
        case "begin_group":
            _begin(draft, number, texts)
        case "end_group":
            if not draft.inside:
                draft.fault(number, "type", "end_group không đóng nhóm nào", "bỏ dòng này")
            draft.inside = False
        case "note" | "acknowledge":
            _top_text(draft, number, kind.casefold(), texts)
        case _:
            _item(draft, number, kind, texts)


def _begin(draft: _Draft, number: int, texts: Mapping[str, str]) -> None:
    if draft.inside:
        draft.fault(number, "type", "nhóm nằm trong nhóm khác", "đóng nhóm trước bằng end_group")
    for column in ("relevant", "constraint", "hint"):
        if column in texts:
            draft.fault(number, column, "nhóm câu hỏi không có điều này", "để trống, đặt ở từng câu")
    draft.rows[Place(len(draft.sections))] = number
    draft.sections.append((texts.get("name", ""), one_line(texts.get("label", "")), []))
    draft.inside = True


def _top_text(draft: _Draft, number: int, kind: str, texts: Mapping[str, str]) -> None:
    """The words before the first question, and the text agreed to."""
    wanted = "intro" if kind == "note" else "consent"
    if texts.get("name") != words()[wanted] or draft.sections or wanted in draft.texts:
        cure = f"chỉ đặt một dòng {kind} tên {words()[wanted]} trước nhóm đầu; lời khác ghi vào hint của câu"
        draft.fault(number, "type", f"dòng {kind} này không có chỗ trong phiếu", cure)
        return
    draft.texts[wanted] = texts.get("label", "")
    draft.rows[wanted] = number


def _item(draft: _Draft, number: int, kind: str, texts: Mapping[str, str]) -> None:
    if not draft.inside:
        draft.fault(number, "type", "câu nằm ngoài nhóm", "thêm dòng begin_group phía trên và end_group phía dưới")
        return
    items = draft.sections[-1][2]
    place = Place(len(draft.sections) - 1, len(items))
    chosen = _kind(kind, texts)
    if chosen is None:
        reason = words()["refused"].get(kind.split(" ")[0].casefold(), "phiếu không có loại câu này")
        cure = "bỏ dòng này, hoặc dùng select_one, select_multiple, integer, text"
        draft.fault(number, "type", reason, cure)
        return
    low, high = _bounds(draft, number, chosen, texts)
    draft.rows[place] = number
    items.append(
        Item(
            code=texts.get("name", ""),
            text=texts.get("label", ""),
            kind=chosen,
            options=tuple(_options(draft, number, place, kind, chosen)),
            criterion=texts.get("criterion"),
            required=_required(draft, number, texts),
            show_if=_condition(draft, number, texts),
            low=low,
            high=high,
            hint=texts.get("hint", ""),
        )
    )


def _kind(kind: str, texts: Mapping[str, str]) -> str | None:
    """The kind of item a type cell asks for; None for one we do not have."""
    first, _, rest = kind.partition(" ")
    if first.casefold() in _SELECTS:
        likert = words()["likert_mark"] in texts.get("appearance", "").casefold().split()
        found = LIKERT if likert and first.casefold() == "select_one" else _SELECTS[first.casefold()]
        return found if rest and " " not in rest else None
    types: dict[str, str] = words()["types"]
    return types.get(kind.casefold())


def _options(draft: _Draft, number: int, place: Place, kind: str, chosen: str) -> Iterator[Option]:
    name = kind.partition(" ")[2]
    if not name:
        return
    rows = [(row, texts) for row, texts in draft.choices.rows if texts.get("list_name") == name]
    if not rows:
        draft.fault(number, "type", f"trang choices không có danh sách “{name}”", "thêm danh sách hoặc sửa tên")
    options = [(row, Option(code_of(texts.get("name", "")), one_line(texts.get("label", "")))) for row, texts in rows]
    if chosen == LIKERT:
        options = [(row, option) for row, option in options if option.code != NO_OPINION]
        if name == words()["likert_list"] and tuple(option.label for _, option in options) == indexes.scale():
            return
    for at, (row, option) in enumerate(options):
        draft.options[Place(place.section, place.item, at)] = row
        yield option


def _required(draft: _Draft, number: int, texts: Mapping[str, str]) -> bool:
    said = texts.get("required", "").casefold()
    if said not in (*words()["required"]["yes"], *words()["required"]["no"]):
        draft.fault(number, "required", "không rõ câu có bắt buộc không", "ghi yes hoặc để trống")
    return said in words()["required"]["yes"]


def _bounds(draft: _Draft, number: int, kind: str, texts: Mapping[str, str]) -> tuple[int | None, int | None]:
    try:
        return bounds_of(kind, texts.get("constraint", ""))
    except ValueError:
        cure = "viết dạng . >= 1 and . <= 5 (số) hoặc string-length(.) <= 500 (chữ), hoặc để trống"
        draft.fault(number, "constraint", "không đọc được ràng buộc này", cure)
        return None, None


def _condition(draft: _Draft, number: int, texts: Mapping[str, str]) -> Condition | None:
    try:
        return condition_of(texts.get("relevant", ""))
    except ValueError:
        draft.fault(number, "relevant", "không đọc được điều kiện này", _CONDITION_CURE)
        return None


def _cell(draft: _Draft, one: Wrong) -> CellFault:
    """The cell that holds what is wrong."""
    column = _COLUMNS[one.field]
    if one.place == Place() and one.field == "title":
        number = draft.settings.rows[0][0] if draft.settings.rows else 2
        return draft.settings.fault(number, "form_title", one.message, one.cure)
    if one.place.option is not None:
        return draft.choices.fault(draft.options[one.place], _COLUMNS[one.field], one.message, one.cure)
    number = draft.rows.get(one.field if one.place == Place() else one.place, 1)
    return draft.survey.fault(number, column, one.message, one.cure)
