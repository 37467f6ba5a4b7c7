"""The addresses of the wing's pages, so that pages, notices, files and feeds name them alike."""

import uuid

TODAY = "/viec/"
PLANS = "/ke-hoach/"


def plan(code: str) -> str:
    """One plan."""
    return f"{PLANS}{code}/"


def public_plan(code: str) -> str:
    """The progress of a plan, for everybody."""
    return f"/cong-khai/ke-hoach/{code}/"


def task(task_id: uuid.UUID) -> str:
    """A task with its history."""
    return f"/nhiem-vu/{task_id}/"


def report(occurrence_id: uuid.UUID) -> str:
    """Where an occurrence is reported on."""
    return f"/dot/{occurrence_id}/bao-cao/"


def accept(occurrence_id: uuid.UUID) -> str:
    """Where what was reported is accepted."""
    return f"/dot/{occurrence_id}/nghiem-thu/"


def return_(occurrence_id: uuid.UUID) -> str:
    """Where what was reported is returned."""
    return f"/dot/{occurrence_id}/tra-lai/"


def answer(report_id: uuid.UUID) -> str:
    """Where the obstacle that a report told is answered."""
    return f"/bao-cao/{report_id}/tra-loi/"


def explain(occurrence_id: uuid.UUID) -> str:
    """Where a late occurrence is explained."""
    return f"/dot/{occurrence_id}/giai-trinh/"


def trigger(occurrence_id: uuid.UUID) -> str:
    """Where the trigger of what waits is set."""
    return f"/dot/{occurrence_id}/kich-hoat/"


def evidence(evidence_id: uuid.UUID) -> str:
    """A file shown as evidence."""
    return f"/minh-chung/{evidence_id}/"
