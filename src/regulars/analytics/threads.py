"""One thread for the learners: where a machine does other things too, OpenMP's threads wait for each other for minutes."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from threadpoolctl import threadpool_limits


def one_thread() -> AbstractContextManager[Any]:
    """Within the block OpenMP uses one thread; import the learners before."""
    return threadpool_limits(limits=1, user_api="openmp")
