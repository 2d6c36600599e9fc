"""A shop with five customers, whose figures can be worked out by hand."""

import pytest

from regulars.insights import scoring
from regulars.insights.tests.shop import buys, customer, day


@pytest.fixture(autouse=True)
def _own_snapshot(settings, tmp_path):
    settings.REGULARS_SNAPSHOT = tmp_path / "snapshot"


@pytest.fixture
def shop(morning, lin, wei):
    """Up to Sunday, 27 September 2026. Steady buys every 30 days, the others do not keep to it."""
    steady = customer("Zhou Wenbin", owner=lin)
    buys(steady, "2026-03-28", "2026-04-27", "2026-05-27", "2026-06-26", "2026-07-26", "2026-08-25", cost=60)
    buys(steady, "2026-09-24", cost=60, channel="online")
    silent = customer("Chen Yutong", owner=lin)
    buys(silent, "2025-03-01", "2025-03-31", "2025-04-30", amount=500)
    new = customer("Xu Jiahao", owner=wei)
    buys(new, "2026-09-20", amount=1000, channel="online")
    back = customer("Wu Jiahui", owner=wei)
    buys(back, "2025-06-01", "2025-07-01", "2026-09-10", amount=50)
    buys(back, "2026-09-12", amount=20, kind="return")
    prospect = customer("Pan Guoqiang")
    return {"steady": steady, "silent": silent, "new": new, "back": back, "prospect": prospect}


@pytest.fixture
def refresh():
    return lambda on="2026-09-27": scoring.refresh(day(on))
