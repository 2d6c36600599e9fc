"""Runs of the refresh: the last one, the one at work, and who follows them. Imports no engine: pages use it."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from regulars.core import clock
from regulars.insights.models import ScoreRun

LOCK = 4_711_002
Follower = Callable[[ScoreRun, Callable[[str], None]], dict[str, Any]]
_followers: list[Follower] = []


def then(follower: Follower) -> None:
    """Let a module above act on fresh measures (planning care); what it returns joins the summary."""
    if follower not in _followers:
        _followers.append(follower)


def followers() -> list[Follower]:
    return list(_followers)


def is_at_work() -> bool:
    """Whether a refresh holds the lock at this moment, in whatever process."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database d ON d.oid = database"
            " WHERE locktype = 'advisory' AND objid = %s AND granted AND datname = current_database())",
            [LOCK],
        )
        return bool(cursor.fetchone()[0])


def close_interrupted() -> None:
    """Runs that were killed half way: nothing of them was kept."""
    interrupted = ScoreRun.objects.filter(state=ScoreRun.State.RUNNING)
    interrupted.update(state=ScoreRun.State.FAILED, failure="interrupted", finished_at=clock.now())


def latest() -> ScoreRun | None:
    return ScoreRun.objects.filter(state=ScoreRun.State.DONE).first()
