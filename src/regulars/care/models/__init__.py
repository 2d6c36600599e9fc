from regulars.care.models.care_task import CareTask
from regulars.care.models.play import Play

__all__ = ["CareTask", "Play"]
