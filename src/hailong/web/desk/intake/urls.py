"""The addresses of documents being brought in and of their drafts."""

from django.urls import path

from hailong.web.desk.intake import drafts, dropping, pasting, taking
from hailong.web.desk.intake.confirming import page
from hailong.web.desk.intake.review import editing

urlpatterns = [
    path("nhap/", dropping.intake, name="intake"),
    path("nhap/dan/", pasting.paste, name="paste"),
    path("mau/", dropping.sample, name="sample"),
    path("ban-nhap/<uuid:draft_id>/", drafts.show, name="draft"),
    path("ban-nhap/<uuid:draft_id>/xac-nhan/", page.confirm, name="plan_confirm"),
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
