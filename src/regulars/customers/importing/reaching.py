"""Several ways to reach somebody in one cell, each after its kind, as an export writes them."""

import re

from regulars.customers.choices import PointKind
from regulars.customers.importing import cells
from regulars.customers.importing.fields import Ways

BETWEEN = re.compile(r"[;；\n]")
AFTER_KIND = re.compile(r"[:：]")
WORDS = {"phone": ("电话", "手机", "座机", "mobile", "tel"), "email": ("邮件", "mail"), "wecom": ("企微",)}
KIND = cells.choice(PointKind, WORDS)
READ = {
    PointKind.PHONE.value: cells.phone,
    PointKind.EMAIL.value: cells.email,
    PointKind.WECHAT.value: cells.wechat,
    PointKind.WECOM.value: cells.wechat,
}


def several(cell: str, ways: Ways) -> list[str] | None:
    """Kind, as written and as compared, of one after the other."""
    found: list[str] = []
    for part in filter(None, map(str.strip, BETWEEN.split(cell))):
        kind, value = _kind_and_value(part, ways)
        read = READ[kind](value, ways)
        found += (kind, *read) if read else ()
    return found or None


def _kind_and_value(part: str, ways: Ways) -> tuple[str, str]:
    word, *rest = AFTER_KIND.split(part, maxsplit=1)
    if rest and (kind := KIND(word, ways)):
        return kind, rest[0].strip()
    return ("email" if "@" in part else "phone"), part
