"""Questions about orders."""

from regulars.customers.querysets import OfCustomerQuerySet


class OrderQuerySet(OfCustomerQuerySet):
    def purchases(self) -> "OrderQuerySet":
        return self.filter(kind="order")

    def returns(self) -> "OrderQuerySet":
        return self.filter(kind="return")
