"""The firm's settings: declared once with a default and a consequence in words, kept in one table."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache

CACHE_KEY = "firm-settings"


@dataclass(frozen=True)
class Setting:
    """One thing a firm may decide. ``check`` raises ValueError with a sentence."""

    key: str
    default: Any
    label: Any
    consequence: Any = ""
    kind: str = "text"  # text | integer | decimal | boolean | choice | list | json
    choices: tuple[tuple[str, Any], ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    check: Callable[[Any], Any] | None = field(default=None, compare=False)


class UnknownSetting(KeyError):
    pass


_declared: dict[str, Setting] = {}


def declare(setting: Setting) -> Setting:
    if setting.key in _declared and _declared[setting.key] != setting:
        raise ValueError(f"The setting {setting.key} is declared twice.")
    _declared[setting.key] = setting
    return setting


def declared(prefix: str = "") -> list[Setting]:
    return [setting for key, setting in sorted(_declared.items()) if key.startswith(prefix)]


def get(key: str) -> Any:
    if key not in _declared:
        raise UnknownSetting(key)
    return _values().get(key, _declared[key].default)


def put(key: str, value: Any) -> None:
    """Keep a value. The caller audits, in the same transaction."""
    from regulars.core.models import StoredSetting

    if key not in _declared:
        raise UnknownSetting(key)
    check = _declared[key].check
    StoredSetting.objects.update_or_create(key=key, defaults={"value": check(value) if check else value})
    forget()


def forget() -> None:
    cache.delete(CACHE_KEY)


def _values() -> dict[str, Any]:
    from regulars.core.models import StoredSetting

    values = cache.get(CACHE_KEY)
    if values is None:
        values = dict(StoredSetting.objects.values_list("key", "value"))
        cache.set(CACHE_KEY, values, timeout=5)
    return values
