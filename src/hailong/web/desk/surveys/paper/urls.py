"""The addresses of a round's paper."""

from django.urls import path

from hailong.web.desk.surveys.paper import acts, entering, pages

_HOME = "dot-khao-sat/<str:code>/phieu-giay/"
urlpatterns = [
    path(_HOME, pages.register, name="survey_paper"),
    path(f"{_HOME}in/", acts.print_, name="survey_paper_print"),
    path(f"{_HOME}<int:first>-<int:last>.docx", pages.forms, name="survey_paper_file"),
    path(f"{_HOME}giao/", acts.issue, name="survey_paper_issue"),
    path(f"{_HOME}chuyen/", pages.move, name="survey_paper_move"),
    path(f"{_HOME}doi-chieu/", pages.reconciliation, name="survey_paper_counts"),
    path(f"{_HOME}nhap/", entering.enter, name="survey_paper_enter"),
    path(f"{_HOME}khac-nhau/", entering.differing, name="survey_paper_differing"),
    path(f"{_HOME}khac-nhau/<str:serial>/", entering.settle, name="survey_paper_settle"),
    path(f"{_HOME}ban-giao/<str:unit_code>/", acts.hand_over, name="survey_paper_handover"),
    path(f"{_HOME}nhan/<str:unit_code>/", acts.receive, name="survey_paper_receive"),
    path(f"{_HOME}<str:what>/", acts.fall, name="survey_paper_fall"),
]
