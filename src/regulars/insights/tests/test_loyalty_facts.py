"""Facts of other modules join in once their measures are declared."""

from datetime import date

import pytest

from regulars.customers import measures
from regulars.insights.loyalty.facts import beside_the_snapshot
from regulars.insights.loyalty.facts_joined import are_joined

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 9, 27)


def test_share_of_wallet_joins_in_once_a_module_declares_it(shop, monkeypatch):
    declared = {name: each for name, each in measures._registered.items() if name != "share_of_wallet"}
    monkeypatch.setattr(measures, "_registered", declared)
    assert are_joined()["wallet_share"] is False
    assert beside_the_snapshot(AS_OF, months=12).known["wallet_share"].null_count == 0
    query = (
        f"SELECT id, 0.25 FROM customers_customer WHERE id = {shop['steady'].pk} AND %(as_of)s IS NOT NULL"
    )
    declared["share_of_wallet"] = measures.Measure("share_of_wallet", "", "percent", "", sql=query)
    found = beside_the_snapshot(AS_OF, months=12).known
    shares = dict(zip(found["customer_id"].to_pylist(), found["wallet_share"].to_pylist(), strict=True))
    assert shares == {shop["steady"].pk: 0.25}
    assert are_joined()["wallet_share"] is True
