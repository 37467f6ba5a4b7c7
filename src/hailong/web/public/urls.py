"""The addresses for everybody."""

from django.urls import path

from hailong.web.public import plans
from hailong.web.public.survey import urls as survey

urlpatterns = [
    path("cong-khai/", plans.index, name="public_plans"),
    path("cong-khai/ke-hoach/<str:code>/", plans.show, name="public_plan"),
    *survey.urlpatterns,
]
