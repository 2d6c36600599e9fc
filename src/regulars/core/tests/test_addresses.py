"""Whose word counts on where a visitor comes from."""

import pytest
from django.test import RequestFactory

from regulars.core import addresses

PROXY = "10.0.0.2"


@pytest.mark.parametrize(
    ("direct", "forwarded", "found"),
    [
        (PROXY, "203.0.113.7", "203.0.113.7"),
        (PROXY, "127.0.0.1, 203.0.113.7", "203.0.113.7"),
        (PROXY, "203.0.113.7, 10.0.0.3", "203.0.113.7"),
        (PROXY, "nonsense", PROXY),
        (PROXY, "", PROXY),
        ("", "203.0.113.7", "203.0.113.7"),
        ("198.51.100.1", "127.0.0.1", "198.51.100.1"),
    ],
    ids=["proxy", "forged", "two proxies", "nonsense", "nothing", "socket file", "no proxy"],
)
def test_a_forwarded_address_counts_as_far_as_trusted_proxies_vouch_for_it(
    settings, direct, forwarded, found
):
    settings.REGULARS_TRUSTED_PROXIES = ("10.0.0.0/24",)
    request = RequestFactory().get("/", REMOTE_ADDR=direct, headers={"x-forwarded-for": forwarded})
    assert addresses.remote_address(request) == found


def test_without_proxies_nobody_is_believed(settings):
    settings.REGULARS_TRUSTED_PROXIES = ()
    for direct in ("198.51.100.1", ""):
        request = RequestFactory().get("/", REMOTE_ADDR=direct, headers={"x-forwarded-for": "127.0.0.1"})
        assert addresses.remote_address(request) == direct
        assert not addresses.is_this_machine(request)
