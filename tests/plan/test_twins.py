"""The same plan known again, whatever file it came in."""

from pathlib import Path
from typing import Any

import pytest
from tests.plan import living

from hailong.plan import plans
from hailong.plan.intake import importing
from hailong.plan.intake.importing import Choices, Twin
from hailong.plan.intake.reading.assemble import read_plan
from hailong.plan.models import Draft, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


def confirm(reading: dict[str, Any]) -> Plan:
    """The plan of the reading, nothing chosen."""
    return living.plan_of(reading, choices=Choices())


def test_the_same_plan_twice_is_noticed_and_named() -> None:
    """The code of the one that is there, and the draft stays for whoever knows better."""
    plan = living.ward_plan()
    with pytest.raises(Twin, match=plan.code) as refused:
        living.ward_plan()
    assert (refused.value.plans, refused.value.field) == ([plan], "allow_twin")
    assert (Draft.objects.count(), Plan.objects.count()) == (1, 1)


def test_a_twin_is_allowed_when_somebody_says_so() -> None:
    """Under the next code."""
    living.ward_plan()
    again = living.ward_plan(choices=Choices(allow_twin=True))
    assert again.code == "X0101-2025-02"


@pytest.mark.parametrize(
    ("head", "near"),
    [
        ({"title": "Tên khác"}, True),
        ({"number": "45/KH-UBND"}, True),
        ({"number": None, "date": None}, True),
        ({"number": "45/KH-UBND", "title": "Tên khác"}, False),
        ({"number": "45/KH-UBND", "title": "ĐÓN TIẾP  NGƯỜI DÂN, NĂM 2025"}, True),
        ({"date": "2025-07-19", "title": "Tên khác"}, False),
        ({"agency": "Ủy ban nhân dân phường Gò Dâu", "title": "Tên khác"}, False),
    ],
)
def test_near_twins_share_number_day_and_issuer_or_title_and_year(head: dict[str, Any], near: bool) -> None:
    """Another row in the table does not hide them."""
    plan = confirm(living.reading_of(living.row("Dán sơ đồ")))
    other = living.reading_of(living.row("Quét sân"), head=head)
    assert importing.twins(other, unit=plan.unit) == ([plan] if near else [])


def test_a_plan_of_another_agency_or_one_withdrawn_is_no_twin(ward: living.Ward) -> None:
    """The department has its own; what was taken back may come again."""
    reading = living.reading_of(living.row("Dán sơ đồ"))
    plan = confirm(reading)
    assert importing.twins(reading, unit=ward["X01-SNV"]) == []
    assert importing.twins(reading, unit=ward["X0101-KT"]) == [plan]
    plans.withdraw(plan=plan, reason="Nhập nhầm bản", by=living.viewer("quang"), now=living.NOW)
    assert importing.twins(reading, unit=ward["X0101"]) == []


def test_the_digest_is_of_what_is_said_and_not_of_the_file() -> None:
    """Another file, another page, another line break and other capitals are the same plan; another word is not."""
    reading = living.reading_of(living.row("Dán sơ đồ ở cửa", due="Quý IV/2025"))
    same = living.reading_of(
        living.row("DÁN sơ đồ\nở  cửa;", due="QUÝ IV /2025", source={"page": 7, "line": None}, confidence=0.5),
        head={"file": "ban-ky.pdf"},
        warnings=[{"code": "letters", "message": "x", "where": "y"}],
    )
    other = living.reading_of(living.row("Dán sơ đồ ở cổng", due="Quý IV/2025"))
    digests = [importing.digest_of(each) for each in (reading, same, other)]
    assert digests[0] == digests[1] != digests[2]


def test_the_same_plan_as_pdf_and_as_its_text_is_one() -> None:
    """One signed plan in two kinds of file, read by two readers, is known again."""
    folder = Path(__file__).parent / "frozen"
    names = ("d-so-xay-dung.pdf", "g-so-xay-dung-layout.txt")
    as_pdf, as_text = (read_plan((folder / name).read_bytes(), name) for name in names)
    assert importing.digest_of(as_pdf) == importing.digest_of(as_text)
    plan = living.plan_of(as_pdf)
    assert importing.twins(as_text, unit=plan.unit) == [plan]
