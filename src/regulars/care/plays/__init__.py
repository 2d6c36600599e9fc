"""The ready plays. Importing this package fills the catalogue."""

from regulars.care.plays import after_order, around, by_hand, cadence, duties, follow_up, occasions, rhythm  # noqa: F401
