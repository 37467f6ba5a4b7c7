"""Every address of the program, by hand: which right opens it, what lets one see that it is there, how it is called.

Where somebody has the right he is let in. Where he holds the right of the address's guard nowhere, the answer is 403
whatever is asked for. Else it is 403 for what he sees and may not do, and 404 for what he does not see.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.making import plan_docx
from tests.web.matrix.world import Actor, Things, later

OPEN, SIGNED_IN = "open", "signed in"
Args = Callable[[Things, Actor], tuple[Any, ...]]
Post = Callable[[Things, Actor], dict[str, Any]]
PLAN, TASK, SITE, LIST = "plan", "task", "site", "list"
_DOCX: Final = plan_docx(tasks=1)


@dataclass(frozen=True, slots=True)
class Route:
    """One address.

    `right` of expected.RIGHTS opens it, `guard` (the same unless given) must be held somewhere, `see` shows that it is
    there; `reached` are answers beside 200 and 302 that show that the person was let in; `denied` the answers to who
    is not, where these differ; `get` whether it is read; `query` what stands behind the address.
    """

    name: str
    on: str
    right: str
    args: Args = lambda _t, _a: ()
    see: str = ""
    post: Post | None = None
    get: bool = True
    guard: str = ""
    reached: tuple[int, ...] = ()
    denied: tuple[int, ...] = ()
    query: tuple[str, ...] = ("",)
    only: tuple[str, ...] = ()


def _code(t: Things, _a: Actor) -> tuple[Any, ...]:
    return (t.plan.code,)


def _public(t: Things, _a: Actor) -> tuple[Any, ...]:
    return (t.more["public"].code,)


def _unit(t: Things, _a: Actor) -> tuple[Any, ...]:
    return (t.unit.code,)


def _task(purpose: str) -> Args:
    return lambda t, _a: (t.tasks[purpose].pk,)


def _time(purpose: str) -> Args:
    return lambda t, _a: (t.times[purpose].pk,)


def _of(*names: str) -> Args:
    return lambda t, _a: tuple(t.more[name].pk for name in names)


def _nothing(_t: Things, _a: Actor) -> dict[str, Any]:
    return {}


def _said(**values: Any) -> Post:
    return lambda _t, _a: values


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("ke-hoach.docx", _DOCX)


def _reported(t: Things, a: Actor) -> dict[str, Any]:
    leads = t.tasks["open"].units.filter(unit=t.doer, leads=True).exists()
    return {"unit": t.doer.pk, "text": "Đã làm", **({"finishes": "on"} if leads else {})}


def _explained(t: Things, _a: Actor) -> dict[str, Any]:
    said = {"cause": "Thiếu người", "responsible": "Tổ", "remedy": "Thêm người"}
    return {"unit": t.doer.pk, "by_when": later(5), **said}


def _posted(t: Things, a: Actor) -> dict[str, Any]:
    own = t.unit == a.unit
    about = "" if own or t.doer == t.unit else t.tasks["open"].pk
    return {"unit": (a.unit if own else t.doer).pk, "place": "Bảng tin", "day": later(0), "task": about}


def _posted_other(t: Things, a: Actor) -> dict[str, Any]:
    return {"unit": a.unit.pk, "place": "Bảng tin", "day": later(0), "task": t.tasks["open"].pk}


def _posted_whole(_t: Things, a: Actor) -> dict[str, Any]:
    return {"unit": a.unit.pk, "place": "Bảng tin", "day": later(0), "task": ""}


def _leaf_code(t: Things, _a: Actor) -> tuple[Any, ...]:
    return (t.plan.code, t.doer.code)


_WEEK: Final = {
    "valid_from": later(10), "source": "QĐ 5", "state_holidays": "on", "ca-TOTAL_FORMS": "1", "ca-INITIAL_FORMS": "0",
    "ca-0-days": ["1", "2", "3"], "ca-0-first": "07:30", "ca-0-last": "11:30",
}  # fmt: skip
_PASTED: Final = "STT\tNội dung\tĐơn vị chủ trì\tThời hạn\n1\tDán sơ đồ\tVăn phòng\tQuý IV/2025"
_CELL: Final = ("?o=tasks.0.content",)
_VIEWS: Final = ("", "?xem=don-vi", "?xem=tieu-chi", "?xem=dong-thoi-gian")

PLANS: Final = (
    Route("plan", PLAN, "plan.see", _code, query=_VIEWS),
    Route("plan_annex", PLAN, "plan.see", _code),
    Route("plan_workbook", PLAN, "plan.see", _code, post=lambda _t, _a: {"file": _file()}, reached=(422,)),
    Route("plan_workbook_of", PLAN, "report", _leaf_code),
    Route("plan_more", PLAN, "plan.see", _code),
    Route("task_new", PLAN, "manage", _code, "plan.see",
          lambda t, _a: {"content": "Việc thêm", "deadline": "Quý IV/2025", "lead": t.doer.pk}),
    Route("money", PLAN, "manage", _code, "plan.see", _said(text="In tờ rơi", amount="1.000.000 đồng")),
    Route("money_total", PLAN, "manage", _code, "plan.see", _said(amount="1.000 đồng")),
    Route("money_away", PLAN, "manage", lambda t, _a: (t.plan.code, t.more["money"].pk), "plan.see",
          _said(reason="Ghi nhầm")),
    Route("children", PLAN, "manage", _code, "plan.see",
          lambda t, _a: {"units": [t.unit.children.get(code=f"{t.unit.code}-Z").pk], "due": later(30)}),
    Route("posting", PLAN, "post", _code, "plan.see", _posted),
    *(Route("posting", TASK, "", _code, post=said, get=False, guard="post", denied=(403, 404, 422), only=("wo", "ro"))
      for said in (_posted_other, _posted_whole)),
    Route("publish", PLAN, "publish", _code, "plan.see", _nothing, get=False),
    Route("unpublish", PLAN, "publish", _public, "plan.see", _said(reason="Ghi nhầm")),
    Route("task", TASK, "plan.see", _task("said")),
    Route("task", TASK, "plan.see", _task("open")),
    Route("task_event", TASK, "event", _task("event"), "plan.see", _said(what="Có kết quả", happened=later(-1))),
    Route("task_assign", TASK, "manage", _task("open"), "plan.see",
          lambda t, _a: {"leads": [t.doer.pk], "accountable": t.doer.pk}),
    Route("task_deadline", TASK, "manage", _task("open"), "plan.see", _said(text="Quý IV/2025", reason="Đổi"),
          reached=(422,)),
    Route("task_cancel", TASK, "manage", _task("open"), "plan.see", _said(reason="Thôi")),
    Route("report", TASK, "report", _time("open"), "plan.see", _reported),
    Route("explain", TASK, "explain", _time("late"), "plan.see", _explained),
    Route("accept", TASK, "accept", _time("said"), "plan.see", _nothing),
    Route("return", TASK, "accept", _time("said"), "plan.see", _said(reason="Thiếu ảnh")),
    Route("trigger", TASK, "manage", _time("waits"), "plan.see",
          _said(what="QĐ 7", on=later(-1), until=later(40))),
    Route("answer", TASK, "accept", _of("report"), "report.see", _said(text="Sẽ bố trí")),
    Route("evidence", TASK, "report.see", _of("evidence"), guard="plan.see"),
    Route("evidence", PLAN, "plan.see", _of("picture")),
    Route("evidence", PLAN, "plan.see", lambda t, _a: (t.plan.document_id,)),
)  # fmt: skip

UNITS: Final = (
    Route("unit", SITE, "unit.see", _unit),
    Route("unit_rename", SITE, "unit.manage", _unit, "unit.see", _said(name="Tên mới", short="")),
    Route("unit_move", SITE, "unit.manage", _unit, "unit.see",
          lambda _t, a: {"parent": a.leaf.code, "day": later(0), "resolution": "QĐ 2"}, reached=(422,)),
    Route("unit_end", SITE, "unit.manage", _unit, "unit.see", _said(last_day=later(30), resolution="QĐ 3"),
          reached=(422,)),
    Route("unit_succeed", SITE, "unit.manage", _unit, "unit.see",
          lambda t, _a: {"new": t.more["leaf"].code, "day": later(30), "resolution": "QĐ 4"}, reached=(422,)),
    Route("unit_alias", SITE, "unit.manage", _unit, "unit.see", _said(text="Tên khác")),
    Route("unit_contact", SITE, "unit.manage", _unit, "unit.see", _said(address="Số 1", phone="", email="")),
    Route("unit_new", SITE, "unit.manage", post=lambda t, _a: {
        "code": "MOI", "name": "Đơn vị mới", "kind": "office", "parent": t.unit.code}, get=False, denied=(422,)),
    Route("unit_calendar", SITE, "unit.see", _unit, query=("", "?nam=2025", "?tu=03/10/2025+08:00&dai=30&tinh=d")),
    Route("calendar_week", SITE, "calendar", _unit, "unit.see", lambda _t, _a: _WEEK),
    Route("calendar_closed", SITE, "calendar", _unit, "unit.see", _said(day=later(10), name="Nghỉ", source="TB 2")),
    Route("calendar_worked", SITE, "calendar", _unit, "unit.see", _said(day=later(8), name="Bù", source="TB 3")),
    Route("calendar_withdraw", SITE, "calendar", lambda t, _a: (t.unit.code, t.more["day"].pk), "unit.see", _nothing),
    Route("unit_feed", SITE, "plan.see", lambda t, a: (t.unit.code, a.person.feed_key if a.person else "khoa"),
          guard=OPEN),
    Route("person", SITE, "people.see", _of("person")),
    Route("person_password", SITE, "people.manage", _of("person"), "people.see", _nothing),
    Route("person_lock", SITE, "people.manage", _of("person"), "people.see", _nothing),
    Route("person_unlock", SITE, "people.manage", _of("person"), "people.see", _nothing),
    Route("person_second_factor", SITE, "people.manage", _of("person"), "people.see", _nothing),
    Route("role_assign", SITE, "people.manage", _of("person"), "people.see",
          lambda t, _a: {"role": "counter_clerk", "unit": t.unit.code, "since": later(0)}),
    Route("person_join", SITE, "people.manage", _of("person"), "people.see",
          lambda t, _a: {"unit": t.more["leaf"].code, "since": later(0)}),
    Route("role_end", SITE, "people.manage", _of("person", "assignment"), "people.see", _said(until=later(0))),
    Route("person_leave", SITE, "people.manage", _of("person", "membership"), "people.see", _said(until=later(0))),
    Route("person_new", SITE, "people.manage", post=lambda t, _a: {
        "name": "Người mới", "username": "moi", "unit": t.unit.code}, get=False, denied=(422,)),
    Route("people", SITE, "people.see", query=("?don-vi={code}", "?don-vi={code}&tim=zq"), denied=(200,)),
)  # fmt: skip

DRAFTS: Final = (
    Route("draft", SITE, "import", _of("draft"), query=("", "?xem=can-xem")),
    Route("plan_confirm", SITE, "import", _of("draft"), post=_said(version="0", looked="on")),
    Route("progress", SITE, "import", _of("draft"), denied=(200,)),  # empty, and the page asks again as a whole
    Route("retry", SITE, "import", _of("draft"), post=_nothing, get=False),
    Route("discard", SITE, "import", _of("draft"), post=_nothing),
    Route("print", SITE, "import", _of("draft")),
    Route("confirm", SITE, "import", _of("draft"), post=_nothing, get=False, query=_CELL),
    Route("keep_raw", SITE, "import", _of("draft"), post=_nothing, get=False, query=_CELL),
    Route("cell", SITE, "import", _of("draft"), query=_CELL),
    Route("edit", SITE, "import", _of("draft"), post=_said(value="Việc sửa", was=""), query=_CELL, reached=(409,)),
    Route("undo", SITE, "import", _of("draft"), post=_nothing, get=False, query=_CELL),
    *(Route("take", SITE, "import", lambda t, _a, kind=kind: (t.more["draft"].pk, kind))  # type: ignore[misc]
      for kind in ("xlsx", "docx", "csv", "json")),
    Route("intake", SITE, "import", post=lambda t, _a: {"document": _file(), "unit": t.unit.code}, get=False,
          denied=(403,)),
    Route("paste", SITE, "import", post=lambda t, _a: {
        "unit": t.unit.code, "title": "Kế hoạch dán", "year": "2025", "text": _PASTED}, get=False, denied=(403, 422)),
)  # fmt: skip

OWN: Final = (
    Route("notice_open", SITE, "", _of("notice"), post=_nothing, get=False, guard=SIGNED_IN, denied=(404,)),
    Route("notice_copy", SITE, "", _of("notice"), guard=SIGNED_IN, denied=(404,)),
    Route("notice_picture", SITE, "", _of("notice"), guard=SIGNED_IN, denied=(404,)),
)


def _round(t: Things, _a: Actor) -> tuple[Any, ...]:
    return (t.more["round"].code,)


def _planned(t: Things, _a: Actor) -> tuple[Any, ...]:
    return (t.more["planned"].code,)


def _counter_of(t: Things, a: Actor) -> str:
    """The counter at which this person stands: the round's own unit, or one's own in the round of a unit above."""
    return t.unit.code if t.unit.path.startswith(a.unit.path) else a.unit.code


def _visited(t: Things, a: Actor) -> dict[str, Any]:
    return {"unit": _counter_of(t, a), "after": "1"}


def _parcel(t: Things, _a: Actor) -> tuple[Any, ...]:
    return (t.more["round"].code, t.unit.code)


def _version(t: Things, _a: Actor) -> tuple[Any, ...]:
    return (f"PHIEU-{t.name}", 1)


SURVEYS: Final = (
    Route("survey", SITE, "survey.see", _round),
    Route("survey", SITE, "survey.see", _planned),
    Route("survey_new", SITE, "survey.manage", post=lambda t, _a: {
        "unit": t.unit.code, "version": t.more["asked"].pk, "period": "2026Q2", "opens": "01/04/2026",
        "closes": "30/06/2026", "quota": "60", "quota_counts": ["paper"], "pooled": ["paper"],
        "selector": "systematic", "every": "1", "index_rule": "mean5"}, get=False, denied=(422,)),
    Route("survey_begin", SITE, "survey.manage", _planned, "survey.see", _nothing),
    Route("survey_close", SITE, "survey.manage", _round, "survey.see", _nothing),
    Route("survey_cancel", SITE, "survey.manage", _planned, "survey.see", _said(reason="Thôi")),
    Route("survey_counter", SITE, "survey.counter", _round, "survey.see",
          query=("", "?don-vi={code}", "?don-vi=V1")),
    Route("survey_visitor", SITE, "survey.counter", _round, "survey.see", _visited, get=False, reached=(404,)),
    Route("survey_outcome", SITE, "survey.counter", lambda t, _a: (t.more["round"].code, t.more["visit"].pk),
          "survey.see", _said(outcome="given"), get=False, reached=(404,)),
    Route("survey_codes", SITE, "survey.counter", _round, "survey.see",
          lambda t, a: {"unit": t.unit.pk, "count": "2"}, reached=(422,)),
    Route("questionnaire", SITE, "survey.see", _version),
    Route("questionnaire_file", SITE, "survey.see", _version),
    Route("survey_results", SITE, "survey.see", _round, query=("", "?theo=don-vi", "?don-vi=V1")),
    Route("survey_results_xlsx", SITE, "survey.see", _round),
    Route("survey_results_csv", SITE, "survey.see", _round),
    Route("survey_codebook", SITE, "survey.see", _round),
    Route("survey_answers", SITE, "survey.export", lambda t, _a: (t.more["round"].code, "csv"), "survey.see",
          reached=(422,)),
)  # fmt: skip

_HAND_IN: Final = _said(serials="1", reason="Thử", count="1", lam="give")
PAPER: Final = (
    Route("survey_paper", SITE, "survey.see", _round, query=("", "?o=issued", "?trang=9")),
    Route("survey_paper_counts", SITE, "survey.see", _round),
    Route("survey_paper_print", SITE, "survey.manage", _round, "survey.see", _said(count="1")),
    Route("survey_paper_issue", SITE, "survey.manage", _round, "survey.see", _nothing, reached=(422,)),
    Route("survey_paper_file", SITE, "survey.manage", lambda t, _a: (t.more["round"].code, 1, 1), "survey.see",
          reached=(404,)),
    Route("survey_paper_move", SITE, "survey.counter", _round, "survey.see", _HAND_IN, get=False, reached=(422,)),
    Route("survey_paper_handover", SITE, "survey.counter", _parcel, "survey.see", _HAND_IN, reached=(404,)),
    Route("survey_paper_receive", SITE, "survey.enter", _parcel, "survey.see", _HAND_IN, reached=(404,)),
    Route("survey_paper_enter", SITE, "survey.enter", _round, "survey.see", _HAND_IN, reached=(422,)),
    Route("survey_paper_differing", SITE, "survey.enter", _round, "survey.see"),
    Route("survey_paper_settle", SITE, "survey.enter", lambda t, _a: (t.more["round"].code, "0001"), "survey.see",
          _HAND_IN, reached=(404,)),
    Route("survey_paper_fall", SITE, "survey.touch", lambda t, _a: (t.more["round"].code, "hong"), "survey.see",
          _HAND_IN, guard="survey.see", reached=(422, 403)),
)  # fmt: skip

_SEARCHES: Final = ("", "?tim=zq", "?tim=W1", "?trang=2", "?tim=%25", "?tim=_")
LISTS: Final = (
    Route("home", LIST, OPEN),
    Route("today", LIST, SIGNED_IN),
    Route("permissions", LIST, SIGNED_IN),
    Route("own", LIST, SIGNED_IN),
    Route("own_contact", LIST, SIGNED_IN, post=_said(email="", phone="0258 3812 345")),
    Route("own_feed_key", LIST, SIGNED_IN, post=_nothing, get=False),
    Route("notices", LIST, SIGNED_IN, query=("", "?trang=9")),
    Route("notices_seen", LIST, SIGNED_IN, post=_nothing, get=False),
    Route("plans", LIST, "plan.see", query=(*_SEARCHES, "?nam=2025", "?nam=9999&tim=zq")),
    Route("units", LIST, "unit.see", query=(*_SEARCHES, "?loai=commune", "?loai=office&tim=don")),
    Route("people", LIST, "people.see", query=(*_SEARCHES, "?don-vi=W1", "?don-vi=V1&tim=zq")),
    Route("calendar", LIST, "unit.see"),
    Route("surveys", LIST, "survey.see", query=("", "?ky=2025q4", "?tinh-trang=open", "?trang=2")),
    Route("survey_new", LIST, "survey.manage"),
    Route("questionnaires", LIST, "survey.see", query=("", "?trang=9")),
    Route("questionnaire_upload", LIST, "survey.manage"),
    Route("journal", LIST, "journal", query=(*_SEARCHES, "?ai=zq", "?gi=unit&viec=unit.rename", "?tu=01/01/2025")),
    Route("journal_verify", LIST, "journal", post=_nothing, get=False),
    Route("journal_export", LIST, "journal", post=_nothing, get=False, query=("", "?tim=zq", "?ai=zq&tu=01/01/2025")),
    Route("intake", LIST, "import"),
    Route("paste", LIST, "import"),
    Route("sample", LIST, "import", post=_said(name="x"), get=False, reached=(404,)),  # outside the demo: none
    Route("unit_new", LIST, "unit.manage", query=("", "?thuoc=W1", "?thuoc=khong-co", "?thuoc=a/b")),
    Route("person_new", LIST, "people.manage", query=("", "?don-vi=W1", "?don-vi=a/b")),
    Route("feed", LIST, OPEN, lambda _t, a: (a.person.feed_key if a.person else "khoa",), reached=(404,)),
    Route("public_plans", LIST, OPEN),
    Route("set_language", LIST, OPEN, post=_said(language="en", next="https://xa.example/"), get=False),
    Route("forward", LIST, OPEN, post=_said(to="06/10/2025 08:00"), get=False, reached=(404,)),
    Route("demo_enter", LIST, OPEN, post=_said(login="ward-leader"), get=False, reached=(404,)),
)
PUBLIC: Final = (
    Route("public_plan", PLAN, OPEN, _public),
    Route("public_plan", PLAN, "", _code, guard=OPEN, denied=(404,)),
    Route("public_survey_link", SITE, OPEN, _round),
    Route("public_survey_link", SITE, "", _planned, guard=OPEN, denied=(404, 410)),
    Route("public_survey_code", LIST, OPEN),
    Route("public_survey_qr", LIST, OPEN, lambda _t, _a: ("0000-0000-0000-0000-0000-0000",), reached=(404, 422)),
    Route("public_survey_kiosk", LIST, OPEN, lambda _t, _a: ("0000-0000-0000-0000-0000-0000",), reached=(404,)),
    Route("public_survey_code", LIST, OPEN, post=_said(code="AAAA"), reached=(422, 429)),
    Route("public_survey_qr", LIST, OPEN, lambda _t, _a: ("AAAA",), reached=(422, 429)),
    Route("public_survey_kiosk", LIST, OPEN, lambda _t, _a: ("AAAA",), post=_nothing, reached=(404,)),
    Route("public_survey_link", SITE, OPEN, _round, post=_nothing),
    Route("public_survey_link", SITE, "", _planned, post=_nothing, guard=OPEN, denied=(404,)),
)
LIBRARY: Final = {
    "account_login": OPEN, "account_logout": OPEN, "account_inactive": OPEN, "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN, "account_set_password": SIGNED_IN, "mfa_index": SIGNED_IN,
    "mfa_authenticate": OPEN, "mfa_reauthenticate": SIGNED_IN, "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN, "mfa_view_recovery_codes": SIGNED_IN, "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
}  # fmt: skip
"""The sign-in library's pages that are kept: of oneself only, so they name nothing."""
ROUTES: Final = (*PLANS, *UNITS, *DRAFTS, *OWN, *SURVEYS, *PAPER, *LISTS, *PUBLIC)
NAMES: Final = {route.name for route in ROUTES} | set(LIBRARY)
