"""The register of what modules above do with a list as it stands: its address goes with the link."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class ListLink:
    """``of_list`` links carry the list's conditions; the others stand in the head of the page."""

    label: Any
    url_name: str
    visible: Callable[[Any], bool]
    of_list: bool = True

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_registered: list[ListLink] = []


def register(link: ListLink) -> None:
    if link not in _registered:
        _registered.append(link)


def offered(user: Any, *, of_list: bool) -> list[ListLink]:
    return [link for link in _registered if link.of_list is of_list and link.visible(user)]
