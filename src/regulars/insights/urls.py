from django.urls import path

from regulars.insights import views

app_name = "insights"
urlpatterns = [
    path("refresh/", views.refresh, name="refresh"),
    path("runs/", views.runs, name="runs"),
    path("runs/<int:run_id>/", views.run, name="run"),
    path("value-classes/", views.classes, name="classes"),
    path("loyalty/", views.loyalty, name="loyalty"),
    path("switching-cost/", views.switching_cost, name="switching"),
    path("value-to-come/", views.ahead, name="ahead"),
    path("customers/<int:customer_id>/override/<slug:measure>/", views.override, name="override"),
    path("customers/<int:customer_id>/override/<slug:measure>/end/", views.end_override, name="end_override"),
]
