"""Taking the corrected reading away as a file."""

import uuid
from pathlib import PurePath
from typing import Literal, get_args

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from hailong.plan import queries
from hailong.plan.intake.export import export
from hailong.web.desk import errors
from hailong.web.skin import hour
from hailong.web.skin.guard import DeskRequest, guarded

Kind = Literal["xlsx", "docx", "csv", "json"]
_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES: dict[str, str] = {
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
KINDS: tuple[Kind, ...] = get_args(Kind)


@guarded("plan.import")
@require_GET
def take(request: DeskRequest, draft_id: uuid.UUID, kind: str) -> HttpResponse:
    """The file, named after the document it was read from."""
    draft = queries.draft(request.viewer, draft_id=draft_id, now=hour.now())
    reviewed = queries.reviewed(draft) if draft else None
    wanted = next((known for known in KINDS if known == kind), None)
    if draft is None or reviewed is None or wanted is None:
        return errors.not_found(request)
    answer = HttpResponse(export(reviewed.reading, wanted), content_type=TYPES[wanted])
    name = f"{PurePath(draft.name).stem}.{wanted}"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer
