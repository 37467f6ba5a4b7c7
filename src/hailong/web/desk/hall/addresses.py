"""The addresses of today, units, people, calendars, the journal, notices and feeds."""

from django.urls import path

from hailong.web.desk.hall import today
from hailong.web.desk.hall.people import acts as people_acts
from hailong.web.desk.hall.people import own
from hailong.web.desk.hall.people import pages as people
from hailong.web.desk.hall.records import feeds, journal, notices
from hailong.web.desk.hall.units import acts as unit_acts
from hailong.web.desk.hall.units import pages as units
from hailong.web.desk.hall.worktime import acts as calendar_acts
from hailong.web.desk.hall.worktime import pages as calendar

urlpatterns = [
    path("viec/", today.show, name="today"),
    path("don-vi/", units.index, name="units"),
    path("don-vi-moi/", unit_acts.new, name="unit_new"),
    path("don-vi/<str:code>/", units.show, name="unit"),
    path("don-vi/<str:code>/doi-ten/", unit_acts.rename, name="unit_rename"),
    path("don-vi/<str:code>/chuyen/", unit_acts.move, name="unit_move"),
    path("don-vi/<str:code>/ket-thuc/", unit_acts.end, name="unit_end"),
    path("don-vi/<str:code>/ke-tuc/", unit_acts.succeed, name="unit_succeed"),
    path("don-vi/<str:code>/ten-khac/", unit_acts.alias, name="unit_alias"),
    path("don-vi/<str:code>/dia-chi/", unit_acts.contact, name="unit_contact"),
    path("nguoi-dung/", people.index, name="people"),
    path("nguoi-dung/moi/", people_acts.new, name="person_new"),
    path("nguoi-dung/<uuid:person_id>/", people.show, name="person"),
    path("nguoi-dung/<uuid:person_id>/vai-tro/", people_acts.assign, name="role_assign"),
    path("nguoi-dung/<uuid:person_id>/vai-tro/<uuid:assignment_id>/thu/", people_acts.end, name="role_end"),
    path("nguoi-dung/<uuid:person_id>/don-vi/", people_acts.join, name="person_join"),
    path("nguoi-dung/<uuid:person_id>/don-vi/<uuid:membership_id>/thoi/", people_acts.leave, name="person_leave"),
    path("nguoi-dung/<uuid:person_id>/mat-khau/", people_acts.password, name="person_password"),
    path("nguoi-dung/<uuid:person_id>/khoa/", people_acts.lock, name="person_lock"),
    path("nguoi-dung/<uuid:person_id>/mo/", people_acts.unlock, name="person_unlock"),
    path("nguoi-dung/<uuid:person_id>/ma-xac-thuc/", people_acts.second_factor, name="person_second_factor"),
    path("toi/", own.show, name="own"),
    path("toi/dia-chi/", own.contact, name="own_contact"),
    path("toi/lich-hen/", own.feed_key, name="own_feed_key"),
    path("lich/", calendar.mine, name="calendar"),
    path("lich/<str:code>/", calendar.show, name="unit_calendar"),
    path("lich/<str:code>/gio/", calendar_acts.week, name="calendar_week"),
    path("lich/<str:code>/nghi/", calendar_acts.closed, name="calendar_closed"),
    path("lich/<str:code>/lam-bu/", calendar_acts.worked, name="calendar_worked"),
    path("lich/<str:code>/thong-bao/<uuid:notice_id>/rut/", calendar_acts.withdraw, name="calendar_withdraw"),
    path("nhat-ky/", journal.index, name="journal"),
    path("nhat-ky/kiem-tra/", journal.verify, name="journal_verify"),
    path("nhat-ky/lay-ve.csv", journal.export, name="journal_export"),
    path("thong-bao/", notices.index, name="notices"),
    path("thong-bao/da-xem/", notices.seen, name="notices_seen"),
    path("thong-bao/<uuid:notice_id>/", notices.open_, name="notice_open"),
    path("thong-bao/<uuid:notice_id>/sao-chep/", notices.copy, name="notice_copy"),
    path("thong-bao/<uuid:notice_id>/anh.png", notices.picture, name="notice_picture"),
    path("lich-hen/don-vi/<str:code>/<str:key>.ics", feeds.unit, name="unit_feed"),
    path("lich-hen/<str:key>.ics", feeds.person, name="feed"),
]
