"""One thread for the learners: where a machine does other things too, OpenMP's threads wait for each other for minutes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits


@contextmanager
def one_thread() -> Iterator[None]:
    """Within the block OpenMP uses one thread; import the learners before."""
    with threadpool_limits(limits=1, user_api="openmp"):
        yield
