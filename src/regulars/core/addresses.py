"""Where a request comes from. Forwarded addresses are believed only from proxies the firm named."""

from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings


def remote_address(request: Any) -> str:
    direct = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    address = direct
    # Read from the right: each trusted proxy vouches for the one before it.
    while forwarded and _is_trusted(address):
        address = forwarded.pop()
    return address if _is_address(address) else direct


def is_this_machine(request: Any) -> bool:
    address = remote_address(request)
    return _is_address(address) and ip_address(address).is_loopback


def _is_trusted(address: str) -> bool:
    if not address:  # a socket file, which only a proxy on this machine gets to
        return bool(settings.REGULARS_TRUSTED_PROXIES)
    if not _is_address(address):
        return False
    return any(
        ip_address(address) in ip_network(proxy, strict=False) for proxy in settings.REGULARS_TRUSTED_PROXIES
    )


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
