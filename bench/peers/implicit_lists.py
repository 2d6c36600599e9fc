"""Item-item cosine of implicit: python implicit_lists.py FILE.npz LISTS.npy; one JSON object on standard output."""

import json
import sys
import time

import numpy as np
from implicit.nearest_neighbours import CosineRecommender
from peak import peak_mib
from scipy import sparse

NEIGHBOURS, LIST = 50, 10

base = np.load(sys.argv[1])
shape = int(base["customers"]), int(base["products"])
table = sparse.csr_matrix(
    (np.ones(len(base["customer"]), dtype=np.float32), (base["customer"], base["product"])), shape=shape
)
began = time.process_time()
# both count an item among its own neighbours
model = CosineRecommender(K=NEIGHBOURS, num_threads=1)
model.fit(table, show_progress=False)
fitted = time.process_time()
_items, scores = model.recommend(np.arange(shape[0]), table, N=LIST, filter_already_liked_items=True)
scored = time.process_time()
np.save(sys.argv[2], np.maximum(scores, 0))
print(json.dumps({"fit": fitted - began, "score": scored - fitted, "peak_mib": peak_mib()}))
