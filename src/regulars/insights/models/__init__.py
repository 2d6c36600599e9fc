from regulars.insights.models.class_change import ClassChange
from regulars.insights.models.customer_groups import CustomerGroups
from regulars.insights.models.decline_cause import Cause, ChurnCause, DeclineCause
from regulars.insights.models.entitlement import Entitlement
from regulars.insights.models.firm_figures import FirmFigures
from regulars.insights.models.loyalty_month import LoyaltyMonth
from regulars.insights.models.model_record import ModelRecord
from regulars.insights.models.override import Override
from regulars.insights.models.rescue_decision import Rescue, RescueDecision
from regulars.insights.models.score_run import ScoreRun

__all__ = [
    "Cause",
    "ChurnCause",
    "ClassChange",
    "CustomerGroups",
    "DeclineCause",
    "Entitlement",
    "FirmFigures",
    "LoyaltyMonth",
    "ModelRecord",
    "Override",
    "Rescue",
    "RescueDecision",
    "ScoreRun",
]
