from regulars.reports.models.ltv import LtvCalculation, LtvTemplate
from regulars.reports.models.prospects import ProspectScore, TargetProfile
from regulars.reports.models.standing import Standing, StandingDay, WorthFigures
from regulars.reports.models.wallet import WalletEstimate

__all__ = [
    "LtvCalculation",
    "LtvTemplate",
    "ProspectScore",
    "Standing",
    "StandingDay",
    "TargetProfile",
    "WalletEstimate",
    "WorthFigures",
]
