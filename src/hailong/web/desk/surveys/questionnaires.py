"""Questionnaires: the list, and one version as citizens read it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hailong.measure.models import Version
from hailong.measure.queries import instruments
from hailong.measure.questionnaires.form import Form
from hailong.web.desk import errors
from hailong.web.desk.surveys import words
from hailong.web.skin.guard import DeskRequest, guarded
from hailong.web.skin.pager import paged


@guarded("survey.see")
@require_GET
def index(request: DeskRequest) -> HttpResponse:
    """Every version this person may read, by questionnaire, newest first."""
    seen = instruments.versions_seen(request.viewer).order_by("questionnaire__code", "-number")
    page = paged(seen, request.GET)
    context = {
        "page": page,
        "listed": [_listed(one) for one in page.rows],
        "may_manage": bool(request.viewer.reach("survey.manage")),
    }
    return render(request, "desk/surveys/questionnaires.html", context)


def _listed(version: Version) -> tuple[Version, words.Word, Any]:
    return version, words.VERSIONS[version.state], words.INSTRUMENTS[version.questionnaire.instrument]


def wanted(request: DeskRequest, code: str, number: int) -> Version | HttpResponse:
    """One version, or the page that says that there is none for this person."""
    return instruments.version_seen(request.viewer, code, number) or errors.not_found(request)


@guarded("survey.see")
@require_GET
def show(request: DeskRequest, code: str, number: int) -> HttpResponse:
    """One version as citizens read it."""
    version = wanted(request, code, number)
    if isinstance(version, HttpResponse):
        return version
    context = {"version": version, "badge": words.VERSIONS[version.state], "form": Form.from_json(version.content)}
    return render(request, "desk/surveys/questionnaire.html", context)
