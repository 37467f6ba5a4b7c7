"""The demo agency's last quarter in a real browser: the clock moved by the banner, every role doing its part."""

import os
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tests.plan import living
from tests.web.entering import PATIENCE

from hailong.agency.models import Line, Notice, Unit
from hailong.cli import sample_scene, tick
from hailong.clock import moment
from hailong.plan.intake.reading.assemble import read_plan
from hailong.plan.models import Occurrence, Plan, Task
from hailong.plan.queries import progress
from hailong.web.skin import hour

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = os.environ.get("HAILONG_DOCUMENTS", "")
KEPT = ("section", "ordinal", "content", "product", "lead", "coordinating", "criteria")


@pytest.fixture
def demo(settings, tmp_path, live_server):
    """The pages of the demo at its first moment, with its cast."""
    settings.DEMO, settings.MOMENT_FILE = True, tmp_path / "moment.json"
    settings.CAST = living.SAMPLE / "cast.toml"
    real = datetime.now(living.VIETNAM)
    moment.resume(settings.MOMENT_FILE, first=living.NOW, real=real)
    sample_scene.load_cast(living.NOW)
    tick.run(living.NOW)  # the timetable knows its jobs from the first tick on
    return live_server


class Desk:
    """One window in which one of the cast works after another."""

    def __init__(self, page, address):
        self.page, self.address = page, address

    def enter(self, login):
        """Sign in by the button of the demo."""
        self.page.context.clear_cookies()
        self.page.goto(f"{self.address}/tai-khoan/vao/")
        self.page.locator(f"button[value={login}]").first.click()
        self.page.wait_for_url(f"{self.address}/")
        return self

    def go(self, path):
        self.page.goto(f"{self.address}{path}")
        return self.page

    def forward(self, to):
        """Move the demo's clock by the banner, and let the minute's work be done."""
        self.go("/")
        self.page.fill("#to", f"{to:%d/%m/%Y %H:%M}")
        self.page.get_by_role("button", name="Chuyển ngày").click()
        self.page.get_by_text(f"{to:%d/%m/%Y}").first.wait_for()
        tick.run(hour.now())

    def report(self, one, text, *, finishes=True):
        page = self.go(f"/dot/{one.id}/bao-cao/")
        page.get_by_label("Kết quả thực hiện").fill(text)
        if not finishes:
            page.get_by_label("Đã xong").uncheck()
        page.get_by_role("button", name="Gửi báo cáo").click()

    def explain(self, one, by_when):
        page = self.go(f"/dot/{one.id}/giai-trinh/")
        page.get_by_label("Nguyên nhân").fill("Máy lấy số hỏng hai tuần.")
        page.get_by_label("Người chịu trách nhiệm").fill("Ngô Thanh Hà")
        page.get_by_label("Biện pháp khắc phục").fill("Thuê máy khác.")
        page.get_by_label("Hoàn thành trước ngày").fill(f"{by_when:%d/%m/%Y}")
        page.get_by_role("button", name="Gửi giải trình").click()
        page.get_by_text("Đã gửi giải trình").wait_for()

    def accept(self, one):
        self.go(f"/dot/{one.id}/nghiem-thu/").get_by_role("button", name="Nghiệm thu").click()
        self.page.get_by_text("Đã nghiệm thu.").wait_for()

    def send_back(self, one, reason):
        page = self.go(f"/dot/{one.id}/tra-lai/")
        page.get_by_label("Lý do").fill(reason)
        page.get_by_role("button", name="Trả lại").click()
        page.get_by_text("Đã trả lại").wait_for()

    def bring_in(self, file):
        """Drop the file and confirm it as it is proposed."""
        page = self.go("/nhap/")
        page.set_input_files("#document", file)
        page.get_by_role("link", name=re.compile("Xác nhận thành kế hoạch")).first.click(timeout=2 * PATIENCE)
        if page.locator("#looked").count():
            page.check("#looked")
        page.get_by_role("button", name="Tạo kế hoạch").click()
        page.wait_for_url("**/ke-hoach/*/")
        return Plan.objects.get(code=page.url.rstrip("/").rsplit("/", 1)[-1])

    def annex(self, plan):
        """The plan's annex as taken from its page."""
        page = self.go(f"/ke-hoach/{plan.code}/")
        with page.expect_download() as taken:
            page.get_by_role("link", name="Phụ lục Word").click()
        return Path(taken.value.path()).read_bytes()


@pytest.fixture
def desk(window, demo):
    return Desk(window(), demo.url)


def fresh(one):
    return Occurrence.objects.get(pk=one.pk)


def of(plan, section, ordinal):
    return Task.objects.get(plan=plan, section=section, ordinal=ordinal)


def next_due(task):
    return task.occurrences.filter(state__in=("open", "returned")).order_by("due").first()


def said(reading):
    """What is to come back the same, task by task; a deadline by its words."""
    return [
        {key: task[key] or None for key in KEPT} | {"deadline": (task["deadline"] or {}).get("text")}
        for task in reading["tasks"]
    ]


def adds_up(plan, on):
    found = progress.of_plan(plan, on)
    assert found.total == Occurrence.objects.filter(task__plan=plan).count()


def test_a_quarter_is_played_from_the_signed_plan_to_the_year_s_end(desk, tmp_path):
    """From 3 October to 31 December: weekly and monthly work, an event, a trigger; late, returned, accepted."""
    file = tmp_path / living.CONFIRMED
    file.write_bytes(living.sample())
    plan = desk.enter("quang").bring_in(file)
    friday, letters, training = of(plan, "III", "1"), of(plan, "IV", "1"), of(plan, "II", "2")
    assert friday.occurrences.get(due=date(2025, 10, 3)).state == "open"

    today = friday.occurrences.get(due=date(2025, 10, 3))
    desk.enter("ha").report(today, "Đã đọc danh sách, 2 hồ sơ chậm.")
    desk.enter("minh").send_back(today, "Chưa nêu nguyên nhân.")
    desk.enter("ha").report(today, "Đã đọc danh sách, 2 hồ sơ chậm vì thiếu người.")
    desk.enter("minh").accept(today)
    assert (fresh(today).state, fresh(today).late) == ("accepted", False)

    page = desk.enter("lan").go(f"/nhiem-vu/{of(plan, 'III', '2').id}/su-kien/")
    page.get_by_label("Sự kiện").fill("Hồ sơ đất của khu phố 3 không kịp")
    page.get_by_label("Ngày xảy ra").fill("03/10/2025")
    page.get_by_role("button", name="Ghi sự kiện").click()
    page.get_by_text("Đã ghi").wait_for()
    event = Occurrence.objects.get(task=of(plan, "III", "2"), key="e1")
    assert event.state == "open"

    desk.enter("quang").forward(datetime(2025, 10, 13, 9, 0))
    missed = friday.occurrences.get(due=date(2025, 10, 10))
    desk.enter("ha").report(missed, "Đã đọc danh sách.")
    desk.page.get_by_text("giải trình").first.wait_for()
    assert fresh(missed).state == "open"
    desk.explain(missed, date(2025, 10, 20))
    desk.report(missed, "Đã đọc danh sách.")
    desk.enter("minh").accept(missed)
    assert (fresh(missed).state, fresh(missed).late) == ("accepted", True)
    assert Notice.objects.filter(person__username="ha").exists()

    page = desk.enter("quang").go(f"/dot/{of(plan, 'IV', '3').occurrences.get().id}/kich-hoat/")
    page.get_by_label("Căn cứ", exact=True).fill("Hướng dẫn 31/HD-SNV")
    page.get_by_label("Ngày có căn cứ").fill("10/10/2025")
    page.get_by_label("Hạn hoàn thành").fill("14/11/2025")
    page.get_by_role("button", name="Đặt hạn").click()
    page.get_by_text("Đã đặt hạn").wait_for()

    desk.enter("thuy").report(next_due(training), "Xong buổi hai.")
    desk.enter("yen").accept(training.occurrences.get(state="reported"))
    assert not next_due(training)

    desk.enter("quang").forward(datetime(2025, 10, 31, 15, 0))
    october = letters.occurrences.get(key="2025M10")
    desk.report(october, "Mở hộp thư: 9 thư.")
    desk.go(f"/dot/{october.id}/nghiem-thu/").get_by_role("button", name="Nghiệm thu").click()
    assert fresh(october).state == "reported"  # nobody accepts what he reported himself
    desk.enter("minh").accept(october)

    desk.enter("minh").forward(datetime(2025, 12, 31, 9, 0))
    for login in ("hoa", "dieu"):
        page = desk.enter(login).go(f"/ke-hoach/{plan.code}/")
        page.get_by_text("quá hạn").first.wait_for()
        assert page.get_by_role("link", name="Giao thêm việc").count() == 0
    adds_up(plan, date(2025, 12, 31))
    assert progress.of_plan(plan, date(2025, 12, 31)).overdue >= 10
    acts = set(Line.objects.values_list("verb", flat=True))
    assert {"plan.confirm", "task.report", "task.accept", "task.return", "task.explain", "task.event"} <= acts

    back = read_plan(desk.enter("quang").annex(plan), "phu-luc.docx")
    assert said(back) == said(living.sample_reading())


@pytest.mark.documents
@pytest.mark.skipif(not FOLDER, reason="HAILONG_DOCUMENTS names no folder with the five documents")
def test_each_of_the_five_documents_is_brought_in_worked_on_and_read_back_the_same(desk):
    """Assigned, reported, returned, explained late, accepted; its annex says the same tasks."""
    room, rows = Unit.objects.get(code="X0101-VHXH"), []
    for file in sorted(Path(FOLDER).glob("*.txt")):
        plan = desk.enter("quang").bring_in(file)
        rows.append(plan.tasks.filter(origin="row").count())
        one = (
            Occurrence.objects.filter(task__plan=plan, due__isnull=False, due__lt=living.TODAY).order_by("due").first()
        )
        if one is None:
            one = Occurrence.objects.filter(task__plan=plan, due__isnull=False).order_by("due").first()
        before = said(read_plan(desk.annex(plan), "truoc.docx"))
        if one is not None:
            worked_on(desk, one, room)
        back = read_plan(desk.enter("quang").annex(plan), "sau.docx")
        after = said(back)
        assert len(after) == plan.tasks.count()
        changed = [number for number, (was, now) in enumerate(zip(before, after, strict=True)) if was != now]
        assert len(changed) <= 1  # the one that was assigned anew
        adds_up(plan, living.TODAY)
    assert sorted(rows) == [0, 0, 14, 25, 31]  # two of the five have no table: their duties are the tasks


def worked_on(desk, one, room):
    """One occurrence through every hand."""
    page = desk.enter("quang").go(f"/nhiem-vu/{one.task_id}/phan-cong/")
    page.locator(f"input[name=leads][value='{room.id}']").check()
    page.locator("select[name=accountable]").select_option(str(room.id))
    page.get_by_role("button", name="Phân công").click()
    page.get_by_text("Đã phân công").wait_for()
    desk.enter("son")
    if one.due < living.TODAY:
        desk.explain(one, living.TODAY + timedelta(days=20))
    desk.report(one, "Đã làm xong một phần.", finishes=False)
    desk.report(one, "Đã làm xong.")
    desk.enter("minh").send_back(one, "Thiếu biên bản.")
    desk.enter("son").report(one, "Đã làm xong, có biên bản.")
    desk.enter("minh").accept(one)
    assert fresh(one).state == "accepted"
