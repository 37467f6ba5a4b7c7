"""The addresses of results."""

from django.urls import path

from hailong.web.desk.surveys.results import files, pages

urlpatterns = [
    path("dot-khao-sat/<str:code>/ket-qua/", pages.show, name="survey_results"),
    path("dot-khao-sat/<str:code>/ket-qua/bang.xlsx", files.workbook, name="survey_results_xlsx"),
    path("dot-khao-sat/<str:code>/ket-qua/bang.csv", files.table_csv, name="survey_results_csv"),
    path("dot-khao-sat/<str:code>/ket-qua/bang-ma.csv", files.codebook, name="survey_codebook"),
    path("dot-khao-sat/<str:code>/ket-qua/tra-loi.<str:kind>", files.answers, name="survey_answers"),
]
