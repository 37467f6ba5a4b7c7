"""Deadlines as calendar feeds: what a person's units owe, no more, and every text comes back as it was."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event
from tests.plan import living
from tests.plan.living import row

from hailong.agency.models import Membership, Person, Unit
from hailong.plan import tasks
from hailong.plan.feeds import person_feed, unit_feed
from hailong.plan.models import Occurrence, Plan, Task

pytestmark = pytest.mark.django_db

CULTURE, ECONOMY = "Phòng Văn hóa - Xã hội", "Phòng Kinh tế"


@pytest.fixture(autouse=True)
def plan(evidence: None) -> Plan:
    """A plan with a task led, one coordinated, one of another room, and one that waits."""
    living.ward()
    rows = (
        row("Dán sơ đồ; treo biển, lau bảng", due="Trước ngày 30/9/2025", lead=[CULTURE], section="I", ordinal="1"),
        row("Lập sổ", due="Quý IV/2025", lead=[ECONOMY], coordinating=[CULTURE], product="Sổ\\trực"),
        row("Trồng hoa", due="Quý IV/2025", lead=[ECONOMY]),
        row("Báo cáo đột xuất", due="Khi có văn bản của cấp trên", lead=[CULTURE]),
    )
    return living.plan_of(living.reading_of(*rows))


def events(data: bytes) -> list[Event]:
    """The events of a feed, read by another hand's parser."""
    return list(Calendar.from_ical(data).walk("VEVENT"))


def of(login: str, **values: Any) -> list[Event]:
    """The events of somebody's feed."""
    return events(person_feed(Person.objects.get(username=login), living.NOW, **values))


def summaries(found: list[Event]) -> list[str]:
    """Their titles."""
    return [str(event["summary"]) for event in found]


def test_a_person_gets_what_the_unit_leads_or_coordinates_and_still_owes() -> None:
    """Of the officer's own room; what waits has no day yet."""
    assert summaries(of("thuy")) == ["[Quá hạn] Dán sơ đồ; treo biển, lau bảng", "Lập sổ"]
    assert sorted(summaries(of("dat"))) == ["Lập sổ", "Trồng hoa"]


def test_an_event_lasts_the_whole_last_day_and_is_always_the_same_one(plan: Plan) -> None:
    """Its id is the occurrence's, its stamp the moment given."""
    event = of("thuy")[0]
    occurrence = Occurrence.objects.get(task__ordinal="1")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2025, 9, 29), date(2025, 9, 30))
    assert (str(event["uid"]), event.decoded("dtstamp")) == (f"{occurrence.pk}@hai-long", living.NOW)
    assert "VALARM" not in person_feed(Person.objects.get(username="thuy"), living.NOW).decode()
    assert str(of("thuy", site="https://song-xanh.example")[0]["description"]).split("\n") == [
        "Trước ngày 30/9/2025",
        "Kế hoạch 44/KH-UBND, mục I.1: Đón tiếp người dân năm 2025",
        "Nội dung: Dán sơ đồ; treo biển, lau bảng",
        "Chủ trì: Phòng Văn hóa - Xã hội",
        f"https://song-xanh.example/nhiem-vu/{occurrence.task_id}/",
    ]
    assert "Sản phẩm: Sổ\\trực\nPhối hợp: " in str(of("thuy")[1]["description"])


def test_what_is_reported_cancelled_or_ended_is_gone(plan: Plan) -> None:
    """Returned, it is back."""
    unit, head, leader = Unit.objects.get(code="X0101-VHXH"), living.viewer("son"), living.viewer("minh")
    there = Occurrence.objects.get(task__content="Lập sổ")
    tasks.cancel(task=there.task, reason="Trùng việc", by=living.viewer("quang"), now=living.NOW)
    late = Occurrence.objects.get(task__ordinal="1")
    why = {"cause": "Mưa", "responsible": "Ông Sơn", "remedy": "Làm bù", "by_when": living.TODAY}
    tasks.explain(occurrence=late, unit=unit, by=head, now=living.NOW, **why)
    report = tasks.report(occurrence=late, unit=unit, text="Xong", by=head, now=living.NOW)
    assert of("thuy") == []
    tasks.return_(report=report, reason="Thiếu ảnh", by=leader, now=living.NOW)
    assert summaries(of("thuy")) == ["[Quá hạn] Dán sơ đồ; treo biển, lau bảng"]
    Plan.objects.update(state="ended")
    assert of("thuy") == []


def test_who_holds_no_role_any_more_gets_nothing() -> None:
    """Working in a unit gives no right by itself; a role that sees and no account that sleeps does."""
    clerk = Person.objects.get(username="minh")
    assert of("minh") == []
    Membership.objects.create(person=clerk, unit=Unit.objects.get(code="X0101-KT"), since=date(2025, 1, 1))
    assert sorted(summaries(of("minh"))) == ["Lập sổ", "Trồng hoa"]
    stranger = living.person("la", "Người Lạ", Unit.objects.get(code="X0101"))
    Membership.objects.create(person=stranger, unit=Unit.objects.get(code="X0101-KT"), since=date(2025, 1, 1))
    assert of("la") == []
    Person.objects.filter(username="thuy").update(is_active=False)
    assert of("thuy") == []
    Membership.objects.filter(person=clerk).update(until=living.TODAY - timedelta(days=1))
    assert of("minh") == []


def test_a_units_feed_holds_its_own() -> None:
    """Named after it."""
    data = unit_feed(Unit.objects.get(code="X0101-KT"), living.NOW)
    assert sorted(summaries(events(data))) == ["Lập sổ", "Trồng hoa"]
    assert str(Calendar.from_ical(data)["x-wr-calname"]) == "Hạn việc của Phòng Kinh tế"


TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from('\\;,:"nN\r\n\x85\u2028 đỗ')), min_size=1, max_size=200
).filter(lambda text: "\x00" not in text and text.strip())


def written() -> list[str]:
    """Title and description of the first event of chị Thủy, read by the letter of RFC 5545: unfolded, then unescaped
    from the left. The library's own reader takes a backslash and an n that stand in a text for a line end.
    """
    lines = person_feed(Person.objects.get(username="thuy"), living.NOW).replace(b"\r\n ", b"").decode().split("\r\n")
    first = [next(line for line in lines if line.startswith(name)) for name in ("SUMMARY:", "DESCRIPTION:")]
    texts = (line.partition(":")[2] for line in first)
    return [re.sub(r"\\(.)", lambda pair: "\n" if pair[1] in "nN" else pair[1], text) for text in texts]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT)
@example(text="0\r")
@example(text="\r\n 0\r\r\n\n1\u2028")
@example(text="\x01")
@example(text="\\\\may-chu\\Nội vụ\\nhiệm vụ\\,;")
def test_any_text_comes_back_from_the_feed_but_for_the_white_space_around_it(plan: Plan, text: str) -> None:
    """Escaped and folded by the rules, lines inside kept; only what no calendar can hold is left out."""
    text = text.encode("utf-8", "replace").decode()
    Task.objects.filter(ordinal="1").update(content=text)
    summary, description = written()
    ends = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = "".join(char if char == "\n" or char.isprintable() else " " * char.isspace() for char in ends).strip()
    _, _, below = description.partition("mục I.1: Đón tiếp người dân năm 2025\n")
    assert below.rpartition("\nChủ trì: ")[0] == (f"Nội dung: {whole}" if whole else "")
    assert "\n" not in summary


def test_the_feed_follows_the_form_of_calendars() -> None:
    """Lines of at most 75 bytes, ended by CR LF."""
    Task.objects.filter(ordinal="1").update(content="Đường đến trụ sở " * 60)
    data = person_feed(Person.objects.get(username="thuy"), living.NOW)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert len(summaries(events(data))[0]) <= len("[Quá hạn] ") + 160
