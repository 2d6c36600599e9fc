from regulars.segments.models.headcount import Headcount
from regulars.segments.models.segment import Segment
from regulars.segments.models.stay import Stay

__all__ = ["Headcount", "Segment", "Stay"]
