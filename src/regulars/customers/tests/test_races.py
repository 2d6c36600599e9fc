"""Two colleagues want the same customer in the same moment."""

from functools import partial

import pytest
from django.test import Client

from regulars.core.models import AuditEvent
from regulars.customers.models import Customer
from regulars.customers.tests.test_editing import opened

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def colleagues(lin, sun, boss):
    """Each with a browser of their own."""

    def signed_in(user):
        browser = Client(headers={"accept-language": "en"})
        browser.force_login(user)
        return browser

    return [signed_in(user) for user in (lin, sun, boss)]


def claimed(browser, customer):
    browser.post(f"/customers/{customer.pk}/claim/")


def test_of_all_who_claim_a_customer_of_the_pool_at_once_one_gets_it(at_once, rounds, colleagues, add, lin):
    for number in rounds:
        customer = add(f"公海客户{number}", owner=None)
        Customer.objects.filter(pk=customer.pk).update(team=lin.team)
        at_once(*(partial(claimed, browser, customer) for browser in colleagues))
        customer.refresh_from_db()
        (event,) = AuditEvent.objects.filter(verb="customer.claimed", customer_id=customer.pk)
        assert event.sentence == f"{customer.owner} took {customer} from the pool."
        assert customer.team == customer.owner.team


def test_of_two_who_save_at_once_one_is_shown_the_difference(at_once, rounds, colleagues, wang):
    first, _other, second = colleagues
    for number in rounds:
        forms = [
            opened(first, wang) | {"city": f"苏州{number}"},
            opened(second, wang) | {"city": f"上海{number}"},
        ]
        answers = at_once(
            *(
                partial(browser.post, f"/customers/{wang.pk}/edit/", form)
                for browser, form in zip((first, second), forms, strict=True)
            )
        )
        wang.refresh_from_db()
        assert wang.version == number + 2
        assert wang.city in (forms[0]["city"], forms[1]["city"])
        loser = next(answer for answer in answers if answer.status_code != 302)
        assert sorted(answer.status_code for answer in answers) == [302, loser.status_code]
        assert forms[0]["city"] in loser.content.decode()
        assert forms[1]["city"] in loser.content.decode()
