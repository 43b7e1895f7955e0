"""The editors' pages."""

from candidates.admin import imports
from candidates.admin.facts import FactAdmin

__all__ = ["FactAdmin", "imports"]
