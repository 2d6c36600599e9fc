"""Fresh figures once a day, in a process of its own, so that the worker stays small and quick."""

import logging
import os
import subprocess
import sys
from datetime import timedelta

from django.conf import settings

from regulars.core import clock
from regulars.insights.models import ScoreRun

logger = logging.getLogger(__name__)


def refresh_if_due() -> bool:
    """Compute the figures up to last night, unless that has been done."""
    last_night = clock.today() - timedelta(days=1)
    if ScoreRun.objects.filter(state=ScoreRun.State.DONE, as_of__gte=last_night).exists():
        return False
    refresh_in_child("--as-of", last_night.isoformat())
    return True


def refresh_in_child(*arguments: str) -> None:
    """Run `regulars refresh` and wait; raises CalledProcessError where it fails."""
    command = [sys.executable, "-m", "regulars.config.cli", "--home", str(settings.REGULARS_HOME), "refresh"]
    finished = subprocess.run(
        [*command, *arguments], env=os.environ.copy(), capture_output=True, text=True, check=False
    )
    if finished.returncode:
        logger.error("the refresh failed: %s", finished.stderr[-2000:])
    finished.check_returncode()
