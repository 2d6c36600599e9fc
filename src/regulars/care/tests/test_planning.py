"""Which cards the plays put on the list, and that each comes once per occasion."""

from datetime import date, datetime, timedelta

import pytest

from regulars.care import catalogue
from regulars.care.models import CareTask, Play
from regulars.care.tests.shop import SUNDAY, buys, buys_every, customer, refresh
from regulars.care.wording import plain
from regulars.care.worklist import cards
from regulars.core import clock, settings_store
from regulars.customers.models import Interaction, Promise

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def tasks(play, **filters):
    return list(CareTask.objects.filter(play=play, outcome="", **filters).order_by("customer__name"))


def test_an_order_late_against_the_customers_own_rhythm_makes_a_card(morning, lin):
    zhou = customer(owner=lin)
    buys_every(zhou, 32, last=date(2026, 8, 3), times=6)
    on_time = customer("Chen Yutong", owner=lin)
    buys_every(on_time, 32, last=date(2026, 9, 10), times=6)
    for _filler in range(12):  # so that the two are not the best fifth of all buyers
        buys(customer("Big Buyer"), date(2026, 9, 20), 9_000)
    refresh()
    (task,) = tasks("order_overdue")
    assert task.customer == zhou
    assert task.occasion == "overdue:2026-08-03"
    (card,) = cards(CareTask.objects.filter(pk=task.pk), limit=1, me=lin)
    assert card.reason == "Last order 2026-08-03, usually every 32 days, now 24 days late."


def test_planning_twice_makes_no_card_twice_and_keeps_what_was_settled(morning, lin):
    zhou = customer(owner=lin, day_month=9, day_day=30)
    buys_every(zhou, 32, last=date(2026, 8, 3), times=6)
    refresh()
    before = set(CareTask.objects.values_list("pk", flat=True))
    CareTask.objects.filter(play="birthday").update(outcome="not_needed")
    summary = refresh().summary
    assert set(CareTask.objects.values_list("pk", flat=True)) == before
    assert summary["tasks_made"] == 0
    assert CareTask.objects.get(play="birthday").outcome == "not_needed"


@pytest.mark.parametrize(
    ("born", "occasion", "due"),
    [
        ({"day_month": 9, "day_day": 30}, "birthday:2026", date(2026, 9, 30)),
        ({"day_month": 10, "day_day": 1, "day_year": 1980}, "birthday:2026", date(2026, 10, 1)),
        # The 20th of the eighth lunar month of 2026 is 30 September.
        ({"day_calendar": "lunar", "day_month": 8, "day_day": 20}, "birthday:L2026", date(2026, 9, 30)),
        # 2026 has no leap eighth month: kept in the ordinary one.
        (
            {"day_calendar": "lunar", "day_month": 8, "day_day": 20, "day_leap": True},
            "birthday:L2026",
            date(2026, 9, 30),
        ),
    ],
)
def test_birthdays_in_both_calendars_come_three_days_before(morning, born, occasion, due):
    customer(**born)
    refresh()
    (task,) = tasks("birthday")
    assert (task.occasion, task.due_on) == (occasion, due)


def test_a_birthday_further_off_makes_no_card_yet(morning):
    customer(day_month=10, day_day=2)
    refresh()
    assert tasks("birthday") == []


def test_whoever_was_born_on_29_february_is_greeted_on_the_28th(db):
    customer(day_month=2, day_day=29, day_year=2000)
    with clock.at(datetime(2027, 2, 26, 1, tzinfo=clock.UTC)):
        refresh(date(2027, 2, 25))
        (task,) = tasks("birthday")
        assert task.due_on == date(2027, 2, 28)
        (card,) = cards(CareTask.objects.filter(pk=task.pk), limit=1)
        assert card.reason == (
            "Birthday on 2027-02-28, in 2 days. Turns 27. Born on 29 February, kept on the 28th this year."
        )


def test_customers_who_asked_to_be_left_alone_get_no_greeting_but_keep_our_promises(morning, lin):
    zhou = customer(owner=lin, day_month=9, day_day=30, do_not_contact=True)
    Promise.objects.create(customer=zhou, text="two tins", made_on=SUNDAY, due_on=date(2026, 9, 25))
    refresh()
    assert tasks("birthday") == []
    assert [task.figures["text"] for task in tasks("promise_due")] == ["two tins"]


def test_the_window_of_no_contact_ends(morning):
    customer(day_month=9, day_day=30, do_not_contact_until=date(2026, 9, 27))
    customer("Still quiet", day_month=9, day_day=30, do_not_contact_until=date(2026, 9, 28))
    refresh()
    assert [task.customer.name for task in tasks("birthday")] == ["Zhou Wenbin"]


@pytest.mark.parametrize("gone", [{"is_deceased": True}, {"is_let_go": True}, {"deleted_at": clock.now()}])
def test_no_card_for_whoever_is_gone(morning, gone):
    customer(day_month=9, day_day=30, **gone)
    refresh()
    assert tasks("birthday") == []


def test_a_contact_restarts_the_cadence_and_settles_the_card(morning, lin):
    zhou = customer(owner=lin)
    buys(zhou, date(2026, 9, 1))
    old = Interaction.objects.create(
        customer=zhou, happened_at=clock.start_of(date(2026, 5, 1)), channel="phone", created_at=clock.now()
    )
    refresh()
    (task,) = tasks("contact_cadence")
    assert task.occasion == "contact:2026-05-01"
    from regulars.customers.recording import record_interaction

    record_interaction(Interaction(customer=zhou, happened_at=clock.now(), channel="wechat"), by=lin)
    task.refresh_from_db()
    assert (task.outcome, task.outcome_by) == ("done", lin)
    zhou.measures.refresh_from_db()
    assert zhou.measures.last_outgoing_on == date(2026, 9, 28)
    assert zhou.measures.neglected is False
    refresh()
    assert tasks("contact_cadence") == []
    assert old.pk


def test_a_note_or_a_call_nobody_took_is_no_contact(morning, lin):
    zhou = customer(owner=lin)
    buys(zhou, date(2026, 9, 1))
    Interaction.objects.create(
        customer=zhou, happened_at=clock.start_of(date(2026, 5, 1)), channel="phone", created_at=clock.now()
    )
    refresh()
    from regulars.customers.recording import record_interaction

    record_interaction(Interaction(customer=zhou, happened_at=clock.now(), channel="note"), by=lin)
    missed = Interaction(customer=zhou, happened_at=clock.now(), channel="phone", result="no_answer")
    record_interaction(missed, by=lin)
    assert len(tasks("contact_cadence")) == 1


def test_after_an_import_first_contacts_are_spread_over_weeks_by_value(morning):
    settings_store.put("care.backlog_weeks", 2)
    for rank in range(14):
        who = customer(f"Customer {rank:02}", imported_on=SUNDAY)
        buys_every(who, 30, last=date(2026, 9, 20), times=4, amount=5_000 - 100 * rank)
    refresh()
    assert [task.customer.name for task in tasks("contact_cadence")] == ["Customer 00", "Customer 01"]
    with clock.at(clock.now() + timedelta(days=6)):
        refresh(SUNDAY + timedelta(days=6))
    assert len(tasks("contact_cadence")) == 8


def test_a_play_that_is_switched_off_makes_no_cards_and_ends_its_open_ones(morning):
    customer(day_month=9, day_day=30)
    refresh()
    assert len(tasks("birthday")) == 1
    Play.objects.create(code="birthday", is_on=False)
    refresh()
    assert tasks("birthday") == []
    assert CareTask.objects.get(play="birthday").outcome == "overtaken"


def test_a_card_that_had_ended_by_itself_opens_again_when_it_is_called_for_again(morning, lin):
    zhou = customer(owner=lin)
    buys_every(zhou, 32, last=date(2026, 8, 3), times=6)
    refresh()
    before = set(CareTask.objects.filter(outcome="").values_list("pk", flat=True))
    refresh(date(2026, 8, 10))  # a list of the past, on which nothing was late
    assert not CareTask.objects.filter(outcome="", play="order_overdue").exists()
    refresh()
    assert set(CareTask.objects.filter(outcome="").values_list("pk", flat=True)) == before


@pytest.mark.parametrize(
    ("rule", "borrowed", "late", "said"),
    [
        ("overdue", False, 24, "Last order 2026-08-03, usually every 32 days, now 24 days late."),
        ("silent", True, 24, "Valuable, and no order for 56 days; the last one was on 2026-08-03."),
        ("by_hand", False, 0, "Valuable, and no order for 56 days; the last one was on 2026-08-03."),
        ("orders_fell", False, 0, "1 order in the last 6 months, 5 orders in the same time before; last order 2026-08-03."),
        ("spend_fell", False, 0, "Spent ¥80 in the last 6 months, ¥900 in the same time before; last order 2026-08-03."),
    ],
)  # fmt: skip
def test_a_decline_is_told_with_the_figures_that_show_it(morning, rule, borrowed, late, said):
    figures = {
        "last": "2026-08-03",
        "interval": 32,
        "late": late,
        "rule": rule,
        "borrowed": borrowed,
        "months": 6,
    }
    figures |= {"orders_recent": 1, "orders_before": 5, "spend_recent": "80.00", "spend_before": "900.00"}
    assert plain(catalogue.find("high_value_declining").sentence(figures)) == said


def test_who_has_a_number_only_is_not_called_by_it(morning, lin):
    zhou = customer("14646", code="14646", owner=lin)
    buys_every(zhou, 32, last=date(2026, 8, 3), times=6)
    refresh()
    (card,) = cards(CareTask.objects.filter(customer=zhou).exclude(play="order_follow_up"), limit=1, me=None)
    assert card.words.startswith("Hello. ")
    assert "14646" not in card.words


def test_an_order_that_comes_after_all_ends_the_card(morning, lin):
    zhou = customer(owner=lin)
    buys_every(zhou, 32, last=date(2026, 8, 3), times=6)
    refresh()
    overdue = CareTask.objects.get(
        occasion__endswith=":2026-08-03", play__in=["order_overdue", "high_value_declining"]
    )
    buys(zhou, date(2026, 9, 27))
    refresh()
    overdue.refresh_from_db()
    assert overdue.outcome == "overtaken"


def test_the_open_cards_of_a_play_open_from_their_count(client, boss, lin, morning):
    who = customer(owner=lin)
    buys_every(who, 32, last=date(2026, 8, 3), times=6)
    refresh()
    client.force_login(boss)
    plays = client.get("/plays/").content.decode()
    assert '<a href="/plays/order_overdue/cards/"><span class="fig">1</span></a>' in plays
    assert "/plays/birthday/cards/" not in plays
    shown = client.get("/plays/order_overdue/cards/").content.decode()
    assert ("Open cards: Order overdue" in shown, who.name in shown) == (True, True)
    assert who.name not in client.get("/plays/birthday/cards/").content.decode()
    assert client.get("/plays/no_such/cards/").status_code == 404
