"""Classes set by hand: they count at once, survive the refresh, and end with what was computed."""

import pytest
from django.urls import reverse

from regulars.core.models import AuditEvent
from regulars.customers.models import CustomerMeasures
from regulars.insights import overriding
from regulars.insights.models import ClassChange, Override

pytestmark = pytest.mark.django_db


def stage_of(customer):
    return CustomerMeasures.objects.get(pk=customer.pk).stage


def set_url(customer, measure="stage"):
    return reverse("insights:override", args=[customer.pk, measure])


def end_url(customer, measure="stage"):
    return reverse("insights:end_override", args=[customer.pk, measure])


@pytest.mark.covers("LC-01")
def test_a_stage_set_by_hand_counts_at_once_and_survives_the_refresh(shop, refresh, client, lin):
    refresh()
    client.force_login(lin)
    answer = client.post(set_url(shop["steady"]), {"value": "decline", "reason": "Moves to another city"})
    assert answer.status_code == 302
    assert stage_of(shop["steady"]) == "decline"
    change = ClassChange.objects.get(customer=shop["steady"], measure="stage")
    assert (change.old, change.new, change.is_override) == ("stability", "decline", True)
    assert change.reason == {"words": "Moves to another city"}
    event = AuditEvent.objects.get(verb="measure.overridden")
    assert event.sentence == "Lin Xiaotong set Stage of Zhou Wenbin to Decline: Moves to another city."
    refresh()
    assert stage_of(shop["steady"]) == "decline"
    assert Override.objects.get().computed == "stability"


@pytest.mark.covers("LC-01")
def test_letting_it_be_computed_again_brings_the_computed_stage_back_at_once(shop, refresh, client, lin):
    refresh()
    overriding.put(shop["steady"], "stage", "decline", reason="Said so", by=lin)
    client.force_login(lin)
    client.post(end_url(shop["steady"]))
    assert stage_of(shop["steady"]) == "stability"
    ended = Override.objects.get()
    assert (ended.ended_by, ended.ended_at is not None) == (lin, True)
    client.post(end_url(shop["steady"]))
    assert AuditEvent.objects.filter(verb="measure.override_ended").count() == 1


def test_the_newer_word_counts_and_the_older_one_is_kept(shop, refresh, lin, sun):
    refresh()
    overriding.put(shop["steady"], "stage", "decline", reason="Said so", by=lin)
    overriding.put(shop["steady"], "stage", "growth", reason="Buys more", by=sun)
    assert stage_of(shop["steady"]) == "growth"
    values = Override.objects.order_by("pk").values_list("value", "computed", "ended_by")
    assert list(values) == [("decline", "stability", sun.pk), ("growth", "stability", None)]


@pytest.mark.parametrize(
    "sent", [{"value": "decline", "reason": ""}, {"value": "gone", "reason": "x"}, {"reason": "x"}]
)
def test_without_a_reason_or_a_known_class_nothing_is_set(shop, refresh, client, lin, sent):
    refresh()
    client.force_login(lin)
    assert client.post(set_url(shop["steady"]), sent).status_code == 200
    assert (Override.objects.count(), stage_of(shop["steady"])) == (0, "stability")


def test_a_customer_of_another_team_and_a_measure_nobody_may_set_are_not_found(shop, refresh, client, lin):
    refresh()
    client.force_login(lin)
    sent = {"value": "decline", "reason": "Said so"}
    assert client.post(set_url(shop["new"]), sent).status_code == 404
    assert client.post(set_url(shop["steady"], "risk_level"), sent).status_code == 404
    assert Override.objects.count() == 0


def test_who_may_only_read_sets_nothing(shop, refresh, client, reader):
    refresh()
    client.force_login(reader)
    assert client.post(set_url(shop["steady"]), {"value": "decline", "reason": "x"}).status_code == 403
    assert Override.objects.count() == 0
