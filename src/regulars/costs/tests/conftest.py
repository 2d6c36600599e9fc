"""The shop of the insights tests, with what keeping its customers costs."""

from regulars.insights.tests.conftest import _own_snapshot, refresh, shop  # noqa: F401
