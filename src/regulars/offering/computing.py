"""After each refresh: choose once a month, offer anew every night, and replace what was offered before."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings

from regulars.analytics.offering.choosing import Choice, Chosen, Task, choose
from regulars.analytics.offering.holding import Counted
from regulars.analytics.offering.neighbours import ItemNeighbours
from regulars.analytics.offering.offers import offers_of
from regulars.analytics.offering.pairs import product_pairs
from regulars.analytics.offering.purchases import Purchases
from regulars.analytics.offering.telling import counted_heard, counted_told, heard
from regulars.analytics.offering.telling import told as told_of
from regulars.analytics.snapshot import Snapshot
from regulars.core import clock, settings_store
from regulars.insights.models import ScoreRun
from regulars.offering import comparing, counting, liking, looking, reading, stepping_up
from regulars.offering.models import Gap, Offer, OfferRecord, Pair, Similar, Taste
from regulars.offering.storing import replace

MOST_PAIRS = 20_000
NEIGHBOURS = 50
MOST_POPULAR = 4  # of a customer; two are shown, and one may turn out not to be wanted
COLUMNS = (
    "customer_id", "product_id", "kind", "place", "probability", "low", "high", "past_offers", "past_bought", "sales",
    "margin", "reason", "because_id", "share", "buyers", "times", "last_on", "interval_days", "not_before",
    "usual_price", "price",
)  # fmt: skip


def follow_refresh(run: ScoreRun, step: Callable[[str], None]) -> dict[str, Any]:
    """What the summary of the refresh says about offers."""
    step("offers")
    with Snapshot(Path(settings.REGULARS_SNAPSHOT)) as snapshot:
        lines, year = reading.lines_of(snapshot, run.as_of), reading.year_of(snapshot, run.as_of)
        ordered = counting.lines_of(snapshot, run.as_of)
    rate = reading.margin_rate_of(run)
    goods = reading.goods_of(lines, rate)
    past = _past(lines, goods, run)
    purchases = Purchases.of(
        lines.select(["customer_id", "product_id", "ordered_on", "basket_id"]), run.as_of
    )
    offers = _offers(lines, purchases, goods, past=past)
    tables = {
        Offer: offers,
        Pair: _pairs(lines, goods),
        Similar: _similar(purchases),
        Taste: liking.tastes_of(lines, goods),
        Gap: comparing.gaps_of(lines, year, goods, margin_rate=rate, day=run.as_of),
    }
    replace({model: _dated(table, model, run) for model, table in tables.items()})
    counting.keep(ordered, goods, run)
    return {"offers": len(offers), "offers_chosen_by_record": past.choice.next is not None}


@dataclass(frozen=True)
class Past:
    """What the firm's past teaches: which models, how often customers stepped up, how often looking led to buying."""

    choice: Choice
    up: Counted
    looked: Counted


def _past(lines: pa.Table, goods: reading.Goods, run: ScoreRun) -> Past:
    """This month's, or learnt anew where the month has none yet."""
    horizon = settings_store.get("offering.horizon_days")
    known = OfferRecord.objects.filter(as_of__lte=run.as_of, as_of__gte=run.as_of.replace(day=1)).first()
    if known and known.figures["horizon_days"] == horizon and known.figures["next"] and "up" in known.figures:
        told = known.figures
        return Past(heard(told), counted_heard(told["up"]), counted_heard(told["looked"]))
    columns = lines.select(["customer_id", "product_id", "ordered_on", "basket_id"])
    found = Past(
        choose(columns, run.as_of, horizon_days=horizon),
        stepping_up.learnt(lines, goods, until=run.as_of, horizon_days=horizon),
        looking.learnt(run.as_of, horizon_days=horizon, zone=settings_store.get("firm.timezone")),
    )
    OfferRecord.objects.filter(as_of__gte=run.as_of.replace(day=1), as_of__lte=run.as_of).delete()
    figures = told_of(found.choice) | {"up": counted_told(found.up), "looked": counted_told(found.looked)}
    OfferRecord.objects.create(as_of=run.as_of, run=run, made_at=clock.now(), figures=figures)
    return found


def _offers(lines: pa.Table, purchases: Purchases, goods: reading.Goods, *, past: Past) -> pa.Table:
    number = goods.numbers(purchases.products)
    allowed, banned = goods.active[number], reading.banned_keys(purchases, goods)
    said = goods.said(purchases.products)
    found = []
    choice = past.choice
    tasks: tuple[tuple[Task, Chosen | None], ...] = (("next", choice.next), ("new", choice.new))
    for kind, chosen in tasks:
        rows = offers_of(
            kind,
            purchases,
            chosen,
            allowed=allowed,
            banned=banned,
            said=said,
            horizon_days=choice.horizon_days,
        )
        rows = rows.filter(pa.array(_worth_keeping(rows)))
        found.append(_valued(rows.append_column("kind", pa.array([kind] * len(rows), pa.string())), goods))
    looked = _looked_at(purchases, goods, banned=banned, past=past.looked)
    found[1] = found[1].join(looked, ["customer_id", "product_id"], join_type="left anti")
    found.append(looked)
    found.append(stepping_up.offers(lines, purchases, goods, banned=banned, past=past.up))
    return pa.concat_tables([_shaped(table) for table in found], promote_options="permissive")


def _worth_keeping(rows: pa.Table) -> np.ndarray:
    """What is merely popular is shown to a customer as the first few only, and on no list."""
    merely = np.asarray(pc.equal(rows["reason"], "popular"))
    customer = rows["customer_id"].to_numpy()
    before = np.r_[0, np.cumsum(merely)][:-1]
    rank = before - before[np.searchsorted(customer, customer)] if len(rows) else before
    return ~merely | (rank < MOST_POPULAR)


def _looked_at(purchases: Purchases, goods: reading.Goods, *, banned: np.ndarray, past: Counted) -> pa.Table:
    """Beside what the model finds new: what the customer looked at and has not bought."""
    zone = settings_store.get("firm.timezone")
    rows = looking.looked_at(purchases.until, zone=zone, past=past)
    rows = rows.filter(pa.array(~stepping_up.is_banned(rows, purchases, banned=banned)))
    for name, word in (("kind", "new"), ("reason", "looked")):
        rows = rows.append_column(name, pa.array([word] * len(rows), pa.string()))
    return _valued(rows.append_column("place", pa.array([0] * len(rows), pa.int64())), goods)


def _valued(rows: pa.Table, goods: reading.Goods) -> pa.Table:
    """Probability times what one purchase of the product usually brings, in units of currency."""
    at = goods.numbers(rows["product_id"].combine_chunks())
    chance = np.asarray(rows["probability"].combine_chunks().fill_null(np.nan))
    for name, worth in (("sales", goods.worth), ("margin", goods.margin)):
        value = np.round(chance * worth[at] / 100, 2)
        rows = rows.append_column(name, pa.array(np.nan_to_num(value), mask=np.isnan(value)))
    price = np.round(goods.price[at] / 100, 2)
    return rows.append_column("price", pa.array(price))


def _shaped(table: pa.Table) -> pa.Table:
    """All columns in one order; counts as whole numbers, which the database takes."""
    kinds = {name: pa.int64() for name in ("past_offers", "past_bought", "buyers", "times", "place")}
    made = {}
    for name in COLUMNS:
        column = table[name] if name in table.column_names else pa.nulls(len(table))
        made[name] = column.cast(kinds[name]) if name in kinds else column
    return pa.table(made)


def _pairs(lines: pa.Table, goods: reading.Goods) -> pa.Table:
    found = product_pairs(lines.select(["basket_id", "product_id"])).slice(0, MOST_PAIRS)
    return found.rename_columns(["product_id", "other_id", *found.column_names[2:]])


def _similar(purchases: Purchases) -> pa.Table:
    near = ItemNeighbours(NEIGHBOURS).fit(purchases).similarity_.tocoo()
    ids = purchases.products
    return pa.table(
        {
            "product_id": ids.take(pa.array(near.row)),
            "near_id": ids.take(pa.array(near.col)),
            "similarity": pa.array(near.data.astype(float)),
        }
    )


def _dated(table: pa.Table, model: Any, run: ScoreRun) -> pa.Table:
    if model is Similar:
        return table
    return table.append_column("as_of", pa.array([run.as_of] * len(table), pa.date32()))
