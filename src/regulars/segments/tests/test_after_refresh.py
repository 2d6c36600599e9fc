"""Segments follow every computation of the figures."""

from regulars.insights.tests.conftest import _own_snapshot, refresh, shop
from regulars.segments.models import Segment

__all__ = ["_own_snapshot", "refresh", "shop"]


def test_a_refresh_counts_every_segment_and_says_how_many_came_and_went(shop, refresh, boss):
    run = refresh()
    history = Segment.objects.filter(axis="history")
    sizes = {each.ready_code: each.size for each in history}
    everybody = sum(sizes.values())
    assert run.summary["segments_left"] == 0
    assert run.summary["segments_entered"] == sum(each.size for each in Segment.objects.all())
    assert everybody == len(
        {pk for each in history for pk in each.customers(boss).values_list("pk", flat=True)}
    )
    assert {each.as_of for each in history} == {run.as_of}
    again = refresh()
    assert (again.summary["segments_entered"], again.summary["segments_left"]) == (0, 0)
