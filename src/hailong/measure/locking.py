"""One writer at a time for what must not be counted or planned twice in a province."""

from hailong.agency import journal
from hailong.agency.models import Unit


def lock(path: str) -> None:
    """Let others who lock the same province wait until this transaction ends; `path` is that of any of its units."""
    top = f"/{journal.province_of(path)}/"
    list(Unit.objects.select_for_update(no_key=True).filter(path=top).values_list("pk"))
