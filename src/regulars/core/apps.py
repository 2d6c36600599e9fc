from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "regulars.core"
    label = "core"

    def ready(self) -> None:
        from regulars.core import settings_declared  # noqa: F401 -- declares the firm's settings
