"""The code objects of the program as a tree: what is nested in what. Pure."""

from __future__ import annotations

from typing import List, Mapping, NamedTuple, Set

from stepper.protocol import Listing


class Branch(NamedTuple):
    """One code object and how deep it is nested."""

    listing: Listing
    depth: int


def tree(listings: Mapping[int, Listing]) -> List[Branch]:
    """All code objects, each followed by those among its constants; the first one made comes first."""
    nested = {key for listing in listings.values() for key in listing.nested}
    found: List[Branch] = []
    seen: Set[int] = set()
    todo = [(key, 0) for key in sorted(set(listings) - nested, reverse=True)]
    while todo:
        key, depth = todo.pop()
        if key in listings and key not in seen:
            seen.add(key)
            found.append(Branch(listings[key], depth))
            todo += [(inner, depth + 1) for inner in reversed(listings[key].nested)]
    return found


def missing(listings: Mapping[int, Listing]) -> List[int]:
    """The keys of nested code objects whose listings have not been sent."""
    nested = {key for listing in listings.values() for key in listing.nested}
    return sorted(nested - set(listings))
