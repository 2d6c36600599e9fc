from django.urls import path

from regulars.reports import views
from regulars.reports.analyses import views as seven
from regulars.reports.worth.urls import urlpatterns as worth_urls

app_name = "reports"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("analyses/", views.analyses, name="analyses"),
    path("how-good/", views.how_good, name="how_good"),
    path("analyses/seven/", seven.index, name="seven"),
    path("analyses/seven/orders/", seven.orders, name="seven_orders"),
    path("analyses/seven/customers/", seven.customers, name="seven_customers"),
    path("analyses/seven/<slug:code>/", seven.analysis, name="seven_analysis"),
    path("analyses/seven/<slug:code>/file/", seven.export, name="seven_export"),
    path("customers/", views.customers, name="customers"),
    path("customers/segment/", views.keep, name="keep"),
    path("promises/", views.promises, name="promises"),
    path("requests/", views.requests, name="requests"),
    *worth_urls,
]
