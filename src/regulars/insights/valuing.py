"""Value to come and potential of every customer, by the method that did best on the firm's own past."""

from datetime import date

import pyarrow as pa

from regulars.analytics.ahead import is_stale, test_value, with_potential, with_value_ahead
from regulars.analytics.ahead.purchases import Purchases
from regulars.analytics.settings import Settings
from regulars.analytics.snapshot import Snapshot
from regulars.insights.models import ModelRecord
from regulars.insights.valuing_record import QUESTION
from regulars.orders.models import Product


def value_to_come(table: pa.Table, snapshot: Snapshot, *, day: date, settings: Settings) -> pa.Table:
    """Add the columns of `analytics.ahead`: value to come, lifetime value, potential."""
    purchases = Purchases.of(snapshot, day, settings)
    kept = _record(purchases, day)
    table = with_value_ahead(
        table,
        snapshot,
        purchases=purchases,
        chosen=kept.chosen,
        record=kept.record,
        day=day,
        settings=settings,
    )
    return with_potential(table, snapshot, day=day, categories=_categories())


def _record(purchases: Purchases, day: date) -> ModelRecord:
    """This month's, or a new one where there is none or the firm has changed since."""
    made = ModelRecord.objects.filter(question=QUESTION, as_of__lte=day, as_of__gte=day.replace(day=1))
    found = made.order_by("-as_of").first()
    if found and not is_stale(found.record, purchases):
        return found
    trial = test_value(purchases, day)
    values = {
        "chosen": trial.chosen,
        "cut_on": trial.cut_on,
        "until_on": trial.until_on,
        "record": trial.record,
        "members": trial.members,
    }
    return ModelRecord.objects.update_or_create(question=QUESTION, as_of=day, defaults=values)[0]


def _categories() -> pa.Table:
    pairs = list(Product.objects.filter(category__isnull=False).values_list("pk", "category_id"))
    products, categories = zip(*pairs, strict=True) if pairs else ((), ())
    return pa.table(
        {"product_id": pa.array(products, pa.int64()), "category_id": pa.array(categories, pa.int64())}
    )
