"""Three invented plans as tables, in three shapes, and stand-ins for the recognisers a reader is given."""

import re

from hailong.documents.anatomy import Recognisers

_DEADLINE = re.compile(
    r"(?:Thường xuyên|Hằng (?:tháng|quý|tuần)|Quý [IV]+(?:/\d{4})?|Tháng \d+/\d{4}|Trước ngày [\d/]+|Trong năm \d{4}"
    r"|Khi có .*|Sau khi .*|Định kỳ .*|\d+/\d+/\d{4})",
)
_UNIT = re.compile(r"(?:Các phòng|Phòng|Văn phòng|Trung tâm|Công an|Ban|Tổ|Đoàn|Thanh tra)\b.*")


def deadline(text: str) -> float:
    """1 for a whole deadline phrase, a half for its beginning, else 0."""
    if _DEADLINE.fullmatch(text):
        return 1.0
    return 0.5 if text in ("Thường", "Hằng", "Quý", "Tháng", "Trước", "Trong năm", "Khi", "Định kỳ") else 0.0


def unit(text: str) -> float:
    """0.9 for what begins like a unit's name."""
    return 0.9 if _UNIT.fullmatch(text) else 0.0


RECOGNISE = Recognisers(deadline, unit)

WARD_HEAD = ("Stt", "Nội dung nhiệm vụ", "Đơn vị phụ trách", "Tiến độ thực hiện", "Kết quả")
WARD_WIDTHS = (2500, 15000, 18000, 4900, 14500)
WARD = (
    ("I", "TIÊU CHÍ ĐÓN TIẾP NGƯỜI DÂN"),
    (
        "1",
        "Kê lại ghế chờ, quạt mát và bình nước ở sảnh để người già, người bế con nhỏ có chỗ ngồi trong lúc đợi gọi số.",
        "Văn phòng phường mua sắm, kê đặt trong tuần đầu tháng; các quầy báo ngay khi có ghế gãy, quạt hỏng.",
        "Thường xuyên",
        "Sảnh chờ đủ chỗ ngồi, không ai phải đứng đợi quá mười phút.",
    ),
    (
        "2",
        "Vẽ sơ đồ các quầy:\n- Dán ở cổng, ở đầu cầu thang;\n- In trên mặt sau tờ phiếu số;\n- Đăng trên trang tin.",
        "Phòng Văn hóa vẽ và in; Trung tâm dịch vụ dán sơ đồ, thay bản mới mỗi khi đổi quầy.",
        "Quý I/2026",
        "Sơ đồ ở ba nơi, chữ cao từ hai phân trở lên.",
    ),
    (
        "3",
        "Cử người đứng đón ở cửa vào buổi sáng thứ hai và thứ sáu.",
        "- Trung tâm dịch vụ xếp lịch.\n- Đoàn Thanh niên cử đoàn viên giúp người lớn tuổi bấm máy lấy số.",
        "Hằng tuần",
        "Lịch đón dán ở phòng trực.",
    ),
    ("II", "Tiêu chí Giải quyết giấy tờ"),
    (
        "1",
        (
            "Soát những giấy tờ dân nộp hai lần cho hai phòng, lập bảng so rõ ràng để bỏ bớt. Mỗi bảng in thành đúng "
            "02 bản. Khi dân hỏi thì đưa xem ngay, không hẹn sang buổi khác."
        ),
        "Các phòng chuyên môn lập bảng so, gửi Văn phòng phường tổng hợp trước khi họp giao ban cuối tháng.",
        "Tháng 4/2026",
        "Bảng so được duyệt; ít nhất năm giấy tờ được bỏ.",
    ),
    (
        "2",
        (
            "Trả lời bằng văn bản cho người hỏi đầy đủ, đúng mực theo mẫu ở Điều 17 Thông tư về trả lời, nêu rõ ngày "
            "và người trả lời."
        ),
        "Văn phòng phường theo dõi, nhắc các phòng chậm trả lời.",
        "Khi có người hỏi bằng đơn",
        "Không đơn hỏi nào quá hạn trả lời.",
    ),
    (
        "3",
        "Đọc tên từng hồ sơ trễ trong buổi giao ban đầu tuần.",
        "Trung tâm dịch vụ",
        "Định kỳ thứ hai hằng tuần",
        "Biên bản giao ban ghi rõ hồ sơ trễ và cách gỡ.",
    ),
)

OFFICE_HEAD = ("STT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Tiêu chí")
OFFICE_WIDTHS = (2500, 14800, 12500, 6100, 5200, 4700, 9000)
OFFICE = (
    (
        "1",
        "Lau chùi, sơn lại biển tên phòng; thay biển mờ chữ.",
        "Biển tên mới ở mười hai phòng làm việc",
        "Văn phòng",
        "",
        "Quý I/2026",
        "Tiếp cận dịch vụ",
    ),
    (
        "2",
        "Ghi âm câu hỏi thường gặp để máy tự trả lời ngoài giờ làm việc, kể cả ngày nghỉ.",
        "- Máy trả lời ba mươi câu hỏi;\n- Sổ ghi câu hỏi mới mỗi tuần.",
        "Phòng Hành chính",
        "Trung tâm tin học",
        "Tháng 5/2026",
        "Tiếp cận dịch vụ",
    ),
    (
        "3",
        "Rà từng bước trong quy trình cấp thẻ, bỏ bước ký nháy không cần thiết và công bố lại số ngày.",
        "Quyết định sửa quy trình cấp thẻ",
        "Phòng Nghiệp vụ",
        "Các phòng liên quan",
        "Trước ngày 30/6/2026",
        "Thủ tục hành chính",
    ),
    (
        "4",
        "Học cách nói năng với người nóng giận, mỗi quý một buổi, có người đóng vai.",
        "Bốn buổi học có ảnh và phiếu góp ý kèm theo",
        "Văn phòng",
        "Đoàn Thanh niên",
        "Hằng quý",
        "Sự phục vụ của công chức",
    ),
    (
        "5",
        "Nhắn tin báo trước cho người nộp khi hồ sơ có thể trễ.",
        "Tin nhắn gửi trước hạn hai ngày",
        "Trung tâm tin học",
        "Văn phòng, Phòng Hành chính",
        "Thường xuyên",
        "Sự phục vụ của công chức",
    ),
    (
        "7",
        "Mở hòm thư góp ý mỗi sáng thứ hai trước mặt hai người.",
        "Biên bản mở hòm thư",
        "Thanh tra",
        "Văn phòng",
        "Định kỳ thứ hai hằng tuần",
        "Tiếp nhận, xử lý thông tin phản hồi",
    ),
)

PLAIN_HEAD = ("Công việc", "Người thực hiện", "Thời gian", "Ghi chú")
PLAIN_WIDTHS = (16000, 9000, 5200, 5000)
PLAIN = (
    ("Quét sơn lại vạch chỗ đỗ xe của khách, chừa lối cho xe lăn.", "Văn phòng", "Quý I/2026", ""),
    (
        "Đặt thêm hai ô che nắng ở lối từ cổng vào sảnh để khách khỏi ướt khi mưa.",
        "Công an khu vực",
        "Tháng 6/2026",
        "",
    ),
    ("Chụp ảnh hiện trạng các quầy, so với năm ngoái.", "Đoàn Thanh niên", "Trước ngày 15/7/2026", "Có mẫu"),
    ("Họp rút kinh nghiệm sau mỗi đợt đông khách và ghi vào sổ chung.", "Trung tâm dịch vụ", "Hằng tháng", ""),
    ("Thay pin máy bấm số, lau màn hình.", "Tổ bảo vệ", "Thường xuyên", ""),
)
