from django.urls import include, path

from regulars.customers.views import list as list_pages
from regulars.customers.views import page

app_name = "customers"
urlpatterns = [
    path("", list_pages.customers, name="list"),
    path("conditions/", list_pages.add_condition, name="add_condition"),
    path("columns/", list_pages.choose_columns, name="columns"),
    path("counts/", list_pages.view_counts, name="view_counts"),
    path("count/", list_pages.live_count, name="count"),
    path("import/", include("regulars.customers.importing.urls")),
    path("<int:customer_id>/", page.customer, name="customer"),
]
