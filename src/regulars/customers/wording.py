"""Short facts in a row, with the comma of the language."""

from typing import Any

from django.utils.translation import pgettext


def in_a_row(*facts: Any) -> str:
    """What is known of these, side by side: phone, verified yesterday."""
    comma = pgettext("between two short facts", ", ")
    return comma.join(str(fact) for fact in facts if fact)


def enumerated(*things: Any) -> str:
    """Things of one kind: arts, sports and mahjong are 文艺、体育、麻将."""
    return pgettext("between things of one kind", ", ").join(str(thing) for thing in things if thing)
