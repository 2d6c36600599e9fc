"""Products that go together in a basket: support, confidence, lift.

Agrawal, Imielinski & Swami 1993, "Mining Association Rules between Sets of Items in Large Databases".
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from scipy import sparse

LEAST_BASKETS = 5


def product_pairs(lines: pa.Table, *, least_baskets: int = LEAST_BASKETS) -> pa.Table:
    """Pairs bought in one basket at least so often, in both directions, best lift first.

    lines: basket_id, product_id; a product counts once per basket. Columns: product_id, with_product_id,
    baskets (with both, int64), support (share of all baskets), confidence (share of the baskets with
    product_id), lift (confidence over the share of all baskets with with_product_id; 1 is chance).
    """
    by = ["product_id", "basket_id"]
    each = lines.select(by).group_by(by).aggregate([]).sort_by([(name, "ascending") for name in by])
    product, basket = (each[name].combine_chunks().dictionary_encode() for name in by)
    shape = len(basket.dictionary), len(product.dictionary)
    ones = np.ones(len(each), dtype=np.int64)
    table = sparse.csr_array((ones, (basket.indices.to_numpy(), product.indices.to_numpy())), shape=shape)
    together = sparse.coo_array(table.T @ table)
    kept = (together.row != together.col) & (together.data >= least_baskets)
    one, other, both = together.row[kept], together.col[kept], together.data[kept]
    alone = np.asarray(table.sum(axis=0))
    confidence = both / alone[one]
    lift = confidence * shape[0] / alone[other]
    order = np.lexsort((other, one, -both, -lift))
    ids = product.dictionary
    return pa.table(
        {
            "product_id": ids.take(pa.array(one[order])),
            "with_product_id": ids.take(pa.array(other[order])),
            "baskets": both[order].astype(np.int64),
            "support": both[order] / shape[0],
            "confidence": confidence[order],
            "lift": lift[order],
        }
    )
