"""What Django's own password rules do not know: that names are typed without their marks."""

from difflib import SequenceMatcher

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hailong.agency.models import Person
from hailong.agency.people import policy
from hailong.lexicon.text import fold


class UnlikeItsOwner:
    """Refuses a password that resembles the person's login, name or address, with marks or without."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """ValidationError in words that name no column; nothing to compare with where there is no person."""
        if not isinstance(user, Person):
            return
        typed, known = _bare(password), (user.username, user.name, user.email.partition("@")[0])
        if any(_like(typed, _bare(text)) for text in known):
            raise ValidationError(_("Mật khẩu quá giống tên đăng nhập, họ tên hoặc địa chỉ thư của anh chị."))

    def get_help_text(self) -> str:
        """What the form says beforehand."""
        return _("Không dùng tên đăng nhập, họ tên hay địa chỉ thư của mình làm mật khẩu.")


def _bare(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _like(typed: str, known: str) -> bool:
    return bool(known) and SequenceMatcher(a=typed, b=known).quick_ratio() >= policy.PASSWORD_LIKENESS
