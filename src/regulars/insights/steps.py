"""The steps of a computation: told as they begin, and how long each took."""

from collections.abc import Callable
from time import monotonic

from regulars.insights.models import ScoreRun


class Steps:
    """Call it with the name of the step that begins. ``seconds`` are those of the steps that are over."""

    def __init__(self, run: ScoreRun, tell: Callable[[str], None]) -> None:
        self.seconds: dict[str, float] = {}
        self._run, self._tell = run, tell
        self._began = monotonic()

    def __call__(self, name: str) -> None:
        self.end()
        self._run.step = name
        self._run.save(update_fields=["step"])
        self._tell(name)

    def end(self) -> None:
        """The step at work is over."""
        ended = monotonic()
        if self._run.step:
            took = self.seconds.get(self._run.step, 0.0) + ended - self._began
            self.seconds[self._run.step] = round(took, 2)
        self._began = ended
