from regulars.customers.models.consent import Consent
from regulars.customers.models.contact import Contact
from regulars.customers.models.contact_point import ContactPoint
from regulars.customers.models.custom_field import CollectionRule, CustomField
from regulars.customers.models.customer import Customer
from regulars.customers.models.fact import Fact
from regulars.customers.models.family import FamilyEvent
from regulars.customers.models.importing import Import, ImportChange, ImportMapping, ImportRow
from regulars.customers.models.interaction import Interaction
from regulars.customers.models.loyalty_sign import LoyaltySign
from regulars.customers.models.measured import CustomerMeasures
from regulars.customers.models.memory_note import MemoryNote
from regulars.customers.models.need import Need
from regulars.customers.models.notice import Notice
from regulars.customers.models.project_cycle import ProjectCycle
from regulars.customers.models.promise import Promise
from regulars.customers.models.saved_view import SavedView
from regulars.customers.models.search_entry import SearchEntry
from regulars.customers.models.tag import CustomerTag, Tag
from regulars.customers.models.undo_step import UndoStep

__all__ = [
    "CollectionRule",
    "Consent",
    "Contact",
    "ContactPoint",
    "CustomField",
    "Customer",
    "CustomerMeasures",
    "CustomerTag",
    "Fact",
    "FamilyEvent",
    "Import",
    "ImportChange",
    "ImportMapping",
    "ImportRow",
    "Interaction",
    "LoyaltySign",
    "MemoryNote",
    "Need",
    "Notice",
    "ProjectCycle",
    "Promise",
    "SavedView",
    "SearchEntry",
    "Tag",
    "UndoStep",
]
