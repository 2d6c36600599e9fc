from django.urls import path

from regulars.insights import views
from regulars.insights.stages import views as stages

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
    path("signs/", stages.signs, name="signs"),
    path("decline/", stages.rescue, name="rescue"),
    path("customers/<int:customer_id>/decline/", stages.rescue_one, name="rescue_one"),
    path("customers/<int:customer_id>/decline/take-back/", stages.take_back, name="take_back_rescue"),
    path("customers/<int:customer_id>/cause/", stages.cause, name="cause"),
    path("causes/<int:cause_id>/remove/", stages.remove_cause, name="remove_cause"),
    path("win-back/", stages.win_back, name="win_back"),
    path("churn/", stages.churn, name="churn"),
    path("care-before-loss/", stages.last_care, name="last_care"),
    path("customer-types/", stages.types, name="types"),
    path("customer-types/name-anew/", stages.name_anew, name="name_types_anew"),
    path("high-value/", stages.high, name="high"),
    path("high-value/services/", stages.offer, name="offer_service"),
    path("high-value/services/<int:service_id>/withdraw/", stages.withdraw, name="withdraw_service"),
]
