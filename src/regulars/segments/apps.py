from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    name = "regulars.segments"
    label = "segments"

    def ready(self) -> None:
        from regulars.segments import registration

        registration.register()
