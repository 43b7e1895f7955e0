"""The editors' pages."""

from candidates.admin import facts, imports

__all__ = ["facts", "imports"]
