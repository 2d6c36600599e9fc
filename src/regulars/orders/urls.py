from django.urls import path

from regulars.orders.views import list as list_pages
from regulars.orders.views import ordering, products

app_name = "orders"
urlpatterns = [
    path("orders/", list_pages.orders, name="list"),
    path("orders/sums/", list_pages.sums, name="sums"),
    path("orders/products/", ordering.find_products, name="find_products"),
    path("orders/new/<int:customer_id>/", ordering.new, name="new"),
    path("orders/<int:order_id>/", list_pages.order, name="order"),
    path("orders/<int:order_id>/edit/", ordering.edit, name="edit"),
    path("orders/<int:order_id>/return/", ordering.give_back, name="return"),
    path("orders/<int:order_id>/payment/", ordering.payment, name="payment"),
    path("orders/<int:order_id>/delivery/", ordering.delivery, name="delivery"),
    path("products/", products.products, name="products"),
    path("products/new/", products.new_product, name="new_product"),
    path("products/<int:product_id>/", products.product, name="product"),
    path("products/<int:product_id>/edit/", products.edit_product, name="edit_product"),
    path("exchange-rates/", products.exchange_rates, name="rates"),
]
