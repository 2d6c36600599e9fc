"""What each role sees, and what it is refused."""

import pytest

from regulars.care.models import CareTask
from regulars.core.models import AuditEvent
from regulars.customers.models import Interaction

pytestmark = pytest.mark.journey

EVERYBODY = {"zhou", "xiaoming", "pool", "suns", "weis"}
SEEN = {
    "lin": {"zhou", "xiaoming", "pool"},
    "manager": {"zhou", "xiaoming", "pool", "suns"},
    "reader": {"zhou", "xiaoming", "pool", "suns"},
    "boss": EVERYBODY,
}


def test_staff_see_their_own_and_the_pool_managers_their_team(visit, shop):
    for who, seen in SEEN.items():
        visitor = visit()
        visitor.sign_in(who)
        visitor.open("/customers/")
        visitor.sees(*(shop.words[key] for key in seen))
        visitor.misses(*(shop.words[key] for key in EVERYBODY - seen))
        visitor.look(f"1-list-of-{who}")
        for key, customer in shop.customers.items():
            wanted = 200 if key in seen else 404
            assert visitor.request("GET", f"/customers/{customer.pk}/") == wanted


def test_a_manager_looks_at_a_colleagues_day(visit, shop):
    visitor = visit()
    visitor.sign_in("manager")
    visitor.look("1-dashboard")
    visitor.open(f"/today/?person={shop.staff['lin'].pk}")
    visitor.sees(shop.words["zhou"], shop.words["xiaoming"])
    visitor.misses(shop.words["suns"])
    visitor.look("2-today-of-lin")


def test_who_may_only_read_finds_no_button_and_is_refused(visit, shop):
    visitor = visit()
    visitor.sign_in("reader")
    visitor.open(f"/customers/?q={shop.words['zhou']}")
    assert visitor.page.locator("a[href='/customers/new/'], [data-bulk]").count() == 0
    visitor.look("1-list")
    zhou = shop.customers["zhou"]
    visitor.open(zhou.get_absolute_url())
    assert (
        visitor.page.locator("main form[method=post]:visible, main .btn:visible:not([href^=tel])").count()
        == 0
    )
    visitor.look("2-customer")
    visitor.expect(403)
    before = AuditEvent.objects.count()
    card = CareTask.objects.filter(customer=zhou).first()
    for path in (f"/today/{card.pk}/no-answer/", f"/customers/{zhou.pk}/delete/", "/customers/new/"):
        assert visitor.request("POST", path, name="X", channel="phone") == 403
    assert not Interaction.objects.exists()
    assert [event.verb for event in AuditEvent.objects.order_by("pk")][before:] == ["user.refused"] * 3
    visitor.open("/customers/new/")
    visitor.look("3-refused")
