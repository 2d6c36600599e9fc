"""The mathematics of Regulars: no Django, no database; arrays and Arrow tables in, out.

from regulars.analytics import BetaGeo, GammaGamma, ParetoNBD, lifetime_value, summarize
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regulars.analytics.clv import BetaGeo, GammaGamma, ParetoNBD, lifetime_value, summarize

__all__ = ["BetaGeo", "GammaGamma", "ParetoNBD", "lifetime_value", "summarize"]


def __getattr__(name: str) -> Any:
    """Loaded when asked for: a page that reads a date of this package must not load SciPy."""
    if name in __all__:
        from regulars.analytics import clv

        return getattr(clv, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
