from django.apps import AppConfig


class OfferingConfig(AppConfig):
    name = "regulars.offering"
    label = "offering"

    def ready(self) -> None:
        from regulars.offering import registration

        registration.register()
