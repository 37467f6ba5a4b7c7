"""One canonical name for each unit of a document."""

from hailong.plan.intake.reading.directory import Directory

DEPARTMENT = [
    *["Văn phòng"] * 5, *["Văn phòng Sở"] * 2, "Văn phòng UBND tỉnh", "Phòng QLĐĐ", *["Phòng Quản lý đất đai"] * 3,
    *["Phòng Đo đạc - Bản đồ địa chính"] * 2, "Phòng Đo đac - Bản đồ địa chính", "Phòng Bản đồ địa chính",
    "phòng quản lý đất đai", "Phòng Thuế", "Phòng Thể thao", "Phòng ĐĐ&BĐĐC",
]  # fmt: skip


def learnt(agency: str, names: list[str]) -> Directory:
    directory = Directory(agency)
    directory.learn(names)
    return directory


def test_the_short_form_is_the_agencys_own_unit_and_not_anothers() -> None:
    directory = learnt("Sở Đất đai", DEPARTMENT)
    assert directory.canonical("Văn phòng") == "Văn phòng Sở"
    assert directory.canonical("Văn phòng UBND tỉnh") == "Văn phòng UBND tỉnh"


def test_initials_stand_for_the_full_name() -> None:
    directory = learnt("Sở Đất đai", DEPARTMENT)
    assert directory.canonical("Phòng QLĐĐ") == "Phòng Quản lý đất đai"
    assert directory.canonical("Phòng ĐĐ&BĐĐC") == "Phòng Đo đạc - Bản đồ địa chính"


def test_case_misprint_and_a_dropped_beginning_are_resolved_to_the_commonest_spelling() -> None:
    directory = learnt("Sở Đất đai", DEPARTMENT)
    assert directory.canonical("phòng quản lý đất đai") == "Phòng Quản lý đất đai"
    assert directory.canonical("Phòng Đo đac - Bản đồ địa chính") == "Phòng Đo đạc - Bản đồ địa chính"
    assert directory.canonical("Phòng Bản đồ địa chính") == "Phòng Đo đạc - Bản đồ địa chính"


def test_short_names_that_look_alike_stay_apart() -> None:
    directory = learnt("Sở Đất đai", DEPARTMENT)
    assert directory.canonical_all(["Phòng Thuế", "Phòng Thể thao", "Phòng Thuế"]) == ["Phòng Thuế", "Phòng Thể thao"]


def test_a_committees_office_is_told_by_council_and_level() -> None:
    directory = learnt("Ủy ban nhân dân xã Đồi Chè", ["Văn phòng", "Văn phòng HĐND và UBND xã", "Văn phòng UBND tỉnh"])
    assert directory.canonical("Văn phòng") == "Văn phòng HĐND và UBND xã"


def test_numbered_units_are_never_taken_for_misprints() -> None:
    names = ["Tổ dân phố số 1 phường Lau", "Tổ dân phố số 2 phường Lau"]
    assert learnt("", names).canonical_all(names) == names
