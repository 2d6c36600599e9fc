"""The ready plays. Importing this package fills the catalogue."""

from regulars.care.plays import (  # noqa: F401
    after_order,
    around,
    by_hand,
    cadence,
    duties,
    follow_up,
    occasions,
    relation,
    rhythm,
)
