from regulars.costs.models.care_cost import CareCost

__all__ = ["CareCost"]
