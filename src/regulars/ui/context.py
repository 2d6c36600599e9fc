"""What every page's frame knows. Nothing is computed before a template asks."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import get_language

from regulars.core import settings_store
from regulars.ui import navigation

ON_THE_PHONE = 4
THEMES = ("auto", "light", "dark")
OTHER_LANGUAGE = {"zh-hans": ("en", "en", "English"), "en": ("zh-hans", "zh-CN", "中文")}


@dataclass(frozen=True)
class Shown:
    """A menu entry as one person sees it on one page."""

    name: str
    label: str | Promise
    url: str
    icon: str
    count: int | None
    is_active: bool
    apart: bool


class Frame:
    """The frame around a page; a template reads ``frame.<property>``."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._user: Any = getattr(request, "user", None) or AnonymousUser()

    @cached_property
    def entries(self) -> list[Shown]:
        entries = navigation.entries_for(self._user)
        active = navigation.active_entry(entries, self._request.resolver_match)
        return [
            Shown(
                entry.name,
                entry.label,
                entry.url,
                entry.icon,
                entry.count(self._request) if entry.count else None,
                entry is active,
                entry.apart,
            )
            for entry in entries
        ]

    @cached_property
    def near_thumb(self) -> list[Shown]:
        return [entry for entry in self.entries if not entry.apart][:ON_THE_PHONE]

    @cached_property
    def behind_more(self) -> list[Shown]:
        return [entry for entry in self.entries if entry not in self.near_thumb]

    @cached_property
    def more_is_active(self) -> bool:
        return not any(entry.is_active for entry in self.near_thumb)

    @cached_property
    def firm(self) -> str:
        return str(settings_store.get("firm.name"))

    @cached_property
    def currency(self) -> str:
        return str(settings_store.get("firm.currency"))

    @cached_property
    def theme(self) -> str:
        chosen = getattr(self._user, "theme", "") or self._request.COOKIES.get("theme", "")
        return chosen if chosen in THEMES else "auto"

    @property
    def drawn_theme(self) -> str:
        """Without script "auto" is light; theme.js darkens it before anything is painted."""
        return "dark" if self.theme == "dark" else "light"

    @property
    def lang(self) -> str:
        return "zh-CN" if self._language.startswith("zh") else "en"

    @property
    def other_language(self) -> dict[str, str]:
        code, lang, name = OTHER_LANGUAGE["zh-hans" if self._language.startswith("zh") else "en"]
        return {"code": code, "lang": lang, "name": name}

    @cached_property
    def places(self) -> dict[str, str]:
        names = ("home", "profile", "settings", "sign_out")
        return {name: navigation.place(name) for name in names}

    @property
    def dialogs(self) -> str:
        """The same on every page."""
        return _dialogs(self._language)

    @property
    def here(self) -> str:
        return self._request.get_full_path()

    @property
    def _language(self) -> str:
        return get_language() or "en"


@cache
def _dialogs(language: str) -> str:
    return render_to_string("ui/frame/dialogs.html")


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"frame": Frame(request)}
