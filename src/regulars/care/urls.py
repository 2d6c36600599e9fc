"""Addresses of the worklist and the plays."""

from django.urls import path

from regulars.care import views

app_name = "care"
urlpatterns = [
    path("today/", views.today, name="today"),
    path("today/all/", views.all_due, name="all_due"),
    path("today/how/", views.how, name="how"),
    path("today/<int:task_id>/no-answer/", views.no_answer, name="no_answer"),
    path("today/<int:task_id>/take-back/", views.take_back, name="take_back"),
    path("today/<int:task_id>/words/", views.words, name="words"),
    path("today/<int:task_id>/<slug:outcome>/", views.outcome, name="outcome"),
    path("plays/", views.plays, name="plays"),
    path("plays/<slug:code>/", views.play, name="play"),
    path("plays/<slug:code>/cards/", views.play_cards, name="play_cards"),
]
