from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "regulars.insights"
    label = "insights"

    def ready(self) -> None:
        from regulars.insights import registration

        registration.register()
