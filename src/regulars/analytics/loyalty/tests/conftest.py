"""A shop to compute on, closed after the test."""

from regulars.analytics.tests.conftest import open_shop  # noqa: F401
