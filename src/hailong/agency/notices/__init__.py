"""Notices: told to a person on the pages, and sent outside by whoever ticks."""

from hailong.agency.notices.outbox import deliver
from hailong.agency.notices.telling import card, mark_seen, tell
from hailong.agency.notices.wording import zalo_text

__all__ = ["card", "deliver", "mark_seen", "tell", "zalo_text"]
