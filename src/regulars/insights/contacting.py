"""A contact that was just recorded restarts the cadence at once, without waiting for the night."""

from datetime import timedelta

from regulars.core import clock
from regulars.customers.choices import Channel, ContactResult, Direction
from regulars.customers.models import CustomerMeasures, Interaction


def restart_cadence(interaction: Interaction) -> None:
    if not counts_as_contact(interaction):
        return
    row = CustomerMeasures.objects.filter(pk=interaction.customer_id).first()
    day = clock.day_of(interaction.happened_at)
    if row is None or (row.last_outgoing_on and row.last_outgoing_on >= day):
        return
    limit = row.contact_limit_days or 0
    CustomerMeasures.objects.filter(pk=row.pk).update(
        last_outgoing_on=day,
        contact_since_on=day,
        contact_counted_from="contact",
        days_without_contact=max((clock.today() - day).days, 0),
        next_contact_due_on=day + timedelta(days=limit) if limit else None,
        neglected=False,
    )


def counts_as_contact(interaction: Interaction) -> bool:
    """Whether we reached the customer: notes to ourselves and calls nobody took do not count."""
    return (
        interaction.direction == Direction.TO_CUSTOMER
        and interaction.channel != Channel.NOTE
        and interaction.result == ContactResult.REACHED
        and not interaction.is_planned
    )
