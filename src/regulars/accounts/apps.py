from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "regulars.accounts"
    label = "accounts"

    def ready(self) -> None:
        from regulars.accounts import audit_sentences  # noqa: F401 -- declares how events read
