"""`hailong plan import` as somebody at the terminal runs it."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.plan import living

from hailong.agency.models import Line, RoleAssignment
from hailong.cli.main import main
from hailong.plan.models import Draft, Plan

pytestmark = pytest.mark.django_db

SAMPLE = Path(str(living.SAMPLE / "documents" / living.CONFIRMED))
DEPARTMENT = SAMPLE.with_name("ke-hoach-cai-cach-hanh-chinh-so-noi-vu-2025.pdf")


@pytest.fixture(autouse=True)
def ward() -> living.Ward:
    """The cast of the demo."""
    return living.ward()


def run(*words: str | Path, file: Path = SAMPLE, unit: str = "X0101") -> tuple[int, str, str]:
    """Status, standard output and standard error."""
    result = CliRunner().invoke(main, ["plan", "import", str(file), "--unit", unit, *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def test_without_confirm_a_draft_is_left_with_its_address_and_doubts() -> None:
    """Somebody reviews it on the page."""
    status, told, fault = run()
    draft = Draft.objects.get()
    assert (status, fault, Plan.objects.count()) == (0, "", 0)
    assert f"/ban-nhap/{draft.pk}/" in told
    assert "12 nhiệm vụ" in told
    assert "Chưa rõ là đơn vị nào" in told
    assert (draft.owner.username, draft.unit.code, draft.state) == ("quang", "X0101", "read")


def test_with_confirm_the_plan_is_there_and_its_code_is_printed() -> None:
    """By the operator, in the name of whoever gathers plans there."""
    status, told, fault = run("--confirm")
    plan = Plan.objects.get()
    assert (status, fault, Draft.objects.count()) == (0, "", 0)
    assert told.startswith(f"{plan.code}  ")
    assert (plan.code, plan.tasks.count(), plan.confirmed_by.username) == ("X0101-2025-01", 12, "quang")
    assert Line.objects.get(verb="plan.confirm").actor_name == "Dòng lệnh"


def test_a_named_user_acts_with_his_own_rights() -> None:
    """The journal names him."""
    assert run("--confirm", "--user", "quang")[0] == 0
    assert Line.objects.get(verb="plan.confirm").actor_name == "Bùi Đăng Quang"


def test_the_same_plan_twice_is_status_2_and_the_code_that_is_there() -> None:
    """One line, and no draft stays; --allow-twin is the way for whoever knows better."""
    run("--confirm")
    status, told, fault = run("--confirm")
    assert (status, told) == (2, "")
    assert "X0101-2025-01" in fault
    assert fault.count("\n") == 1
    assert (Draft.objects.count(), Plan.objects.count()) == (0, 1)
    assert run("--confirm", "--allow-twin")[1].startswith("X0101-2025-02")


def test_a_draft_of_a_plan_that_is_there_says_so() -> None:
    """And is left all the same."""
    run("--confirm")
    status, told, _ = run()
    assert (status, Draft.objects.count()) == (0, 1)
    assert "Có thể đã nhập: X0101-2025-01" in told


def test_a_parent_is_given_by_its_code() -> None:
    """The department's plan above the ward's."""
    RoleAssignment.objects.filter(person__username="quang", role="coordinating_office").update(
        unit=living.Unit.objects.get(code="X01")
    )
    assert run("--confirm", file=DEPARTMENT, unit="X01-SNV")[0] == 0
    assert run("--confirm", "--parent", "X01-SNV-2025-01")[0] == 0
    parent = Plan.objects.get(unit__code="X0101").parent
    assert parent is not None
    assert parent.code == "X01-SNV-2025-01"


@pytest.mark.parametrize(
    ("words", "unit", "said"),
    [
        ((), "X9999", "Không có đơn vị mã “X9999”"),
        (("--user", "khongai"), "X0101", "Không có người dùng “khongai”"),
        (("--user", "thuy"), "X0101", "không có quyền nhập kế hoạch"),
        (("--confirm", "--parent", "X01-2025-07"), "X0101", "Không có kế hoạch cấp trên mang mã “X01-2025-07”"),
        ((), "X01", "Chưa có ai soát kế hoạch"),
    ],
)
def test_bad_words_are_one_line_with_the_cure_and_leave_nothing(words: tuple[str, ...], unit: str, said: str) -> None:
    """Status 2."""
    status, told, fault = run(*words, unit=unit)
    assert (status, told) == (2, "")
    assert said in fault
    assert ("Cách sửa" in fault, fault.count("\n")) == (True, 1)
    assert (Draft.objects.count(), Plan.objects.count()) == (0, 0)


@pytest.mark.parametrize(("name", "data"), [("rong.docx", b""), ("anh.docx", b"\x89PNG\r\n\x1a\n"), ("co.docx", None)])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, data: bytes | None) -> None:
    """Empty, no document, not there."""
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    status, told, fault = run(file=file)
    assert (status, told, Draft.objects.count()) == (2, "", 0)
    assert name in fault
    assert fault.count("\n") == 1


def test_a_plan_that_does_not_say_its_year_is_asked_for_it(tmp_path: Path) -> None:
    """Nothing is invented; the way is to review the draft on the page."""
    file = tmp_path / "bang.csv"
    file.write_text("STT;Nội dung;Đơn vị chủ trì;Thời gian\n1;Dán sơ đồ;Văn phòng;Thường xuyên\n", encoding="utf-8")
    status, told, fault = run("--confirm", file=file)
    assert (status, told) == (2, "")
    assert "bang.csv: Chưa có tên kế hoạch" in fault
