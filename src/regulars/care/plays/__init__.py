"""The ready plays. Importing this package fills the catalogue."""

from regulars.care.plays import by_hand, duties, follow_up, occasions, rhythm  # noqa: F401
