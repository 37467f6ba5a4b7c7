"""Every address of the pages."""

from django.urls import include, path
from django.views.i18n import set_language

from hailong.web.desk import errors
from hailong.web.desk.hall import accounts
from hailong.web.desk.hall import urls as hall
from hailong.web.desk.intake import urls as intake
from hailong.web.desk.plans import urls as plans
from hailong.web.desk.surveys import urls as surveys
from hailong.web.public import urls as public
from hailong.web.skin.guard import open_to_all

urlpatterns = [
    *hall.urlpatterns,
    *intake.urlpatterns,
    *plans.urlpatterns,
    *surveys.urlpatterns,
    *public.urlpatterns,
    path("tai-khoan/", include(accounts)),
    path("ngon-ngu/", open_to_all(set_language), name="set_language"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_many
handler500 = errors.fault
