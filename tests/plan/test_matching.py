"""Printed names and the units they mean in the house of the ward."""

import pytest
from tests.plan import living

from hailong.agency.models import Unit
from hailong.plan.intake.matching import match, spellings


@pytest.fixture
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Phòng Kinh tế", "X0101-KT"),
        ("PHÒNG KINH TẾ", "X0101-KT"),
        ("Phòng Kinh tế phường", "X0101-KT"),
        ("Phòng Kinh tế thuộc phường", "X0101-KT"),
        ("Phòng Kinh tế phường Sông Xanh", "X0101-KT"),
        ("Phòng Kinh tế phường Gò Dâu", None),
        ("UBND phường Bến Lội (cũ)", None),
        ("P. Kinh tế", "X0101-KT"),
        ("Văn phòng HĐND và UBND phường", "X0101-VP"),
        ("Văn phòng HĐND và UBND", "X0101-VP"),
        ("Văn phòng", "X0101-VP"),
        ("VP HĐND và UBND", "X0101-VP"),
        ("Trung tâm Phục vụ hành chính công", "X0101-TT"),
        ("Trung tâm PVHCC", "X0101-TT"),
        ("UBND phường", "X0101"),
        ("Ủy ban nhân dân phường", "X0101"),
        ("Ủy ban nhân dân phường Sông Xanh", "X0101"),
        ("Sở Nội vụ", "X01-SNV"),
        ("UBND tỉnh Bình Minh", "X01"),
        ("Các phòng và Trung tâm thuộc phường", None),
        ("Các phường", None),
        ("Sở", None),
        ("Ủy ban MTTQ Việt Nam phường", None),
    ],
)
def test_a_printed_name_means_a_unit_of_the_house_or_nobody(ward: living.Ward, printed: str, code: str | None) -> None:
    """Whatever its capitals, its short form, and its word for the agency itself."""
    found = match(living.reading_of(living.row("Dán sơ đồ", lead=[printed])), within=ward["X0101"])
    unit = found.unit(printed)
    assert (unit and unit.code) == code


@pytest.mark.django_db
def test_a_room_sees_the_house_in_which_it_is(ward: living.Ward) -> None:
    """Not only itself."""
    reading = living.reading_of(living.row("Dán sơ đồ", lead=["Văn phòng"]))
    unit = match(reading, within=ward["X0101-KT"]).unit("Văn phòng")
    assert unit == ward["X0101-VP"]


@pytest.mark.django_db
def test_every_name_is_told_once_with_its_rows(ward: living.Ward) -> None:
    """Of tasks and duties, in printed order, with those nobody knows apart, leads first."""
    reading = living.reading_of(
        living.row("Dán sơ đồ", lead=["Văn phòng"], coordinating=["Các khu phố"]),
        living.row("Quét sân", lead=["Tổ vệ sinh", "Văn phòng"]),
        duties=[living.duty("Trực quầy", coordinating=["Văn phòng"])],
    )
    found = match(reading, within=ward["X0101"])
    assert [(each.name, each.rows, each.leads) for each in found.all] == [
        ("Văn phòng", ("tasks.0", "tasks.1", "duties.0"), True),
        ("Các khu phố", ("tasks.0",), False),
        ("Tổ vệ sinh", ("tasks.1",), True),
    ]
    assert [each.name for each in found.unknown] == ["Tổ vệ sinh", "Các khu phố"]
    assert found.unit("Không ai in tên này") is None


@pytest.mark.django_db
def test_the_sample_plan_knows_its_rooms(ward: living.Ward) -> None:
    """The rooms that lead; what is no room of the house is left for a person."""
    found = match(living.sample_reading(), within=ward["X0101"])
    known = {each.unit.code for each in found.all if each.unit is not None and each.leads}
    assert known == {"X0101-VP", "X0101-VHXH", "X0101-TT"}


@pytest.mark.django_db
def test_names_of_many_rows_cost_questions_by_name_and_not_by_row(
    ward: living.Ward, django_assert_max_num_queries: object
) -> None:
    """Thirty rows of one name ask no more than one row."""
    rows = [living.row(f"Việc {number}", lead=["Phòng Kinh tế"]) for number in range(30)]
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert match(living.reading_of(*rows), within=Unit.objects.get(code="X0101")).unit("Phòng Kinh tế")


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("VP Sở", "Văn phòng Sở"),
        ("P. Tổ chức", "Phòng Tổ chức"),
        ("Phòng  Tổ chức", "P. Tổ chức"),
        ("TT Dịch vụ", "Trung tâm Dịch vụ"),
    ],
)
def test_a_name_is_sought_as_printed_first(name: str, also: str) -> None:
    """And then in the ways in which offices spell its first word."""
    first, *others = spellings(name)
    assert first == " ".join(name.split())
    assert also in others
