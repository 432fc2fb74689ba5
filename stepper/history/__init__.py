"""The stops a program has made, kept by number: the store, and how to walk in it. Of no front end."""

from .store import ARRIVALS, SIZE_LIMIT, STOP_LIMIT, History
from .walk import HOWS, back, forward

__all__ = ["ARRIVALS", "HOWS", "SIZE_LIMIT", "STOP_LIMIT", "History", "back", "forward"]
