from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "regulars.care"
    label = "care"

    def ready(self) -> None:
        from regulars.care import registration

        registration.register()
