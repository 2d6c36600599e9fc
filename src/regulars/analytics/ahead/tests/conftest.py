from regulars.analytics.tests.conftest import open_shop

__all__ = ["open_shop"]
