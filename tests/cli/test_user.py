"""`hailong user`: people made, given roles, locked and listed from the terminal."""

import json

import pytest
from tests.cast import cast
from tests.cli.test_main import run

from hailong.agency.models import Line, Person, RoleAssignment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _people():
    cast()


def _add(*more, login="van", name="Trần Bích Vân", unit="X0101-KT"):
    return run("user", "add", login, "--name", name, "--unit", unit, *more)


def test_a_person_is_added_and_the_first_password_printed_once():
    """It signs in, and the journal says that it was done at the terminal."""
    status, out, _ = _add("--title", "Công chức")

    password = out.split("Mật khẩu đầu tiên: ")[1].split()[0]
    assert (status, Person.objects.get(username="van").check_password(password)) == (0, True)
    assert password not in run("user", "list")[1]
    assert Line.objects.get(verb="person.create", label="Trần Bích Vân").actor_name == "Dòng lệnh"


def test_the_first_administrator_covers_the_unit_named():
    """`--over` widens it."""
    _add("--admin")
    _add("--admin", "--role", "leader", "--over", "X0101", login="vu")

    held = RoleAssignment.objects.filter(person__username__in=("van", "vu")).order_by("person__username", "role")
    assert [(one.person.username, one.role, one.unit.code) for one in held] == [
        ("van", "administrator", "X0101-KT"),
        ("vu", "administrator", "X0101"),
        ("vu", "leader", "X0101"),
    ]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"unit": "Y9"}, "hailong load units"),
        ({"login": "lan"}, "đã có người dùng"),
        ({"login": "Vân"}, "không dùng được"),
        ({"name": " "}, "Ghi đủ họ tên"),
    ],
)
def test_what_cannot_be_added_is_one_line_with_its_cure(more, says):
    """And nothing is kept."""
    before = Person.objects.count()

    status, out, err = _add(**more)

    assert (status, out, err.count("\n")) == (2, "", 1)
    assert says in err
    assert Person.objects.count() == before


def test_a_person_whose_role_is_refused_is_not_half_added():
    """The unit has ended: neither the person nor the role is there."""
    status, _, err = _add("--role", "officer", "--over", "X0101-BL")

    assert (status, "kế tục" in err) == (2, True)
    assert not Person.objects.filter(username="van").exists()


def test_a_password_is_set_anew():
    """The old one is dead; who is not there is named."""
    _add()
    status, out, _ = run("user", "password", "van", "--forget-second-factor")

    assert status == 0
    assert Person.objects.get(username="van").check_password(out.split("Mật khẩu đầu tiên: ")[1].split()[0])
    assert "“khong-co”" in run("user", "password", "khong-co")[2]


def test_an_account_is_locked_and_opened_again():
    """The list says so."""
    assert "Đã khóa tài khoản lan" in run("user", "deactivate", "lan")[1]
    assert "[đã khóa]" in run("user", "list", "--search", "ngoc lan")[1]
    assert "Đã mở lại" in run("user", "deactivate", "lan", "--undo")[1]
    assert Person.objects.get(username="lan").is_active


def test_a_role_is_given_and_taken_back():
    """With its days; taking back what is not held is refused."""
    given = ("user", "role", "thuy", "unit_head", "--unit", "X0101-VHXH")
    assert "Đã giao vai trò Trưởng đơn vị cho Cao Bích Thủy" in run(*given, "--since", "01/09/2025")[1]
    assert "đã giữ" in run(*given)[2]
    assert "Đã thu vai trò" in run(*given, "--end")[1]
    assert "không giữ vai trò" in run(*given, "--end")[2]
    assert "không phải ngày" in run(*given, "--since", "hôm qua")[2]


def test_people_are_listed_as_json():
    """Nothing else on standard output."""
    people = json.loads(run("user", "list", "--format", "json")[1])

    quang = next(one for one in people if one["login"] == "quang")
    assert {one["login"] for one in people} == set(cast())
    assert quang["units"] == ["X0101-VP"]
    assert {"role": "coordinating_office", "unit": "X0101"} in quang["roles"]


def test_somebody_without_a_role_is_listed_as_such():
    """Where he works is said all the same."""
    _add()

    assert "(X0101-KT)  chưa có vai trò" in run("user", "list", "--search", "van")[1]
