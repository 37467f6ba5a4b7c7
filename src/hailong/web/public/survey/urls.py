"""The addresses under which people answer."""

from django.urls import path

from hailong.web.public.survey import kiosk, pages

urlpatterns = [
    path("khao-sat/ma/", pages.code, name="public_survey_code"),
    path("khao-sat/m/<str:code>", pages.from_slip, name="public_survey_qr"),
    path("khao-sat/quay/<str:token>", kiosk.tablet, name="public_survey_kiosk"),
    path("khao-sat/<str:code>/", pages.link, name="public_survey_link"),
]
