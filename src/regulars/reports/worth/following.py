"""After each refresh: keep what the pages about value cannot find out themselves. Imports no engine: pages load it."""

from collections.abc import Callable
from typing import Any

from regulars.insights.models import ScoreRun


def follow_refresh(run: ScoreRun, step: Callable[[str], None]) -> dict[str, Any]:
    from regulars.reports.worth import keeping

    step("value")
    return keeping.keep(run)
