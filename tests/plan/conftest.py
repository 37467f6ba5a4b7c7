"""What several modules about the plan stand on."""

from pathlib import Path
from typing import Any

import pytest
from tests.plan.sheets import four_tasks

from hailong.plan.models import Plan


@pytest.fixture
def evidence(settings: Any, tmp_path: Path) -> None:
    """Files that are kept go to a folder of the test's own."""
    settings.EVIDENCE = tmp_path / "evidence"


@pytest.fixture
def plan(db: None, evidence: None) -> Plan:
    """The plan of four tasks whose sheets are tried; a module that tries another has a `plan` of its own."""
    return four_tasks()
