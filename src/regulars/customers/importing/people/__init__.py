"""Customers out of a waiting table: who they are, what would change, and taking it over.

Files of customers and files of orders both bring people; both come through here.
"""

from regulars.customers.importing.people.changing import find_changes
from regulars.customers.importing.people.finding import find
from regulars.customers.importing.people.matching import match
from regulars.customers.importing.people.taking import take

__all__ = ["find", "find_changes", "match", "take"]
