"""Counted together, each list comes to what it comes to by itself."""

import pytest

from regulars.customers.models import CustomerMeasures
from regulars.insights.models import DeclineCause
from regulars.insights.tallying import Asked, customers, tally_all, url

pytestmark = pytest.mark.django_db
ASKED = {
    "all": Asked("All"),
    "online": Asked("Online", ("channels_used:in:online",), adding=("total_spend",)),
    "named": Asked("Named", ("name:has:Wu", "order_count:more:1"), adding=("total_spend",)),
    "no_cause": Asked("No cause", ("decline_cause:empty",)),
    "weary": Asked("Weary", ("decline_cause:in:weary",)),
    "nobody": Asked("Nobody", ("order_count:more:99",), adding=("total_spend",)),
}


def test_each_list_is_counted_and_summed_as_if_asked_for_alone(
    shop, refresh, boss, lin, django_assert_num_queries
):
    refresh()
    DeclineCause.objects.create(
        customer=shop["silent"], cause="weary", churn_cause="product", noted_on="2026-09-01", noted_by=lin
    )
    for user in (boss, lin):
        found = tally_all(user, ASKED, "order_count:filled")
        for name, one in found.items():
            codes = ("order_count:filled", *ASKED[name].codes)
            assert (one.label, one.url) == (ASKED[name].label, url(*codes))
            alone = customers(user, *codes)
            assert one.count == alone.count()
            measures = CustomerMeasures.objects.filter(pk__in=alone.values("pk"))
            for measure, total in one.sums.items():
                assert total == sum(measures.values_list(measure, flat=True))
    assert {name: one.count for name, one in tally_all(boss, ASKED).items()} == {
        "all": 5, "online": 1, "named": 1, "no_cause": 4, "weary": 1, "nobody": 0,
    }  # fmt: skip
    assert tally_all(boss, ASKED)["named"].sums == {"total_spend": 130}
    with django_assert_num_queries(2):  # fields of the firm, then all lists at once
        tally_all(boss, ASKED, "owner:in:me")
