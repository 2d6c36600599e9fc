from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "regulars.orders"
    label = "orders"

    def ready(self) -> None:
        from regulars.orders import registration

        registration.register()
