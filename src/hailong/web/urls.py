"""Every address of the pages."""

from django.urls import path
from django.views.i18n import set_language

from hailong.web.desk import drafts, editing, errors, home, taking

urlpatterns = [
    path("", home.home, name="home"),
    path("mau/", home.sample, name="sample"),
    path("chuyen-ngay/", home.forward, name="forward"),
    path("ngon-ngu/", set_language, name="set_language"),
    path("ban-nhap/<uuid:draft_id>/", drafts.show, name="draft"),
    path("ban-nhap/<uuid:draft_id>/tien-do/", drafts.progress, name="progress"),
    path("ban-nhap/<uuid:draft_id>/doc-lai/", drafts.retry, name="retry"),
    path("ban-nhap/<uuid:draft_id>/xoa/", drafts.discard, name="discard"),
    path("ban-nhap/<uuid:draft_id>/in/", drafts.printed, name="print"),
    path("ban-nhap/<uuid:draft_id>/da-xem/", editing.confirm, name="confirm"),
    path("ban-nhap/<uuid:draft_id>/giu-nguyen/", editing.keep_raw, name="keep_raw"),
    path("ban-nhap/<uuid:draft_id>/o/", editing.cell, name="cell"),
    path("ban-nhap/<uuid:draft_id>/sua/", editing.edit, name="edit"),
    path("ban-nhap/<uuid:draft_id>/hoan-lai/", editing.undo, name="undo"),
    path("ban-nhap/<uuid:draft_id>/lay-ve/<str:kind>/", taking.take, name="take"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.fault
