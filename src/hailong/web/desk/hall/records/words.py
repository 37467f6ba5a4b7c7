"""What the journal says, in words: acts, things, fields and values."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hailong.agency.permissions import ROLES
from hailong.web.desk.hall.units.words import KINDS as UNITS

Words = Mapping[str, str | Promise]

VERBS: Final[Words] = {
    "unit.create": _("thêm đơn vị"),
    "unit.rename": _("đổi tên đơn vị"),
    "unit.move": _("chuyển đơn vị"),
    "unit.end": _("kết thúc đơn vị"),
    "unit.succeed": _("ghi đơn vị kế tục"),
    "unit.alias": _("thêm tên gọi khác"),
    "unit.contact": _("sửa địa chỉ đơn vị"),
    "unit.load": _("nạp danh sách đơn vị"),
    "person.create": _("thêm người dùng"),
    "person.password": _("đặt lại mật khẩu"),
    "person.own_password": _("tự đổi mật khẩu"),
    "person.second_factor": _("bỏ mã xác thực"),
    "person.activate": _("mở tài khoản"),
    "person.deactivate": _("khóa tài khoản"),
    "person.contact": _("sửa địa chỉ nhận tin"),
    "person.feed_key": _("lấy địa chỉ lịch mới"),
    "person.join": _("đưa người vào đơn vị"),
    "person.leave": _("cho người thôi đơn vị"),
    "role.assign": _("giao vai trò"),
    "role.end": _("thu vai trò"),
    "calendar.week": _("đặt giờ làm việc"),
    "calendar.day": _("thông báo nghỉ hoặc làm bù"),
    "calendar.load": _("nạp lịch làm việc"),
    "calendar.withdraw": _("rút thông báo lịch"),
    "journal.export": _("lấy nhật ký về máy"),
    "evidence.add": _("thêm tệp minh chứng"),
    "plan.confirm": _("xác nhận kế hoạch"),
    "plan.fund": _("thêm khoản kinh phí"),
    "plan.unfund": _("bỏ khoản kinh phí"),
    "plan.total": _("ghi tổng kinh phí"),
    "plan.publish": _("công khai tiến độ"),
    "plan.unpublish": _("thôi công khai tiến độ"),
    "plan.link": _("nối kế hoạch cấp trên"),
    "plan.end": _("kết thúc kế hoạch"),
    "plan.withdraw": _("rút kế hoạch"),
    "plan.post": _("ghi niêm yết, đăng tải"),
    "plan.require": _("giao xây dựng kế hoạch con"),
    "plan.release": _("thôi yêu cầu kế hoạch con"),
    "plan.fulfil": _("nhận kế hoạch con"),
    "plan.reopen": _("mở lại yêu cầu kế hoạch con"),
    "task.add": _("giao thêm việc"),
    "task.amend": _("sửa nhiệm vụ"),
    "task.assign": _("phân công"),
    "task.deadline": _("đổi thời hạn"),
    "task.cancel": _("hủy nhiệm vụ"),
    "task.report": _("báo cáo kết quả"),
    "task.accept": _("nghiệm thu"),
    "task.return": _("trả lại báo cáo"),
    "task.answer": _("trả lời vướng mắc"),
    "task.explain": _("giải trình trễ hạn"),
    "task.event": _("ghi sự kiện phát sinh"),
    "task.trigger": _("đặt hạn cho việc đang chờ"),
    "survey.plan": _("lập đợt khảo sát"),
    "survey.open": _("mở đợt khảo sát"),
    "survey.close": _("đóng đợt khảo sát"),
    "survey.cancel": _("hủy đợt khảo sát"),
    "survey.frame": _("nạp danh sách hồ sơ đã trả kết quả"),
    "survey.export": _("lấy phiếu trả lời ra tệp"),
    "survey.session": _("mở buổi phát phiếu"),
    "questionnaire.create": _("thêm phiếu hỏi"),
    "questionnaire.version": _("lập phiên bản phiếu hỏi"),
    "questionnaire.change": _("sửa bản nháp phiếu hỏi"),
    "questionnaire.freeze": _("chốt phiếu hỏi"),
    "questionnaire.link": _("nối câu hỏi giữa hai phiên bản"),
    "sheet.print": _("in phiếu giấy"),
    "sheet.issue": _("giao phiếu giấy cho người phát"),
    "sheet.back": _("nhận lại phiếu giấy chưa phát"),
    "sheet.spoil": _("ghi phiếu giấy hỏng"),
    "sheet.lose": _("ghi phiếu giấy thất lạc"),
    "sheet.find": _("tìm lại phiếu giấy"),
    "sheet.handover": _("bàn giao phiếu giấy"),
    "sheet.receive": _("nhận phiếu giấy bàn giao"),
    "sheet.destroy": _("tiêu hủy phiếu giấy"),
    "occurrence.add": _("mở đợt thực hiện"),
    "occurrence.move": _("dời hạn của đợt"),
    "occurrence.remove": _("bỏ đợt không còn căn cứ"),
    "occurrence.cancel": _("hủy đợt thực hiện"),
}
"""Every act that verbs write down; a test holds it to the verbs' own text."""

KINDS: Final[Words] = {
    "unit": _("Đơn vị"),
    "person": pgettext_lazy("one", "Người dùng"),
    "calendar": _("Lịch làm việc"),
    "plan": pgettext_lazy("one", "Kế hoạch"),
    "task": pgettext_lazy("one", "Nhiệm vụ"),
    "evidence": _("Tệp minh chứng"),
    "round": _("Đợt khảo sát"),
    "questionnaire": _("Phiếu hỏi"),
    "journal": _("Nhật ký"),
}
"""Kinds of things acted upon."""

FIELDS: Final[Words] = {
    "name": _("tên"),
    "short": _("tên tắt"),
    "code": _("mã"),
    "kind": _("loại"),
    "path": _("vị trí"),
    "parent": _("trực thuộc"),
    "units": _("đơn vị"),
    "unit": _("đơn vị"),
    "new": _("đơn vị kế tục"),
    "share": _("phần chuyển"),
    "alias": _("tên gọi khác"),
    "address": _("địa chỉ"),
    "phone": _("điện thoại"),
    "email": _("thư điện tử"),
    "by_email": _("gửi vào thư"),
    "username": _("tên đăng nhập"),
    "title": _("chức vụ, tiêu đề"),
    "role": _("vai trò"),
    "since": _("từ ngày"),
    "until": _("đến ngày"),
    "valid_from": _("từ ngày"),
    "valid_to": _("ngày cuối"),
    "day": _("vào ngày"),
    "source": _("căn cứ"),
    "shifts": _("ca làm việc"),
    "days": _("các thứ"),
    "from": _("từ"),
    "to": _("đến"),
    "state_holidays": _("nghỉ lễ của Nhà nước"),
    "unchanged": _("giữ nguyên"),
    "state": _("trạng thái"),
    "due": _("hạn"),
    "deadline": _("thời hạn"),
    "text": _("nội dung"),
    "content": _("nội dung"),
    "product": _("sản phẩm"),
    "leads": _("chủ trì"),
    "coordinating": _("phối hợp"),
    "accountable": _("chịu trách nhiệm"),
    "amount": _("số tiền"),
    "total": _("tổng"),
    "public_since": _("công khai từ"),
    "child": _("kế hoạch con"),
    "occurrence": _("đợt"),
    "occurrences": _("các đợt"),
    "lines": _("số dòng"),
    "size": _("cỡ, byte"),
    "label": _("đợt"),
    "evidence": _("số tệp minh chứng"),
    "obstacle": _("vướng mắc"),
    "tasks": _("số nhiệm vụ"),
    "facts": _("số điều ghi kèm"),
    "corrections": _("số chỗ đã sửa"),
    "file": _("tệp"),
    "sha256": _("dấu tệp"),
    "resolution": _("căn cứ"),
    "late": _("trễ"),
    "cause": _("nguyên nhân"),
    "responsible": _("người chịu trách nhiệm"),
    "remedy": _("khắc phục"),
    "by_when": _("hoàn thành trước"),
    "verdict": _("kết luận"),
    "finishes": _("đề nghị nghiệm thu"),
    "happened": _("ngày xảy ra"),
    "what": _("việc gì"),
    "on": _("ngày có căn cứ"),
    "place": _("nơi"),
    "link": _("liên kết"),
    "starts": _("bắt đầu"),
    "waits_for": _("chờ"),
    "key": _("ký hiệu đợt"),
    "period": _("kỳ"),
    "opens": _("từ ngày"),
    "closes": _("đến hết ngày"),
    "quota": _("số phiếu cần thu"),
    "quota_counts": _("phiếu tính vào số cần thu"),
    "pooled": _("phiếu gộp vào chỉ số"),
    "selector": _("cách chọn khách"),
    "every": _("cứ bao nhiêu khách chọn một"),
    "seed": _("số ngẫu nhiên gốc"),
    "sampling_unit": _("đơn vị chọn mẫu"),
    "index_rule": _("cách tính chỉ số"),
    "target": _("mức chỉ tiêu"),
    "operator": _("dấu so sánh"),
    "version": _("phiên bản phiếu hỏi"),
    "number": _("số thứ tự"),
    "instrument": _("loại phiếu"),
    "digest": _("dấu nội dung"),
    "left": _("phiếu chưa nhập bỏ lại"),
    "half": _("buổi"),
    "start": _("bắt đầu chọn từ"),
    "count": _("số lượng"),
    "serials": _("số phiếu"),
    "absent": _("phiếu thiếu"),
}
"""Fields that changed."""

VALUES: Final[Words] = {
    **ROLES,
    **UNITS,
    "open": _("đang làm"),
    "reported": _("chờ nghiệm thu"),
    "returned": _("trả lại"),
    "accepted": _("đã nghiệm thu"),
    "waiting": _("chờ điều kiện"),
    "cancelled": _("đã hủy"),
    "active": _("đang thực hiện"),
    "ended": _("đã kết thúc"),
    "withdrawn": _("đã rút"),
    "closed": _("nghỉ"),
    "worked": _("làm việc"),
    "morning": pgettext_lazy("half-day", "buổi sáng"),
    "afternoon": pgettext_lazy("half-day", "buổi chiều"),
    "paper": _("phiếu giấy"),
    "coded": _("mã trả lời trên mạng"),
    "kiosk": _("máy tại quầy"),
    "link": _("liên kết mở"),
    "systematic": _("cách đều"),
    "bernoulli": _("ngẫu nhiên từng khách"),
    "stratified": _("cách đều trong từng lĩnh vực"),
}
"""Codes that fields hold: roles, kinds of units, states."""

STATES: Final[Words] = {"planned": _("chưa mở"), "closed": _("đã đóng")}
"""Codes that say something else where they are a state than where they are a kind of day."""

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d.*")
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_LONGEST: Final = 300


def verb(code: str) -> str:
    """The act in words; its code where it has none."""
    return str(VERBS.get(code, code))


def field(name: str) -> str:
    """The field in words; its own name where it has none."""
    return str(FIELDS.get(name, name))


def value(held: Any, name: str = "") -> str:
    """What a field (of that `name`) holds, for people: days as 05/07/2025, lists with commas, nothing as a dash."""
    if held is None or held == "" or held == []:
        return "–"
    if isinstance(held, bool):
        return gettext("có") if held else gettext("không")
    if isinstance(held, str):
        return str(STATES[held]) if name == "state" and held in STATES else _text(held)
    if isinstance(held, list):
        return ", ".join(map(value, held))
    if isinstance(held, dict):
        return "; ".join(f"{field(name)} {value(inner, name)}" for name, inner in held.items())
    return str(held)


def _text(held: str) -> str:
    try:
        if _DAY.fullmatch(held):
            return f"{date.fromisoformat(held):%d/%m/%Y}"
        if _MOMENT.fullmatch(held):
            return f"{localtime(datetime.fromisoformat(held)):%H:%M %d/%m/%Y}"
    except ValueError:
        pass
    if _HASH.fullmatch(held):
        return f"{held[:12]}…"
    said = str(VALUES.get(held, held))
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[tuple[str, str, str]]:
    """Each field with what it was ("" where the act only adds) and what it is ("" where it only takes away).

    What was and is nothing is left out, and so are the numbers by which the database alone knows a thing.
    """
    old, new = before or {}, after or {}
    told = {**old, **new}
    return [
        (field(name), value(old[name], name) if name in old else "", value(new[name], name) if name in new else "")
        for name in told
        if not _ID.fullmatch(str(told[name])) and (_says(old.get(name)) or _says(new.get(name)))
    ]


def _says(held: Any) -> bool:
    return held not in (None, "", [])
