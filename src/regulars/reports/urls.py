from django.urls import path

from regulars.reports import views
from regulars.reports.worth.urls import urlpatterns as worth_urls

app_name = "reports"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("analyses/", views.analyses, name="analyses"),
    path("how-good/", views.how_good, name="how_good"),
    path("customers/", views.customers, name="customers"),
    path("customers/segment/", views.keep, name="keep"),
    path("promises/", views.promises, name="promises"),
    path("requests/", views.requests, name="requests"),
    *worth_urls,
]
