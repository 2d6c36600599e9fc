"""The firm's settings: declared once with a default and a consequence in words, kept in one table."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

KEPT_SECONDS = 5


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


@dataclass(frozen=True)
class _Kept:
    """What the table held a moment ago: pages ask dozens of times."""

    values: Mapping[str, Any]
    until: float


_declared: dict[str, Setting] = {}
_kept = _Kept({}, 0)


def declare(setting: Setting) -> Setting:
    if setting.key in _declared and _declared[setting.key] != setting:
        raise ValueError(f"The setting {setting.key} is declared twice.")
    _declared[setting.key] = setting
    return setting


def declared(prefix: str = "") -> list[Setting]:
    """In the order in which they were declared, which is the one a form shows them in."""
    return [setting for key, setting in _declared.items() if key.startswith(prefix)]


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
    global _kept
    _kept = _Kept({}, 0)


def _values() -> Mapping[str, Any]:
    global _kept
    kept = _kept
    if time.monotonic() >= kept.until:
        from regulars.core.models import StoredSetting

        values = dict(StoredSetting.objects.values_list("key", "value"))
        _kept = kept = _Kept(values, time.monotonic() + KEPT_SECONDS)
    return kept.values
