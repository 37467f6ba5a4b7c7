"""Who leads and who coordinates, read from sentences of responsibility cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.plan.intake.reading.assignment import read_assignment

CASES = {
    "Phòng Quản lý nước chủ trì, phối hợp với các xã, phường có hồ tưới.": (
        ["Phòng Quản lý nước"],
        ["các xã, phường có hồ tưới"],
    ),
    "Văn phòng chủ trì, các trạm bơm phối hợp thực hiện": (["Văn phòng"], ["các trạm bơm"]),
    "- Chủ trì: Trung tâm Giống cây trồng. - Văn phòng Sở phối hợp.": (["Trung tâm Giống cây trồng"], ["Văn phòng Sở"]),
    "Chủ trì: Phòng Kinh tế; Phối hợp: Công an xã, Trạm Y tế": (["Phòng Kinh tế"], ["Công an xã", "Trạm Y tế"]),
    "Phòng Nội vụ (chủ trì), Phòng Tài chính, Văn phòng Sở": (["Phòng Nội vụ"], ["Phòng Tài chính", "Văn phòng Sở"]),
    "Phòng Đô thị (phối hợp: Đội Trật tự)": (["Phòng Đô thị"], ["Đội Trật tự"]),
    "Theo hướng dẫn của Sở Nội vụ": ([], []),
    "- Làm theo hướng dẫn của Sở Tài chính - Các trạm khuyến nông chủ trì, Chi cục phối hợp lập đề án.": (
        ["Các trạm khuyến nông"],
        ["Chi cục"],
    ),
    "Trên cơ sở văn bản của Sở Y tế, Văn phòng chủ trì, các trung tâm y tế phối hợp rà soát": (
        ["Văn phòng"],
        ["các trung tâm y tế"],
    ),
    "Ban Văn hóa – Xã hội phối hợp cùng Văn phòng HĐND và UBND xã và các trạm bơm lập kênh tư vấn": (
        ["Ban Văn hóa – Xã hội"],
        ["Văn phòng HĐND và UBND xã", "các trạm bơm"],
    ),
    "Trung tâm Dữ liệu phối hợp các bệnh viện liên quan nghiên cứu.": (
        ["Trung tâm Dữ liệu"],
        ["các bệnh viện liên quan"],
    ),
    "Các trường, trạm thuộc xã phối hợp giải đáp": ([], ["Các trường, trạm thuộc xã"]),
    "Trung tâm Lưu trữ chủ động rà soát; Phòng Kinh tế, Hạ tầng và Đô thị cung cấp bản vẽ": (
        ["Trung tâm Lưu trữ", "Phòng Kinh tế, Hạ tầng và Đô thị"],
        [],
    ),
    "Lãnh đạo các phòng, ban kỹ thuật nhắc nhở công chức thực hiện": (["Lãnh đạo các phòng, ban kỹ thuật"], []),
    "Giao Văn phòng Cục phối hợp với các phòng kỹ thuật triển khai": (["Văn phòng Cục"], ["các phòng kỹ thuật"]),
    "Tổ hướng dẫn số hỗ trợ người dân": (["Tổ hướng dẫn số"], []),
    "Sở Giao thông chủ trì": (["Sở Giao thông"], []),
}


@pytest.mark.parametrize("text", CASES)
def test_actors_lead_and_those_after_phoi_hop_coordinate(text: str) -> None:
    lead, coordinating = CASES[text]
    read = read_assignment(text)
    assert (lead, coordinating) == (list(read.lead), list(read.coordinating))


@given(st.text(max_size=200))
def test_no_text_makes_reading_fail_and_no_name_stands_on_both_sides(text: str) -> None:
    read = read_assignment(text)
    assert not set(read.lead) & set(read.coordinating)


@given(
    st.lists(
        st.sampled_from(["Phòng Kinh tế", "Trạm Y tế", "Công an xã", "Đội Thuế", "Văn phòng"]), unique=True, min_size=2
    )
)
def test_a_labelled_list_comes_back_as_written(names: list[str]) -> None:
    read = read_assignment(f"Chủ trì: {names[0]}; Phối hợp: {', '.join(names[1:])}")
    assert ([names[0]], names[1:]) == (list(read.lead), list(read.coordinating))
