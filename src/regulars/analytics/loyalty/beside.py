"""What loyalty needs beside the snapshot: Arrow tables of one period, each with a customer_id."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

_ID, _DAY = pa.field("customer_id", pa.int64()), pa.date32()
LOOKS = pa.schema([_ID, ("happened_on", _DAY)])  # a day on which products were looked at
SIGNS = pa.schema(
    [
        _ID,
        (
            "kind",
            pa.string(),
        ),  # mention, comparison, elsewhere, no_other, price, obstacle, choosing, or a component
        ("happened_on", _DAY),
        ("ends_on", _DAY),
        ("days", pa.int64()),
        ("amount_minor", pa.int64()),
    ]
)
MOODS = pa.schema([_ID, ("happened_on", _DAY), ("mood", pa.string())])  # pleased | calm | upset
DISCOUNTS = pa.schema(
    [_ID, ("orders", pa.int64()), ("discounted", pa.int64()), ("discount_minor", pa.int64())]
)
PRODUCTS = pa.schema([("product_id", pa.int64()), ("category_id", pa.int64())])
PLACES = pa.schema([_ID, ("store_share", pa.float64())])
KNOWN = pa.schema(
    [
        _ID,
        ("relation_strength", pa.int64()),  # 1 to 5, of the closest contact
        ("payment_term_days", pa.int64()),
        ("bound_by", pa.string()),  # the kind of spurious loyalty a tag speaks for
        ("wallet_share", pa.float64()),
        ("satisfaction", pa.float64()),  # 0 to 1
    ]
)


@dataclass(frozen=True)
class Beside:
    """Facts of the period that ends on the day asked for; signs of any earlier day too."""

    looks: pa.Table = field(default_factory=LOOKS.empty_table)
    signs: pa.Table = field(default_factory=SIGNS.empty_table)
    moods: pa.Table = field(default_factory=MOODS.empty_table)
    discounts: pa.Table = field(default_factory=DISCOUNTS.empty_table)
    products: pa.Table = field(default_factory=PRODUCTS.empty_table)
    places: pa.Table = field(default_factory=PLACES.empty_table)
    known: pa.Table = field(default_factory=KNOWN.empty_table)
