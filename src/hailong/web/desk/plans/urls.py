"""The addresses of plans, tasks and what is done to them."""

from django.urls import path

from hailong.web.desk.plans import acts, files, more, pages, task

urlpatterns = [
    path("ke-hoach/", pages.index, name="plans"),
    path("ke-hoach/<str:code>/", pages.show, name="plan"),
    path("ke-hoach/<str:code>/phu-luc.docx", files.annex, name="plan_annex"),
    path("ke-hoach/<str:code>/excel/", files.workbook, name="plan_workbook"),
    path("ke-hoach/<str:code>/excel/<str:unit_code>.xlsx", files.workbook_of, name="plan_workbook_of"),
    path("ke-hoach/<str:code>/giao-them/", acts.new, name="task_new"),
    path("ke-hoach/<str:code>/them/", more.show, name="plan_more"),
    path("ke-hoach/<str:code>/them/kinh-phi/", more.fund, name="money"),
    path("ke-hoach/<str:code>/them/tong-kinh-phi/", more.money_total, name="money_total"),
    path("ke-hoach/<str:code>/them/kinh-phi/<uuid:funding_id>/bo/", more.money_away, name="money_away"),
    path("ke-hoach/<str:code>/them/ke-hoach-con/", more.children, name="children"),
    path("ke-hoach/<str:code>/them/niem-yet/", more.posting, name="posting"),
    path("ke-hoach/<str:code>/them/cong-khai/", more.publish, name="publish"),
    path("ke-hoach/<str:code>/them/thoi-cong-khai/", more.unpublish, name="unpublish"),
    path("nhiem-vu/<uuid:task_id>/", task.show, name="task"),
    path("nhiem-vu/<uuid:task_id>/su-kien/", acts.event, name="task_event"),
    path("nhiem-vu/<uuid:task_id>/phan-cong/", acts.assign, name="task_assign"),
    path("nhiem-vu/<uuid:task_id>/thoi-han/", acts.deadline, name="task_deadline"),
    path("nhiem-vu/<uuid:task_id>/huy/", acts.cancel, name="task_cancel"),
    path("dot/<uuid:occurrence_id>/bao-cao/", acts.report, name="report"),
    path("dot/<uuid:occurrence_id>/giai-trinh/", acts.explain, name="explain"),
    path("dot/<uuid:occurrence_id>/nghiem-thu/", acts.accept, name="accept"),
    path("dot/<uuid:occurrence_id>/tra-lai/", acts.return_, name="return"),
    path("dot/<uuid:occurrence_id>/kich-hoat/", acts.trigger, name="trigger"),
    path("bao-cao/<uuid:report_id>/tra-loi/", acts.answer, name="answer"),
    path("minh-chung/<uuid:evidence_id>/", files.evidence, name="evidence"),
]
