"""The shop of the insights tests, seen on the dashboard."""

from regulars.insights.tests.conftest import _own_snapshot, refresh, shop  # noqa: F401
