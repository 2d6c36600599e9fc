"""Why a customer's loyalty is what it is, in words and in figures that add up."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regulars.analytics.loyalty.rules import FEELINGS
from regulars.core import settings_store
from regulars.customers.measures import Explanation, Line
from regulars.insights.loyalty.indicators import LABELS, indicators_of
from regulars.insights.loyalty.settings_declared import OF_KIND, kinds_in_use, tags_of
from regulars.insights.wording import percent


def score(customer: Any, row: Any) -> Explanation:
    found = indicators_of(row)
    lines = [
        Line(
            _("{label}: {value}").format(label=one.label, value=one.figure),
            _("{points} of {most}").format(points=one.points, most=one.most),
        )
        for one in found
        if one.is_known
    ]
    lines.append(Line(_("Loyalty"), row.loyalty_score, is_total=True))
    unknown = [str(one.label) for one in found if not one.is_known]
    note = ""
    if unknown:
        note = _("No facts yet: {names}. Their weight is shared among the others.").format(
            names=str(_(", ")).join(unknown)
        )
    best = max((one for one in found if one.is_known), key=lambda one: one.points or 0)
    sentence = _("Most of it comes from: {label} ({figure}).").format(label=best.label, figure=best.figure)
    return Explanation(sentence, tuple(lines), note)


def conditions(customer: Any, row: Any) -> Explanation:
    """Both conditions of a loyal customer, with what counts towards them."""
    least_attention, least_buying = (
        settings_store.get(f"loyalty.{name}_days") for name in ("attention", "purchase")
    )
    lines = (
        Line(_("Days with a contact by the customer or a visit"), row.loyalty_told_days),
        Line(_("Days on which products were looked at"), row.loyalty_looked_days),
        Line(
            _("Keeps turning to us: different days, from {least}").format(least=least_attention),
            row.loyalty_attention_days,
            is_total=True,
        ),
        Line(
            _("Keeps buying: order days, from {least}").format(least=least_buying),
            row.loyalty_bought_days,
            is_total=True,
        ),
    )
    sentences = {
        (True, True): _("Keeps turning to us and keeps buying."),
        (True, False): _("Keeps turning to us, but does not keep buying."),
        (False, True): _("Keeps buying, but does not turn to us of their own accord."),
        (False, False): _("Neither keeps turning to us nor keeps buying."),
    }
    note = _("Of the last {months} months. Still missing: opened messages, events, who follows us.").format(
        months=settings_store.get("loyalty.months")
    )
    return Explanation(sentences[bool(row.attends), bool(row.keeps_buying)], lines, note)


def emotion(customer: Any, row: Any) -> Explanation:
    labels = {
        "attention": _("Turns to us"),
        **{name: str(label) for name, label in LABELS.items()},
        "mood": _("Mood in conversations"),
        "relation": _("Closeness of the relation"),
        "satisfaction": _("How satisfied they are"),
    }
    shares = {name: _feeling(row, name) for name in FEELINGS}
    known = {name: share for name, share in shares.items() if share is not None}
    lines = [Line(labels[name], percent(share)) for name, share in known.items()]
    lines.append(Line(_("Mean, of 100"), row.loyalty_emotion, is_total=True))
    missing = [labels[name] for name in FEELINGS if name not in known]
    sentence = ngettext("{n} fact speaks of it.", "{n} facts speak of it.", len(known)).format(n=len(known))
    note = _("Still missing: {names}.").format(names=str(_(", ")).join(missing)) if missing else ""
    return Explanation(sentence, tuple(lines), note)


def _feeling(row: Any, name: str) -> float | None:
    if name in ("attention", "mood", "relation", "satisfaction"):
        return getattr(row, f"feeling_{name}")
    points, most = getattr(row, f"loyalty_points_{name}"), getattr(row, f"loyalty_most_{name}")
    return None if points is None else points / most if most else 0.0


def kind(customer: Any, row: Any) -> Explanation:
    least, warm = settings_store.get("loyalty.purchase_days"), settings_store.get("loyalty.emotion_from")
    lines = (
        Line(
            _("Purchase axis: order days in the period, high from {least}").format(least=least),
            row.loyalty_bought_days,
        ),
        Line(
            _("Feeling axis: of 100, high from {least}").format(least=warm),
            _("not known") if row.loyalty_emotion is None else row.loyalty_emotion,
        ),
    )
    sentences = {
        "superior": _("Buys again and again, and likes us."),
        "latent": _("Likes us, but buys little."),
        "spurious": _("Buys again and again, but not out of feeling for us."),
        "none": _("Buys little, and feels little for us."),
    }
    sentence = sentences.get(row.loyalty_type or "", "")
    if row.loyalty_type == "latent":
        sentence = f"{sentence} {obstacles(customer, row).sentence}"
    if row.loyalty_type == "spurious" and row.spurious_kind:
        sentence = f"{sentence} {spurious(customer, row).sentence}"
    return Explanation(
        sentence,
        lines,
        _(
            "High on both: superior. High on purchase alone, or bound from outside: spurious. High on feeling alone: latent. Neither: none."
        ),
    )


def spurious(customer: Any, row: Any) -> Explanation:
    share = (row.loyalty_discounted or 0) / row.loyalty_orders if row.loyalty_orders else 0
    tagged = row.loyalty_bound_by == row.spurious_kind
    sentences = {
        "price": _("{share} of the orders were on discount.").format(share=percent(share)),
        "convenience": _("{share} of the orders were in one shop.").format(
            share=percent(row.loyalty_store_share)
        ),
        "inertia": _("Nothing binds the customer from outside: most likely habit."),
    }
    words = _("A tag says so.") if tagged else sentences.get(row.spurious_kind or "", "")
    return Explanation(words, (), rules_of_kinds())


def rules_of_kinds() -> str:
    """Every kind in use with its rule, in the order in which they are asked."""
    get = settings_store.get
    rules = {
        "monopoly": _("monopoly: by a tag"),
        "incentive": _("incentives: by a tag; points and coupons join in once there are any"),
        "price": _("price: {percent}% of the orders or more on discount").format(
            percent=get("loyalty.discount_percent")
        ),
        "convenience": _("convenience: {percent}% of the orders or more in one shop").format(
            percent=get("loyalty.store_percent")
        ),
        "inertia": _("inertia: none of the others"),
    }
    used = [rules[kind] for kind in OF_KIND if kind in kinds_in_use()]
    tags = {tag for kind in kinds_in_use() for tag in tags_of(kind)}
    told = _("In this order: {rules}.").format(rules=str(_("; ")).join(used))
    return (
        f"{told} {_('Tags that count: {tags}.').format(tags=str(_(', ')).join(sorted(tags)))}"
        if tags
        else told
    )


def obstacles(customer: Any, row: Any) -> Explanation:
    count = row.loyalty_obstacles or 0
    if not count:
        return Explanation(_("No obstacle to buying is noted yet: worth asking."))
    return Explanation(
        ngettext("{n} obstacle stands in the way.", "{n} obstacles stand in the way.", count).format(n=count)
    )


def brands(customer: Any, row: Any) -> Explanation:
    found = next(one for one in indicators_of(row) if one.code == "brands")
    return Explanation(
        f"{found.figure}{_('.')}"
        if found.is_known
        else _("Nobody has noted anything about other brands yet.")
    )
