from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "regulars.reports"
    label = "reports"

    def ready(self) -> None:
        from regulars.reports import registration

        registration.register()
