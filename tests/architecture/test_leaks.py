"""What belongs to another team is told by no page, list, search, notice or file; what is sensitive by none either."""

from typing import Any

import pytest
from django.db import transaction
from django.db.models import CharField, TextField
from django.urls import reverse

from regulars.accounts.models import Role, Scope, User
from regulars.core import audit
from regulars.customers import binning, sensitive
from regulars.customers.models import ContactPoint, Customer, CustomField, Fact, FamilyEvent, Import
from regulars.customers.searching import reindex
from tests.architecture.records import build, models_with_owners
from tests.architecture.routes import RECORDS, Owned, Word
from tests.architecture.test_routes import ALL, everything_stored

SECRET = "Quokka"
WITHIN = "uokk"  # found by it, without a page that only repeats what was asked for telling it
PHONE = "13800138000"
FIRMWIDE = {"accounts.Team", "accounts.User", "customers.CustomField", "insights.ScoreRun", "orders.Product"}
LEDGERS = {
    "customers.Consent",
    "customers.Fact",
    "insights.ClassChange",
    "core.AuditEvent",
}  # nothing in them is ever changed
# Words of the program, not of a person: where they say something else, nothing would be shown.
KEYS = {"code", "currency", "field", "kind", "measure", "new", "normalised", "occasion", "old", "pinyin", "play",
        "reason_code", "ready_code", "state", "step", "list_code", "query", "file_sha256", "computed", "key", "day_calendar"}  # fmt: skip
ASKED = (
    {},
    {"q": WITHIN},
    {"q": PHONE},
    {"q": PHONE[-4:]},
    {"f": f"name:has:{WITHIN}"},
    {"f": f"phone:has:{PHONE[-6:]}"},
    {"view": "everybody", "sort": "-name"},
    {"state": "all", "kind": "", "days": "3650"},
)
WITHOUT_RECORD = [
    route
    for route in ALL
    if route.name != "accounts:sign_out" and (not route.arguments or isinstance(RECORDS[route.name], Word))
]
OF_CUSTOMERS = [
    route
    for route in ALL
    if isinstance(RECORDS.get(route.name), Owned) and RECORDS[route.name].model == "customers.Customer"
]


@pytest.fixture
def secrets(morning, lin, boss) -> list[Any]:
    """One record of everything that is Lin's, with the same word in every text."""
    found = [build(label, lin) for label in models_with_owners() if label not in FIRMWIDE]
    for record in [*found, *Customer.objects.all()]:
        if record._meta.label not in LEDGERS:
            _fill(record)
    audit.record(lin, "interaction.answered", subject=Customer.objects.first())
    Import.objects.update(state=Import.State.DONE)
    reindex(Customer.objects.values_list("pk", flat=True))
    return found


def _fill(record: Any) -> None:
    texts = [
        field.name
        for field in record._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices and field.name not in KEYS
    ]
    if record._meta.label == "customers.ContactPoint":
        texts = ["label"]
    for name in texts:
        setattr(record, name, f"{SECRET} {record.pk}"[: record._meta.get_field(name).max_length])
    record.save()


@pytest.fixture(
    params=[
        "a rep with their own",
        pytest.param("a rep who sees the team", marks=pytest.mark.full),
        "a manager",
        "a reader",
    ]
)
def stranger(request, west):
    role, scope = {
        "a rep with their own": (Role.STAFF, Scope.OWN),
        "a rep who sees the team": (Role.STAFF, Scope.TEAM),
        "a manager": (Role.MANAGER, Scope.TEAM),
        "a reader": (Role.READ_ONLY, Scope.TEAM),
    }[request.param]
    return User.objects.create_user(
        "stranger", "a long enough password", name="Bo Tang", role=role, scope=scope, team=west, language="en",
        sees_sensitive=True,
    )  # fmt: skip


def told(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace") + str(answer.headers)


def test_no_page_tells_a_stranger_of_it_whatever_is_asked(client, secrets, stranger):
    client.force_login(stranger)
    leaks = []
    for route in WITHOUT_RECORD:
        for asked in ASKED:
            for answer in answers(client, route, asked):
                if SECRET in told(answer):
                    leaks.append((route.name, asked, answer.status_code))
    assert leaks == []


def answers(client, route, asked):
    """The page, its part, and what sending the same brings; what was written is taken back."""
    with transaction.atomic():
        yield client.get(route.url(), asked)
        if asked in ASKED[:2]:
            yield client.get(route.url(), asked, headers={"HX-Request": "true"})
            yield client.post(route.url(), asked)
        transaction.set_rollback(True)


def test_to_its_owner_the_same_is_told(client, secrets, lin):
    client.force_login(lin)
    for name, asked in (
        ("customers:list", {}),
        ("customers:list", {"q": PHONE}),
        ("ui:suggest", {"q": WITHIN}),
        ("duties:promises", {}),
        ("customers:imports", {}),
        ("care:all_due", {}),
        ("orders:list", {}),
    ):
        assert SECRET in told(client.get(reverse(name), asked)), name


def test_whoever_enters_the_same_phone_learns_whose_it_is_and_no_more(client, secrets, stranger):
    if not stranger.may_write:
        return
    client.force_login(stranger)
    before = everything_stored()
    form = {"name": "Somebody", "kind": "person", "day_calendar": "solar", "phones": "+86 138 0013 8000"}
    answer = client.post(reverse("customers:new"), {**form, "is_shared_phone": "1"})
    assert answer.status_code == 422
    page = told(answer)
    assert "Lin Xiaotong" in page
    assert SECRET not in page
    assert everything_stored() == before


@pytest.mark.parametrize("action", ["tag", "untag", "owner", "put_on_list"])
def test_many_at_once_reaches_nobody_of_another_team(client, secrets, stranger, action):
    client.force_login(stranger)
    before = everything_stored()
    picked = list(Customer.objects.values_list("pk", flat=True))
    told_to = {"action": action, "pick": picked, "tag": "taken", "owner": str(stranger.pk), "sure": "1"}
    answer = client.post(reverse("customers:bulk"), told_to, follow=True)
    assert SECRET not in told(answer)
    assert everything_stored() == before


def test_what_lies_in_the_bin_comes_back_only_for_who_may_see_it(client, secrets, stranger, sun, lin):
    gone = Customer.objects.first()
    binning.delete(gone, by=lin)
    for person in (stranger, sun):
        client.force_login(person)
        answer = client.post(reverse("customers:restore", args=[gone.pk]))
        assert answer.status_code in (403, 404)
        assert SECRET not in told(answer)
        gone.refresh_from_db()
        assert gone.deleted_at is not None


MASKED = "Wombat"


@pytest.fixture
def masked(morning, lin) -> Customer:
    """A customer of Lin's with the same word in everything sensitive."""
    texts = {name for name in sensitive.FIELDS if name in ("community", "region", "home_town", "association")}
    own = CustomField.objects.create(key="trouble", label_en="Trouble", is_sensitive=True)
    customer = Customer.objects.create(
        name="Ming Wang", owner=lin, team=lin.team, financial_situation=MASKED, custom={own.key: MASKED},
        personality=[MASKED], **dict.fromkeys(texts, MASKED),
    )  # fmt: skip
    for field in (*texts, "financial_situation", f"custom.{own.key}"):
        Fact.objects.create(
            customer=customer,
            field=field,
            value=MASKED,
            previous=f"{MASKED} before",
            collected_on=morning.date(),
            recorded_at=morning,
        )
    FamilyEvent.objects.create(customer=customer, relation="wedding", name=MASKED, note=MASKED)
    ContactPoint.objects.create(customer=customer, kind="phone", value=PHONE, normalised=f"+86{PHONE}")
    reindex([customer.pk])
    return customer


ASKED_OF_MASKED = (
    {},
    {"q": MASKED[1:]},
    {"f": f"home_town:has:{MASKED[1:]}"},
    {"f": f"custom.trouble:has:{MASKED[1:]}"},
    {"columns": "home_town"},
    {"sort": "home_town"},
)


def pages_of(client, customer):
    yield from (("get", route.url(), asked) for route in WITHOUT_RECORD for asked in ASKED_OF_MASKED)
    yield from (("get", route.url(customer), {}) for route in OF_CUSTOMERS)
    yield "post", reverse("customers:export"), {"format": "csv", "reason": "for a test"}


def where_told(client, customer):
    found = set()
    for method, url, asked in pages_of(client, customer):
        with transaction.atomic():
            if MASKED in told(getattr(client, method)(url, asked)):
                found.add(url)
            transaction.set_rollback(True)
    return found


def test_what_is_sensitive_is_told_nowhere_to_who_may_not_read_it(client, masked, lin):
    client.force_login(lin)
    assert where_told(client, masked) == set()
    assert MASKED not in told(client.get(reverse("customers:list"), {"q": MASKED[1:]}))


def test_to_who_may_read_it_it_is_told(client, masked, lin):
    lin.sees_sensitive = True
    lin.save()
    client.force_login(lin)
    pages = where_told(client, masked)
    for name in ("customer", "facts", "edit"):
        assert reverse(f"customers:{name}", args=[masked.pk]) in pages, name
    assert reverse("customers:export") in pages
