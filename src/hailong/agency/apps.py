"""The hall as a Django application."""

from django.apps import AppConfig
from django.db.models import CharField

from hailong.agency.paths import Below


class AgencyConfig(AppConfig):
    """Units, people, calendars, journal, evidence, notices."""

    name = "hailong.agency"
    label = "agency"
    verbose_name = "Cơ quan"

    def ready(self) -> None:
        """Teach every text column `path__below`."""
        CharField.register_lookup(Below)
