from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "regulars.demo"
    label = "demo"

    def ready(self) -> None:
        from regulars.demo import registration

        registration.register()
