"""The commands of this module."""

from regulars.customers.importing.command_line import IMPORT

__all__ = ["IMPORT"]
