"""Cards about promises and requests follow what is noted at once; they do not wait for the night."""

from regulars.care import planning
from regulars.customers.models import Interaction, Promise


def follow_promise(promise: Promise) -> None:
    """Made, kept, broken or open again: its reminder comes or goes, and a broken one calls for amends."""
    planning.freshen("promise_due", promise.customer_id)
    planning.freshen("promise_broken", promise.customer_id)


def follow_request(interaction: Interaction) -> None:
    planning.freshen("unanswered_request", interaction.customer_id)
