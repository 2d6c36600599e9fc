from django.urls import path

from regulars.costs import views

app_name = "costs"
urlpatterns = [
    path("customers/<int:customer_id>/costs/new/", views.new, name="new"),
    path("costs/<int:cost_id>/take-back/", views.take_back, name="take_back"),
]
