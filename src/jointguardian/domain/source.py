"""An outlet, institution or observer that reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """`reliability` is A–F; `origin` names the wire or outlet whose words it repeats, if known.

    Two sources of one origin are not two witnesses.
    """

    id: str
    name: str
    kind: str = "outlet"
    reliability: str = "F"
    origin: str | None = None
    country: str | None = None
    reason: str = ""
