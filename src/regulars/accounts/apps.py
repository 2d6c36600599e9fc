from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "regulars.accounts"
    label = "accounts"

    def ready(self) -> None:
        from regulars.accounts import registration

        registration.register()
