"""What OGC API – Features answers with (17-069r4), for the description of the API."""

from typing import Any, Literal, NotRequired, TypedDict

from .answer_kinds import Feature, Geometry


class Link(TypedDict):
    """A link of OGC API – Common."""

    href: str
    rel: str
    type: str
    title: NotRequired[str]


class Landing(TypedDict):
    """The landing page (17-069r4, 7.2)."""

    title: str
    description: str
    links: list[Link]


class Conformance(TypedDict):
    """The conformance classes that are met (7.4)."""

    conformsTo: list[str]


class Spatial(TypedDict):
    """The box around a collection: west, south, east, north."""

    bbox: list[list[float]]
    crs: str


class Temporal(TypedDict):
    """The first and last moment of a collection; null for open."""

    interval: list[list[str | None]]
    trs: str


class Extent(TypedDict):
    """Where and when the features of a collection are."""

    spatial: NotRequired[Spatial]
    temporal: Temporal


class CollectionTold(TypedDict):
    """A collection (7.14)."""

    id: str
    title: str
    description: str
    itemType: Literal["feature"]
    crs: list[str]
    extent: Extent
    links: list[Link]


class Collections(TypedDict):
    """The collections (7.13)."""

    links: list[Link]
    collections: list[CollectionTold]


class FeaturePage(TypedDict):
    """A page of features (7.15): how many match in all, how many are here, and the links around."""

    type: Literal["FeatureCollection"]
    title: str
    timeStamp: str
    numberMatched: int
    numberReturned: int
    links: list[Link]
    features: list[Feature]


class FeatureTold(TypedDict):
    """One feature (7.16)."""

    type: Literal["Feature"]
    id: str
    geometry: Geometry | None
    properties: dict[str, Any]
    links: list[Link]
