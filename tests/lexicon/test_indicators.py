"""Indicators by code, and found in the sentences of targets."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hailong.lexicon import indicators as module
from hailong.lexicon.indicators import find_indicators, indicator, indicators, problems


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Mức độ hài lòng của người dân về sự phục vụ của xã đạt trên 85%", ("SIPAS",)),
        ("Phấn đấu ít nhất 95% người dân, doanh nghiệp hài lòng", ("SIPAS",)),
        ("Chỉ số SIPAS từ 90% trở lên", ("SIPAS",)),
        ("Tối thiểu 90% người dân hài lòng về việc xử lý phản ánh, kiến nghị", ("HL_PAKN",)),
        ("Chỉ số cải cách hành chính đạt 93 điểm", ("PAR_INDEX",)),
        ("Giữ vững PAR INDEX trong nhóm 5", ("PAR_INDEX",)),
        ("Chỉ số Hiệu quả quản trị và hành chính công tăng 2 bậc", ("PAPI",)),
        ("Chỉ số năng lực cạnh tranh cấp tỉnh ở nhóm khá", ("PCI",)),
        ("Ít nhất 40% giao dịch trực tuyến", ("THANH_TOAN",)),
        ("60% thu phí, lệ phí không dùng tiền mặt", ("THANH_TOAN",)),
        ("Cắt giảm ít nhất 25% thời gian xử lý TTHC", ("CAT_GIAM_TG",)),
        ("Rút ngắn thời hạn giải quyết của 20% thủ tục hành chính", ("CAT_GIAM_TG", "CAT_GIAM_TTHC")),
        ("Giảm 25% thời gian xử lý đối với ít nhất 40% thủ tục hành chính", ("CAT_GIAM_TG",)),
        ("Cắt giảm 20% thời gian xử lý đối với 40% TTHC", ("CAT_GIAM_TG", "CAT_GIAM_TTHC")),
        ("Cắt giảm ít nhất 30% chi phí tuân thủ", ("CAT_GIAM_CP",)),
        ("100% phản ánh, kiến nghị được tiếp nhận, xử lý đúng quy định", ("PAKN_DUNG_HAN",)),
        ("Xử lý 100% PAKN về thủ tục hành chính", ("PAKN_DUNG_HAN",)),
        ("Hoàn thành 100% nhiệm vụ trong kế hoạch", ("NHIEM_VU",)),
        ("Trên 75% hồ sơ TTHC nộp trực tuyến toàn trình", ("DVC_TRUC_TUYEN",)),
        ("100% TTHC đủ điều kiện được cung cấp trực tuyến", ("DVC_TRUC_TUYEN",)),
        ("100% viên chức đạt chuẩn vị trí việc làm", ("DAT_CHUAN_VTVL",)),
        ("99% hồ sơ được giải quyết đúng hạn", ("HS_DUNG_HAN",)),
        ("Tỷ lệ hồ sơ trước hạn và đúng hạn từ 98% trở lên", ("HS_DUNG_HAN",)),
        ("Tỷ lệ hồ sơ trả sớm hạn đạt 40%", ("HS_SOM_HAN",)),
        ("Hồ sơ trễ hạn dưới 1%", ("HS_TRE_HAN",)),
        ("100% hồ sơ trễ hạn có văn bản xin lỗi", ("XIN_LOI",)),
        ("Số hóa 100% kết quả giải quyết TTHC còn hiệu lực", ("SO_HOA",)),
        ("100% TTHC được niêm yết, công khai đầy đủ", ("CONG_KHAI",)),
        ("100% cán bộ, công chức không vi phạm kỷ luật", ("KHONG_VI_PHAM",)),
        ("80% công chức một cửa được tập huấn", ("DAO_TAO",)),
        ("Kinh phí tăng 5%", ()),
        ("Mỗi quý phát ít nhất 50 phiếu", ()),
        ("", ()),
    ],
)
def test_a_target_sentence_names_its_indicator(sentence, found):
    assert find_indicators(sentence) == found


def test_case_marks_and_wrapping_do_not_matter():
    assert find_indicators("MUC DO HAI LONG\ncua to chuc, ca nhan dat tren 84 %") == ("SIPAS",)


def test_a_gap_does_not_reach_over_a_semicolon():
    assert find_indicators("cắt giảm giấy tờ; bảo đảm thời gian họp") == ()


@given(st.text(max_size=60))
def test_any_text_is_searched_without_failing(text):
    assert set(find_indicators(text)) <= {one.code for one in indicators()}


def test_the_codes_of_the_contract_are_all_known():
    contract = (
        "SIPAS PAR_INDEX PAPI PCI DVC_TRUC_TUYEN THANH_TOAN CAT_GIAM_TG PAKN_DUNG_HAN HS_DUNG_HAN HS_SOM_HAN "
        "SO_HOA NHIEM_VU"
    )

    assert set(contract.split()) <= {one.code for one in indicators()}


def test_late_dossiers_are_better_fewer():
    assert indicator("HS_TRE_HAN").direction == "down"
    assert indicator("SIPAS").unit == "%"


def test_an_unknown_code_is_refused_by_name():
    with pytest.raises(LookupError, match="“XX”"):
        indicator("XX")


def test_the_data_file_is_sound():
    assert problems() == []


def test_a_damaged_file_is_reported_with_code_and_fault(monkeypatch):
    good = indicator("SIPAS")
    bad = replace(good, code="BAD", source=" ", direction="sideways", aliases=())
    nested = replace(good, code="NESTED", aliases=("một [hai (ba|bốn)]", "năm (sáu"))
    monkeypatch.setattr(module, "indicators", lambda: (good, good, bad, nested))

    assert problems() == [
        "indicators.toml: “SIPAS” được khai hai lần.",
        "indicators.toml: mã BAD không ghi nguồn.",
        "indicators.toml: mã BAD có chiều “sideways” lạ.",
        "indicators.toml: mã BAD không có cách gọi nào.",
        "indicators.toml: mã NESTED có cách gọi “một [hai (ba|bốn)]” lồng ngoặc hoặc thiếu ngoặc đóng.",
        "indicators.toml: mã NESTED có cách gọi “năm (sáu” lồng ngoặc hoặc thiếu ngoặc đóng.",
    ]
