"""Whom an offer moves: the difference it makes, not who would have bought anyway."""

from regulars.analytics.uplift.judging import Verdict, judge
from regulars.analytics.uplift.learners import TLearner, XLearner
from regulars.analytics.uplift.qini import qini

__all__ = ["TLearner", "Verdict", "XLearner", "judge", "qini"]
