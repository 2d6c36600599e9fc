from django.urls import path

from regulars.segments import views

app_name = "segments"
urlpatterns = [
    path("", views.segments, name="segments"),
    path("new/", views.new, name="new"),
    path("overlap/", views.overlap, name="overlap"),
    path("<int:segment_id>/", views.segment, name="segment"),
    path("<int:segment_id>/edit/", views.edit, name="edit"),
    path("<int:segment_id>/count/", views.count_again, name="count_again"),
    path("<int:segment_id>/removal/", views.remove, name="remove"),
    path("<int:segment_id>/counts/<int:count_id>/", views.who_moved, name="moves"),
]
