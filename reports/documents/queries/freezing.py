"""Freezing: a dataset becomes plain JSON, and comes back as the same typed dataset."""

from collections.abc import Mapping
from typing import Any, TypeVar

from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from reports.documents.queries.blocks import Block, ChartSpec

T = TypeVar("T")

converter = make_converter()
configure_tagged_union(ChartSpec, converter)
configure_tagged_union(Block, converter)


def freeze(dataset: object) -> dict[str, Any]:
    """The dataset as plain values that JSON can hold."""
    return dict(converter.unstructure(dataset))


def thaw(kind: type[T], data: Mapping[str, Any]) -> T:
    """The frozen dataset as it was. Raises cattrs' errors when the data is not of this kind."""
    return converter.structure(data, kind)
