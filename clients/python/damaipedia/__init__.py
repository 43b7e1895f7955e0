"""A typed client of the Damaipedia API."""

from damaipedia.asking import Problem
from damaipedia.client import Damaipedia
from damaipedia.paging import Changes

__all__ = ["Changes", "Damaipedia", "Problem"]
