"""Every address of the program."""

from django.urls import include, path

from regulars.accounts.views.landing import home
from regulars.customers.urls import owed

urlpatterns = [
    path("", home, name="home"),
    path("", include("regulars.ui.urls")),
    path("", include("regulars.accounts.urls")),
    path("", include("regulars.care.urls")),
    path("customers/", include("regulars.customers.urls")),
    path("", include("regulars.demo.urls")),
    path("", include((owed, "duties"))),
    path("dashboard/", include("regulars.reports.urls")),
    path("insights/", include("regulars.insights.urls")),
    path("offering/", include("regulars.offering.urls")),
    path("", include("regulars.orders.urls")),
    path("segments/", include("regulars.segments.urls")),
    path("", include("regulars.costs.urls")),
]
handler400 = "regulars.ui.errors.bad_request"
handler403 = "regulars.ui.errors.permission_denied"
handler404 = "regulars.ui.errors.page_not_found"
handler500 = "regulars.ui.errors.server_error"
