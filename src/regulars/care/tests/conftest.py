"""The customers whom the tests of customers know, for care too."""

from regulars.customers.tests.conftest import add, as_user, shan, wang

__all__ = ["add", "as_user", "shan", "wang"]
