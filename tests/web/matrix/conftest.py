"""The world of the matrix, made once for all tests of a module and taken back at the end."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from tests.web.matrix import world as made

from hailong.clock import moment


@pytest.fixture(scope="module")
def world(
    django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[made.World]:
    """Friday 3 October 2025, not the demo; whatever a test does, it takes back itself."""
    file = tmp_path_factory.mktemp("matrix") / "moment.json"
    moment.save(file, at=made.NOW, real=timezone.localtime())
    quick = {
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "SESSION_ENGINE": "django.contrib.sessions.backends.cache",
        "CACHES": {
            "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 99_999}}
        },
    }
    with django_db_blocker.unblock(), override_settings(DEMO=False, MOMENT_FILE=file, **quick):
        assert not settings.DEMO
        with transaction.atomic():
            yield made.build()
            transaction.set_rollback(True)
