from django.apps import AppConfig


class CostsConfig(AppConfig):
    name = "regulars.costs"
    label = "costs"

    def ready(self) -> None:
        from regulars.costs import registration

        registration.register()
