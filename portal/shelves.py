"""Shelves: a page that gathers from several floors keeps a typed list of providers, and each floor puts its own there in `AppConfig.ready`.

So the page is whole and no import runs up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Place(Generic[T]):
    """A provider on a shelf and the number of queries that it may take."""

    provider: T
    queries: int


class Shelf(Generic[T]):
    """An ordered list of providers of one type. Putting the same provider twice leaves one."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._places: list[Place[T]] = []

    def put(self, provider: T, *, queries: int = 0) -> None:
        if all(place.provider is not provider for place in self._places):
            self._places.append(Place(provider, queries))

    def __iter__(self) -> Iterator[T]:
        return (place.provider for place in self._places)

    def __len__(self) -> int:
        return len(self._places)

    def budget(self) -> int:
        """The queries that all providers together may take."""
        return sum(place.queries for place in self._places)
