"""Addresses of the demo business."""

from django.urls import path

from regulars.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.demo, name="demo"),
    path("demo/load/", views.load, name="load"),
    path("demo/wipe/", views.wipe, name="wipe"),
]
