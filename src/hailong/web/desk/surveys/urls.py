"""The addresses of surveys."""

from django.urls import path

from hailong.web.desk.surveys import codes, counter, questionnaires, rounds, xlsforms
from hailong.web.desk.surveys.paper import urls as paper
from hailong.web.desk.surveys.results import urls as results

urlpatterns = [
    path("dot-khao-sat/", rounds.index, name="surveys"),
    path("dot-khao-sat/lap-dot/", rounds.new, name="survey_new"),
    path("dot-khao-sat/<str:code>/", rounds.show, name="survey"),
    path("dot-khao-sat/<str:code>/mo/", rounds.begin, name="survey_begin"),
    path("dot-khao-sat/<str:code>/dong/", rounds.close, name="survey_close"),
    path("dot-khao-sat/<str:code>/huy/", rounds.cancel, name="survey_cancel"),
    path("dot-khao-sat/<str:code>/quay/", counter.show, name="survey_counter"),
    path("dot-khao-sat/<str:code>/quay/khach/", counter.visitor, name="survey_visitor"),
    path("dot-khao-sat/<str:code>/quay/<uuid:visit_id>/", counter.outcome, name="survey_outcome"),
    path("dot-khao-sat/<str:code>/ma/", codes.sheet, name="survey_codes"),
    path("phieu-hoi/", questionnaires.index, name="questionnaires"),
    path("phieu-hoi/nhap/", xlsforms.upload, name="questionnaire_upload"),
    path("phieu-hoi/<str:code>/<int:number>/", questionnaires.show, name="questionnaire"),
    path("phieu-hoi/<str:code>/<int:number>/xlsform/", xlsforms.download, name="questionnaire_file"),
    *paper.urlpatterns,
    *results.urlpatterns,
]
