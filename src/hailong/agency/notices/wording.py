"""What a notice says outside: in an e-mail, and as plain text to copy into a chat. Nothing is sent from here."""

from django.conf import settings

from hailong.agency.models import Notice

FOOT = "Hài Lòng - thư tự động, xin không trả lời thư này."


def site_link(notice: Notice) -> str:
    """The whole address of the page it is about; "" where it is about none, or nobody said where these pages are."""
    return f"{settings.SITE_URL}{notice.link}" if notice.link and settings.SITE_URL else ""


def zalo_text(notice: Notice) -> str:
    """Plain text to copy into a chat: subject, text and address, with an empty line between."""
    return "\n\n".join(part for part in (notice.subject, notice.body.strip(), site_link(notice)) if part)


def mail_text(notice: Notice) -> str:
    """The text of an e-mail."""
    return f"{zalo_text(notice)}\n\n-- \n{FOOT}\n"
