"""The register of what stands beside the lines of an order while it is being written: addresses of parts."""

from django.urls import reverse

_registered: list[str] = []


def register(url_name: str) -> None:
    """The address is asked with the form's product fields and `customer`, and answers with a part of a page."""
    if url_name not in _registered:
        _registered.append(url_name)


def addresses() -> list[str]:
    return [reverse(name) for name in _registered]
