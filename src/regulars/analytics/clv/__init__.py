"""What customers will still buy: models of a customer base after Fader and Hardie, fitted on counted rows.

from regulars.analytics.clv import BetaGeo, GammaGamma, ParetoNBD, summarize
"""

from regulars.analytics.clv.beta_geo import BetaGeo
from regulars.analytics.clv.gamma_gamma import GammaGamma
from regulars.analytics.clv.lifetime import LifetimeValue, lifetime_value
from regulars.analytics.clv.pareto_nbd import ParetoNBD
from regulars.analytics.clv.summaries import summarize

__all__ = ["BetaGeo", "GammaGamma", "LifetimeValue", "ParetoNBD", "lifetime_value", "summarize"]
