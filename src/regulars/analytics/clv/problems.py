"""What a model of a customer base says instead of a silent number."""


class ImpossibleHistory(ValueError):
    """Rows no customer can have: the sentence names the first of them and how many there are."""


class TooFewCustomers(ValueError):
    """Nothing can be estimated from so few customers, or from customers of whom none came back."""


class NoConvergence(RuntimeError):
    """No start led to an optimum; the figures would mean nothing."""


class NotFitted(RuntimeError):
    """The model has no parameters yet: fit it first."""


class FewCustomers(UserWarning):
    """The parameters are estimated, and their standard errors are large."""


class DropoutCollapsed(UserWarning):
    """The data tell no end of a relationship: everybody counts as alive, and P(alive) says nothing.

    Rank by the probability of an order within a horizon or by the expected number of orders instead.
    """


class MeanIsInfinite(UserWarning):
    """The spread of spending between customers is so wide (q <= 1) that it has no mean.

    A customer's own expectation is finite from the first repeat order on; before it there is none.
    """
