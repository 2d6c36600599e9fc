from django.urls import path

from regulars.offering.views import customer, pages

app_name = "offering"
urlpatterns = [
    path("", pages.overview, name="overview"),
    path("lists/<slug:code>/", pages.offers, name="list"),
    path("lists/<slug:code>/export/", pages.export, name="export"),
    path("launch/", pages.launch, name="launch"),
    path("launch/export/", pages.export_launch, name="export_launch"),
    path("products/", pages.products, name="products"),
    path("add-ons/", pages.add_ons, name="add_ons"),
    path("customers/<int:customer_id>/preferences/", customer.add_taste, name="add_taste"),
    path("preferences/<int:taste_id>/remove/", customer.remove_taste, name="remove_taste"),
    path("customers/<int:customer_id>/<int:product_id>/not-wanted/", customer.not_wanted, name="not_wanted"),
    path("customers/<int:customer_id>/<int:product_id>/wanted/", customer.wanted_again, name="wanted_again"),
    path("customers/<int:customer_id>/<int:product_id>/offered/", customer.offered, name="offered"),
    path("customers/<int:customer_id>/<int:product_id>/list/", customer.put_on_list, name="put_on_list"),
]
