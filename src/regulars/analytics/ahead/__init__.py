"""What each customer will still bring, tried on the firm's own past, and what could be achieved with each."""

from regulars.analytics.ahead.judging import Trial, is_stale, test_value
from regulars.analytics.ahead.potential import with_potential
from regulars.analytics.ahead.present import with_value_ahead

__all__ = ["Trial", "is_stale", "test_value", "with_potential", "with_value_ahead"]
