"""From a card of this morning's worklist to the contact on the customer's page."""

from datetime import timedelta

import pytest

from regulars.care.models import CareTask
from regulars.core import clock
from regulars.customers.models import Interaction, Promise

pytestmark = pytest.mark.journey

SAID = {
    "zh-CN": {"note": "问了上次的龙井", "customer_words": "这回想要小罐的", "promise": "寄两罐样品"},
    "en": {"note": "Asked about the last Longjing", "customer_words": "Smaller tins, please", "promise": "Send two samples"},
}  # fmt: skip
SIZES = pytest.mark.parametrize("size", ["desk", "phone"])


@pytest.mark.covers("CARE-08")
@SIZES
def test_a_card_becomes_a_logged_call_with_a_promise(visit, shop, language, size):
    visitor, zhou, said = visit(size=size), shop.customers["zhou"], SAID[language]
    visitor.sign_in("lin")
    visitor.open("/today/")
    visitor.sees(zhou.name, "32")
    visitor.look("1-today")
    card = card_of(zhou)
    press_done(visitor, card)
    fill_in(visitor, said)
    visitor.look("2-what-came-of-it")
    visitor.send()
    visitor.look("3-noted")
    assert visitor.page.locator(f"#care-{card.pk}").count() == 0
    contact = Interaction.objects.get(customer=zhou)
    assert (contact.summary, contact.customer_words) == (said["note"], said["customer_words"])
    assert Promise.objects.get(customer=zhou).text == said["promise"]
    visitor.open(zhou.get_absolute_url())
    visitor.look("4-customer")


@SIZES
def test_an_outcome_is_taken_back(visit, shop, size):
    visitor, zhou = visit(size=size), shop.customers["zhou"]
    visitor.sign_in("lin")
    visitor.open("/today/")
    card = card_of(zhou)
    press_done(visitor, card)
    visitor.send()
    visitor.send("#notices form button")
    assert visitor.page.locator(f"#care-{card.pk}").count() == 1
    assert not Interaction.objects.filter(customer=zhou).exists()
    visitor.look("1-taken-back")


def test_today_and_its_forms_work_without_script(visit, shop, language):
    visitor, zhou, said = visit(script=False), shop.customers["zhou"], SAID[language]
    visitor.sign_in("lin")
    visitor.open("/today/")
    visitor.look("1-today")
    card = card_of(zhou)
    press_done(visitor, card)
    fill_in(visitor, said)
    visitor.send()
    visitor.look("2-noted")
    assert Interaction.objects.get(customer=zhou).summary == said["note"]
    visitor.open("/today/")
    other = card_of(shop.customers["xiaoming"])
    visitor.send(f"#care-{other.pk} form[action$='no-answer/'] button")
    other.refresh_from_db()
    assert (other.attempts, other.show_from) == (1, clock.today() + timedelta(days=1))


def card_of(customer):
    return CareTask.objects.get(customer=customer, outcome="", play="order_overdue")


def press_done(visitor, card):
    visitor.send(f"#care-{card.pk} a.btn-quiet[href$='/done/']")


def fill_in(visitor, said):
    for name, words in said.items():
        visitor.page.locator(f"main [name={name}]").fill(words)
    due = clock.today() + timedelta(days=4)
    visitor.page.locator("main [name=promise_due]").fill(due.isoformat())
