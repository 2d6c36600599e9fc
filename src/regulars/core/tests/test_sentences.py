"""Names that look like templates are names."""

from regulars.core import audit


def test_a_name_that_looks_like_a_place_to_fill_in_stays_as_it_is(boss):
    boss.name = "{subject} {0.__class__} {{7*7}} %(x)s {% load %}"
    event = audit.record(boss, "customers.bulk_tagged", count=1, tag="{actor} {count}")
    assert boss.name in event.sentence
    assert "{actor} {count}" in event.sentence
