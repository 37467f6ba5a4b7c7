"""The addresses of the hall."""

from django.urls import path

from hailong.web.desk.hall import addresses, demo, home, permissions

urlpatterns = [
    path("", home.home, name="home"),
    path("phan-quyen/", permissions.table, name="permissions"),
    path("chuyen-ngay/", demo.forward, name="forward"),
    path("vao-thu/", demo.enter, name="demo_enter"),
    *addresses.urlpatterns,
]
