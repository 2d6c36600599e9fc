"""Files of the shop, taken in the way the pages do it."""

from regulars.customers.importing import engine, fields, starting
from regulars.customers.models import Import


def received(text, kind="customers", *, by=None, name="members.csv", mapping=None, **options):
    chunks = [text.encode() if isinstance(text, str) else text]
    run = starting.receive(chunks, name, kind=fields.find(kind), by=by, options=options)
    if mapping:
        run.mapping = run.mapping | mapping
        run.save()
    return Import.objects.get(pk=run.pk)


def checked(text, kind="customers", **told):
    run = received(text, kind, **told)
    engine.check(run)
    return run


def applied(text, kind="customers", **told):
    run = received(text, kind, **told)
    engine.apply(run)
    return run


def verdicts(run):
    """Rows by what becomes of them, without those that are nothing."""
    names = ("new", "changed", "same", "duplicate", "error", "left_out", "without_customer")
    return {name: run.counts[name] for name in names if run.counts.get(name)}


def reasons(run):
    return [(row.row_number, row.column, row.code) for row in run.rows.order_by("row_number", "id")]
