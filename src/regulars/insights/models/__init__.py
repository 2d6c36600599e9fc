from regulars.insights.models.class_change import ClassChange
from regulars.insights.models.firm_figures import FirmFigures
from regulars.insights.models.loyalty_month import LoyaltyMonth
from regulars.insights.models.model_record import ModelRecord
from regulars.insights.models.override import Override
from regulars.insights.models.score_run import ScoreRun

__all__ = ["ClassChange", "FirmFigures", "LoyaltyMonth", "ModelRecord", "Override", "ScoreRun"]
