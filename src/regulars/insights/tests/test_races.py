"""Two refreshes in the same moment: one computes, the other is told so."""

import pytest

from regulars.insights import scoring
from regulars.insights.models import ScoreRun

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_of_two_refreshes_at_once_one_computes_and_the_other_changes_nothing(at_once, shop, refresh):
    met = []

    def first():
        """Still at work when the second has been refused."""
        return scoring.refresh(tell=lambda _step: met or met.append(at_once(refresh)))

    assert first().state == ScoreRun.State.DONE
    ((refused,),) = met
    assert isinstance(refused, scoring.AlreadyRunning)
    assert [run.state for run in ScoreRun.objects.all()] == [ScoreRun.State.DONE]
    assert refresh().state == ScoreRun.State.DONE
