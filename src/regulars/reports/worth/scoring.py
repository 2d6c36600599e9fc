"""Every prospect against the target-customer profile, and whether to develop them. Light: a job and the refresh run it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max, Q, Sum

from regulars.analytics import profiles, selection
from regulars.core import clock, settings_store
from regulars.costs import prices
from regulars.costs.choices import PUT_IN
from regulars.costs.models import CareCost
from regulars.customers.choices import Channel, NeedStatus
from regulars.customers.models import Customer, Interaction, Need
from regulars.customers.querysets import CustomerQuerySet
from regulars.orders.models import BrowsingEvent
from regulars.reports.models import ProspectScore, TargetProfile, WalletEstimate, WorthFigures
from regulars.reports.worth import traits
from regulars.reports.worth.spent import VISITS, minutes

CHUNK = 2_000
LOOKED_DAYS = 90
OPEN_NEEDS = (NeedStatus.UNMET, NeedStatus.IN_PROGRESS)
INTO_MEASURES = """
UPDATE customer_measures m SET target_fit = s.fit, selection = s.verdict
FROM customer_measures k LEFT JOIN reports_prospectscore s ON s.customer_id = k.customer_id
WHERE m.customer_id = k.customer_id AND (m.target_fit IS DISTINCT FROM s.fit OR m.selection IS DISTINCT FROM s.verdict)
"""


def prospects() -> CustomerQuerySet:
    """Who has not ordered yet, and might."""
    everybody = Customer.objects.present().filter(is_walk_in=False, erased_at=None)
    never = Q(measures__order_count=0) | Q(measures__order_count=None)
    return everybody.filter(never, is_deceased=False, is_let_go=False).exclude(orders__isnull=False)


@transaction.atomic
def score_everybody(as_of: date) -> int:
    """Score all prospects anew; who has ordered since is no prospect any more. How many were scored."""
    rules, profile, usual = rules_of_firm(), wanted(), usual_customer()
    ProspectScore.objects.all().delete()
    count = 0
    rows = prospects().order_by("pk").values("pk", "credit_grade", *traits.paths())
    for chunk in _in_chunks(rows.iterator(chunk_size=CHUNK)):
        scores = list(_scored(chunk, rules, profile=profile, usual=usual, as_of=as_of))
        ProspectScore.objects.bulk_create(scores)
        count += len(scores)
    with connection.cursor() as cursor:
        cursor.execute(INTO_MEASURES)
    return count


def _in_chunks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def rules_of_firm() -> selection.Rules:
    get = settings_store.get
    weights = {aspect: get(f"reports.weight_{aspect}") for aspect in selection.ASPECTS}
    return selection.Rules(weights, get("reports.develop_from"), get("reports.no_below"))


def wanted() -> list[profiles.Trait]:
    """The traits of the profile in force; none where nobody has made one."""
    profile = TargetProfile.objects.first()
    return [profiles.Trait(**trait) for trait in profile.traits] if profile else []


def _folded(found: list[profiles.Trait]) -> list[profiles.Trait]:
    return [replace(trait, value=traits.folded(trait.field, trait.value)) for trait in found]


def usual_customer() -> dict[str, float]:
    """Profit and spend of one active customer in a year, on average, as the last refresh found them."""
    figures = WorthFigures.objects.first()
    found = figures.figures.get("usual") if figures else None
    return found or {"profit": 0.0, "spend": 0.0}


def _scored(
    rows: Iterable[dict[str, Any]],
    rules: selection.Rules,
    *,
    profile: list[profiles.Trait],
    usual: dict[str, float],
    as_of: date,
) -> Iterator[ProspectScore]:
    rows = list(rows)
    folded = _folded(profile)
    spelled = {(low.field, low.value): own.value for low, own in zip(folded, profile, strict=True)}
    known, facts = traits.known_of(rows), _facts([row["pk"] for row in rows])
    for row in rows:
        fit = profiles.fit(known[row["pk"]], folded)
        reasons = _reasons(row, facts, usual=usual)
        reasons["fit"] = _fit_in_figures(fit, spelled)
        found = selection.select({aspect: reasons[aspect]["score"] for aspect in selection.ASPECTS}, rules)
        yield ProspectScore(
            customer_id=row["pk"],
            as_of=as_of,
            fit=fit.score,
            total=found.total,
            verdict=found.verdict,
            reasons=reasons | {"stopped_by": found.stopped_by},
        )


def _fit_in_figures(fit: profiles.Fit, spelled: dict[tuple[str, str], str]) -> dict[str, Any]:
    return {
        "score": fit.score,
        "hits": [[trait.field, spelled[trait.field, trait.value], trait.weight] for trait in fit.hits],
        "misses": list(fit.misses),
        "unknown": list(fit.unknown),
    }


def _reasons(
    row: dict[str, Any], facts: dict[str, dict[int, Any]], *, usual: dict[str, float]
) -> dict[str, Any]:
    pk = row["pk"]
    strongest, looked = facts["needs"].get(pk), facts["looked"].get(pk, 0)
    wallet = facts["wallets"].get(pk)
    ratio = float(wallet) / usual["spend"] if wallet is not None and usual["spend"] > 0 else None
    contacts, spent = facts["contacts"].get(pk, (0, 0)), float(facts["spent"].get(pk, 0))
    spent += float(prices.of_minutes(minutes(*contacts)))
    return {
        "need": {"score": selection.need_score(strongest, looked), "strongest": strongest, "looked": looked},
        "ability": {
            "score": selection.ability_score(row["income_band"], ratio),
            "income": row["income_band"],
            "wallet": None if wallet is None or ratio is None else float(wallet),
            "usual": round(usual["spend"], 2),
        },
        "credit": {"score": selection.CREDIT.get(row["credit_grade"]), "grade": row["credit_grade"]},
        "cost": {
            "score": selection.cost_score(spent, usual["profit"]) if spent else None,
            "spent": round(spent, 2),
            "contacts": sum(contacts),
            "usual": round(usual["profit"], 2),
        },
    }


def _facts(ids: list[int]) -> dict[str, dict[int, Any]]:
    since = clock.now() - timedelta(days=LOOKED_DAYS)
    needs = Need.objects.filter(customer__in=ids, status__in=OPEN_NEEDS).order_by().values_list("customer")
    looked = BrowsingEvent.objects.filter(customer__in=ids, happened_at__gte=since).values_list("customer")
    wallets = WalletEstimate.objects.filter(customer__in=ids).order_by("customer", "-estimated_on", "-pk")
    made = Interaction.objects.filter(customer__in=ids, is_planned=False, direction="to_customer")
    contacts = made.exclude(channel=Channel.NOTE).order_by().values_list("customer")
    put_in = CareCost.objects.filter(customer__in=ids, kind__in=PUT_IN).order_by().values_list("customer")
    visits = Q(channel__in=VISITS)
    return {
        "needs": dict(needs.annotate(strongest=Max("strength"))),
        "looked": dict(looked.order_by().annotate(products=Count("product", distinct=True))),
        "wallets": dict(wallets.distinct("customer").values_list("customer", "yearly_total")),
        "spent": dict(put_in.annotate(spent=Sum("amount"))),
        "contacts": {
            pk: (few, many)
            for pk, few, many in contacts.annotate(
                few=Count("pk", filter=~visits), many=Count("pk", filter=visits)
            )
        },
    }
