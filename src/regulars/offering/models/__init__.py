from regulars.offering.models.buyers import Buyers
from regulars.offering.models.derived import Gap, Offer, Pair, Similar, Taste
from regulars.offering.models.record import OfferRecord
from regulars.offering.models.said import NotWanted, TasteSet

__all__ = ["Buyers", "Gap", "NotWanted", "Offer", "OfferRecord", "Pair", "Similar", "Taste", "TasteSet"]
