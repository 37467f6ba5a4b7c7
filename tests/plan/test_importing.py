"""A reviewed draft becomes a plan: everything printed is kept, choices hold, and the same plan twice is noticed."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.plan import living

from hailong.agency.faults import Refused
from hailong.agency.models import Evidence, Line, Unit
from hailong.agency.people.rights import SYSTEM, Forbidden
from hailong.plan.intake import drafts, importing
from hailong.plan.intake.importing import Choices
from hailong.plan.intake.reading.assemble import read_plan
from hailong.plan.models import Draft, Occurrence, Plan, PlanFact, Task

pytestmark = pytest.mark.django_db

FEEDBACK = "ke-hoach-tiep-nhan-phan-anh-phuong-song-xanh-2025.txt"


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


def confirm(reading: dict[str, Any], **choices: Any) -> Plan:
    """The plan of the reading with these choices."""
    return living.plan_of(reading, choices=Choices(**choices))


def test_the_head_becomes_the_plan() -> None:
    """Number, day, issuer, title, signer, bases and recipients as printed."""
    plan = living.ward_plan()
    assert (plan.code, plan.number, plan.symbol, plan.type) == ("X0101-2025-01", "21/KH-UBND", "KH-UBND", "Kế hoạch")
    assert (plan.date, plan.first, plan.last) == (date(2025, 7, 18), date(2025, 7, 18), date(2025, 12, 31))
    assert plan.title.startswith("Nâng cao sự hài lòng của người dân")
    assert (plan.signer_name, plan.signer_position) == ("Trịnh Văn Minh", "Chủ tịch")
    assert (plan.bases, len(plan.recipients)) == (["58/KH-SNV"], 4)
    assert (plan.unit.code, plan.province, plan.state) == ("X0101", "X01", "active")
    assert plan.confirmed_by.username == "quang"


def test_every_row_is_a_task_with_its_place_in_the_signed_text() -> None:
    """Twelve rows, in printed order, with section, number, page or line and confidence."""
    reading = living.sample_reading()
    plan = living.ward_plan()
    tasks = list(plan.tasks.all())
    assert len(tasks) == 12
    for task, printed in zip(tasks, reading["tasks"], strict=True):
        assert task.content == printed["content"]
        assert (task.section, task.section_title, task.ordinal) == tuple(
            printed[key] for key in ("section", "section_title", "ordinal")
        )
        assert (task.product, task.assignment_text) == (printed["product"] or "", printed["assignment_text"])
        assert (task.deadline, task.parts) == (printed["deadline"], printed["parts"])
        assert (task.page, task.line) == (printed["source"]["page"], printed["source"]["line"])
        assert (task.confidence, task.origin) == (printed["confidence"], "row")
        assert [row.code for row in task.criteria.all()] == printed["criteria"]
        names = [row.name for row in task.units.all()]
        assert names == [*printed["lead"], *printed["coordinating"]]


def test_what_is_no_task_is_kept_as_a_fact_with_its_place() -> None:
    """Targets, quotas, limits, scores and duties, as read."""
    reading = living.sample_reading()
    plan = living.ward_plan()
    kept = {
        kind: [fact.value for fact in plan.facts.filter(kind=kind)]
        for kind in ("target", "quota", "time_limit", "score", "scorecard", "duty")
    }
    assert kept == {
        "target": reading["targets"], "quota": reading["quotas"], "time_limit": reading["time_limits"],
        "score": reading["scores"], "scorecard": [], "duty": reading["duties"],
    }  # fmt: skip
    assert [fact.place for fact in plan.facts.filter(kind="target")] == ["I.1", "I.2", "I.2", "I.3"]


def test_scorecards_are_kept_whole() -> None:
    """The department's own card, parts and rank."""
    name = "ke-hoach-cai-cach-hanh-chinh-so-noi-vu-2025.pdf"
    reading = living.sample_reading(name)
    plan = importing.confirm(
        draft=living.draft_of(reading, owner="dieu", unit="X01-SNV", source=living.sample(name)),
        unit=Unit.objects.get(code="X01-SNV"),
        choices=Choices(),
        by=SYSTEM,
        now=living.NOW,
    )
    assert [fact.value for fact in PlanFact.objects.filter(plan=plan, kind="scorecard")] == reading["scorecards"]
    assert plan.confirmed_by.username == "dieu"


def test_the_file_is_kept_and_the_draft_is_gone() -> None:
    """The bytes that were read, by their hash."""
    plan = living.ward_plan()
    draft_hash = hashlib.sha256(living.sample()).hexdigest()
    assert plan.document is not None
    assert (plan.document.sha256, plan.document.name) == (draft_hash, living.CONFIRMED)
    assert not Draft.objects.exists()


def test_one_line_of_the_journal_tells_who_confirmed_what() -> None:
    """With the file's hash and how much was kept."""
    plan = living.ward_plan()
    line = Line.objects.get(verb="plan.confirm")
    assert (line.kind, line.thing, line.actor_name, line.role) == (
        "plan", str(plan.pk), "Bùi Đăng Quang", "coordinating_office",
    )  # fmt: skip
    assert (line.after["code"], line.after["tasks"], line.after["corrections"]) == ("X0101-2025-01", 12, 0)


def test_what_a_person_corrected_is_what_is_kept() -> None:
    """Not what was read."""
    draft = living.draft_of(living.reading_of(living.row("Dán sơ đô"), head={"year": None, "date": None}))
    for path, was, value in (("tasks.0.content", "Dán sơ đô", "Dán sơ đồ"), ("document.year", "", "2025")):
        drafts.correct(draft_id=draft.id, path=path, was=was, value=value, now=living.NOW)
    plan = importing.confirm(
        draft=draft,
        unit=Unit.objects.get(code="X0101"),
        choices=Choices(),
        by=living.viewer("quang"),
        now=living.NOW,
    )
    assert (plan.tasks.get().content, plan.year, plan.first) == ("Dán sơ đồ", 2025, date(2025, 1, 1))
    assert Line.objects.get(verb="plan.confirm").after["corrections"] == 2


def test_a_covering_decision_gives_its_number_and_the_plan_its_title() -> None:
    """The decision's own title is kept beside."""
    attached = {"type": "Kế hoạch", "title": "Đón khách năm 2025"}
    head = {"type": "Quyết định", "title": "Ban hành Kế hoạch đón khách năm 2025", "attached": attached}
    plan = confirm(living.reading_of(living.row("Dán sơ đồ"), head=head))
    assert (plan.type, plan.title) == ("Quyết định", "Đón khách năm 2025")
    assert plan.attached == {**attached, "covering_title": "Ban hành Kế hoạch đón khách năm 2025"}


@pytest.mark.parametrize(
    ("title", "year", "day", "span"),
    [
        ("Đón khách năm 2025", 2025, "2025-02-14", (date(2025, 2, 14), date(2025, 12, 31))),
        ("Đón khách năm 2025", 2025, None, (date(2025, 1, 1), date(2025, 12, 31))),
        ("Đón khách năm 2025", 2025, "2024-12-20", (date(2025, 1, 1), date(2025, 12, 31))),
        ("Đón khách năm 2025", 2025, "2026-01-05", (date(2025, 1, 1), date(2025, 12, 31))),
        ("Đón khách giai đoạn 2026 - 2030", 2030, "2026-03-02", (date(2026, 3, 2), date(2030, 12, 31))),
        ("Đón khách từ năm 2025 đến năm 2027", 2025, None, (date(2025, 1, 1), date(2027, 12, 31))),
        ("Tổng kết giai đoạn 2016-2020, việc năm 2025", 2025, None, (date(2025, 1, 1), date(2025, 12, 31))),
    ],
)
def test_a_plan_runs_from_its_day_to_the_end_of_its_last_year(
    title: str, year: int, day: str | None, span: tuple[date, date]
) -> None:
    """A day outside its years does not move its beginning."""
    head = {"title": title, "year": year, "date": day}
    plan = confirm(living.reading_of(living.row("Dán sơ đồ"), head=head))
    assert (plan.first, plan.last) == span


@pytest.mark.parametrize(
    ("head", "field", "said"),
    [
        ({"year": None, "date": None}, "document.year", "năm"),
        ({"title": None}, "document.title", "tên kế hoạch"),
        ({"number": "9" * 61}, "document.number", "61 ký tự"),
    ],
)
def test_what_the_head_lacks_is_asked_for_by_its_place(head: dict[str, Any], field: str, said: str) -> None:
    """Nothing is invented, and the draft stays."""
    with pytest.raises(Refused, match=said) as refused:
        confirm(living.reading_of(living.row("Dán sơ đồ"), head=head))
    assert (refused.value.field, bool(refused.value.cure)) == (field, True)
    assert (Draft.objects.count(), Plan.objects.count(), Evidence.objects.count()) == (1, 0, 0)


@pytest.mark.parametrize(
    ("row", "duty", "field", "said"),
    [
        ({"content": " ", "section": "II", "ordinal": "3"}, {}, "tasks.1.content", r"Nhiệm vụ II\.3 chưa có nội dung"),
        ({"content": " "}, {}, "tasks.1.content", "Nhiệm vụ thứ 2 chưa có nội dung"),
        ({"ordinal": "1" * 21}, {}, "tasks.1.ordinal", "số thứ tự dài 21 ký tự"),
        ({}, {"content": ""}, "duties.0.content", r"Trách nhiệm ở mục III\.1 chưa có nội dung"),
    ],
)
def test_a_row_that_cannot_be_a_task_is_named(row: dict[str, Any], duty: dict[str, Any], field: str, said: str) -> None:
    """By the numbers printed at its side, and by its place in the reading."""
    rows = [living.row("Dán sơ đồ"), living.row("Quét sân") | row]
    with pytest.raises(Refused, match=said) as refused:
        confirm(living.reading_of(*rows, duties=[living.duty("Trực quầy") | duty]), duties=frozenset({0}))
    assert refused.value.field == field


def test_of_several_leads_the_first_that_is_known_is_accountable() -> None:
    """Nobody known: nobody accountable, and the task waits to be given to somebody."""
    plan = confirm(
        living.reading_of(
            living.row("Dán sơ đồ", lead=["Các sở, ban, ngành", "Phòng Kinh tế", "Văn phòng"]),
            living.row("Quét sân", lead=["Các sở, ban, ngành"], coordinating=["Phòng Kinh tế"]),
        )
    )
    first, second = plan.tasks.all()
    assert [(row.name, row.unit and row.unit.code, row.accountable) for row in first.units.all()] == [
        ("Các sở, ban, ngành", None, False),
        ("Phòng Kinh tế", "X0101-KT", True),
        ("Văn phòng", "X0101-VP", False),
    ]
    assert not second.units.filter(accountable=True).exists()


def test_choices_go_before_what_was_matched() -> None:
    """A name given to a unit, one given to nobody, and the accountable lead."""
    reading = living.reading_of(living.row("Dán sơ đồ", lead=["Tổ trực", "Phòng Kinh tế", "Văn phòng"]))
    chosen = {"Tổ trực": "X0101-TT", "Phòng Kinh tế": ""}
    plan = confirm(reading, units=chosen, accountable={0: "Văn phòng"})
    assert [(row.unit and row.unit.code, row.accountable) for row in plan.tasks.get().units.all()] == [
        ("X0101-TT", False),
        (None, False),
        ("X0101-VP", True),
    ]


@pytest.mark.parametrize(
    ("choices", "field", "said"),
    [
        ({"units": {"Tổ trực": "X9999"}}, "units.Tổ trực", "Không có đơn vị mã X9999 để gán cho “Tổ trực”"),
        ({"units": {"Đội xe": "X0101"}}, "units.Đội xe", "không có tên đơn vị “Đội xe”"),
        ({"units": {"Tổ trực": "X0101-BL"}}, "units.Tổ trực", r"đã kết thúc ngày 30/0?6/2025"),
        (
            {"accountable": {0: "Tổ trực"}},
            "accountable.0",
            r"Nhiệm vụ I\.1: “Tổ trực” không phải đơn vị chủ trì đã biết",
        ),
        ({"duties": frozenset({7})}, "duties", "không có trách nhiệm thứ 8"),
        ({"parent": "X01-2025-09"}, "parent", "Không có kế hoạch cấp trên mang mã “X01-2025-09”"),
    ],
)
def test_a_wrong_choice_names_its_place_and_nothing_is_lost(choices: dict[str, Any], field: str, said: str) -> None:
    """The draft stays as it was."""
    reading = living.reading_of(living.row("Dán sơ đồ", section="I", ordinal="1", lead=["Tổ trực", "Văn phòng"]))
    with pytest.raises(Refused, match=said) as refused:
        confirm(reading, **choices)
    assert (refused.value.field, bool(refused.value.cure)) == (field, True)
    assert (Draft.objects.count(), Plan.objects.count(), Task.objects.count()) == (1, 0, 0)


def test_a_plan_without_a_table_has_its_duties_for_tasks() -> None:
    """That is the choice proposed; of a plan with a table no duty becomes one unless it is chosen."""
    duties = [living.duty("Trực quầy", where="III.1", lead=["Văn phòng"]), living.duty("Ghi sổ", where="III.2")]
    bare = living.reading_of(duties=duties)
    assert Choices.default_for(bare).duties == {0, 1}
    assert Choices.default_for(living.sample_reading()).duties == frozenset()
    plan = living.plan_of(bare)
    assert [(task.origin, task.place, task.content) for task in plan.tasks.all()] == [
        ("duty", "III.1", "Trực quầy"),
        ("duty", "III.2", "Ghi sổ"),
    ]
    assert not plan.facts.exists()


def test_a_chosen_duty_follows_the_rows_and_the_others_stay_facts() -> None:
    """With its own number for choosing who is accountable."""
    duties = [living.duty("Trực quầy"), living.duty("Ghi sổ", where="III.2", lead=["Văn phòng", "Phòng Kinh tế"])]
    reading = living.reading_of(living.row("Dán sơ đồ"), duties=duties)
    plan = confirm(reading, duties=frozenset({1}), accountable={2: "Phòng Kinh tế"})
    assert [task.content for task in plan.tasks.all()] == ["Dán sơ đồ", "Ghi sổ"]
    assert [fact.value["content"] for fact in plan.facts.filter(kind="duty")] == ["Trực quầy"]
    assert plan.tasks.get(position=2).units.get(accountable=True).name == "Phòng Kinh tế"


def test_every_task_has_something_to_be_answered() -> None:
    """A day, or what it waits for."""
    plan = living.ward_plan()
    for task in plan.tasks.all():
        rows = list(task.occurrences.all())
        assert rows
        assert all(row.due is not None or row.waits_for for row in rows)
    assert Occurrence.objects.filter(task__plan=plan, province="X01").count() > 12


def test_codes_count_up_a_unit_and_year() -> None:
    """Each with its own row of numbers."""
    rows = [living.reading_of(living.row("a"), head={"number": f"{n}/KH", "title": f"Việc {n}"}) for n in range(3)]
    rows[2]["document"]["year"] = 2026
    assert [confirm(row).code for row in rows] == ["X0101-2025-01", "X0101-2025-02", "X0101-2026-01"]


def test_whoever_may_not_manage_plans_there_confirms_nothing(ward: living.Ward) -> None:
    """Neither an officer, nor the head of a room for the whole ward, nor the head for a draft he may not see."""
    draft = living.draft_of(living.reading_of(living.row("Dán sơ đồ")))
    for login, unit in (("thuy", "X0101"), ("son", "X0101"), ("son", "X0101-VHXH"), ("quantri", "X0101")):
        with pytest.raises(Forbidden):
            importing.confirm(draft=draft, unit=ward[unit], choices=Choices(), by=living.viewer(login), now=living.NOW)
    assert Draft.objects.count() == 1


def test_the_second_to_confirm_a_draft_learns_that_it_is_gone(ward: living.Ward) -> None:
    """So does whoever comes after it expired, or before it was read."""
    draft = living.draft_of(living.reading_of(living.row("Dán sơ đồ")))
    said = {"unit": ward["X0101"], "choices": Choices(), "by": living.viewer("quang")}
    with pytest.raises(Refused, match="không còn"):
        importing.confirm(draft=draft, now=living.NOW + timedelta(days=8), **said)
    Draft.objects.update(state="queued", reading="")
    with pytest.raises(Refused, match="chưa đọc xong"):
        importing.confirm(draft=draft, now=living.NOW, **said)
    Draft.objects.update(state="read", reading=json.dumps(living.reading_of(living.row("Dán sơ đồ"))))
    importing.confirm(draft=draft, now=living.NOW, **said)
    with pytest.raises(Refused, match="không còn"):
        importing.confirm(draft=draft, now=living.NOW, **said)


def test_a_plan_read_from_plain_text_is_confirmed_as_well() -> None:
    """Its number and day are blank, and stay so."""
    plan = living.plan_of(living.sample_reading(FEEDBACK), source=living.sample(FEEDBACK))
    assert (plan.number, plan.symbol, plan.date, plan.tasks.count()) == ("", "KH-UBND", None, 8)


@pytest.mark.parametrize("name", ["d-so-xay-dung.pdf", "a-so-noi-vu.docx", "i-so-van-hoa.txt", "j-so-giao-duc.docx"])
def test_plans_of_many_shapes_are_confirmed_whole(name: str) -> None:
    """Frozen documents of other offices: every row and, where there is none, every duty."""
    data = (Path(__file__).parent / "frozen" / name).read_bytes()
    reading = read_plan(data, name)
    plan = living.plan_of(reading, source=data)
    assert plan.tasks.count() == len(reading["tasks"] or reading["duties"])
    assert Occurrence.objects.filter(task__plan=plan).values("task").distinct().count() == plan.tasks.count()


def test_a_hundred_rows_cost_no_more_questions_than_ten(django_assert_max_num_queries: Any) -> None:
    """Rows are kept in bulk, names are looked up once."""
    rows = [living.row(f"Việc {number}", due="Thường xuyên", lead=["Phòng Kinh tế"]) for number in range(100)]
    draft = living.draft_of(living.reading_of(*rows))
    said = {"unit": Unit.objects.get(code="X0101"), "choices": Choices(), "by": living.viewer("quang")}
    with django_assert_max_num_queries(60):
        plan = importing.confirm(draft=draft, now=living.NOW, **said)
    assert plan.tasks.count() == 100
