"""What a language model is asked for, and answers: every value a quotation from the text."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from ...domain.vocab import vocabulary

Quote = Annotated[str, Meta(description="Characters copied exactly from the report.")]


class Event(Struct, forbid_unknown_fields=True):
    """A happening. `support` is the shortest stretch of the report that tells of it."""

    support: Quote
    type: str
    status: str
    actors: tuple[Quote, ...] = ()
    recipients: tuple[Quote, ...] = ()
    date: Quote | None = None
    places: tuple[Quote, ...] = ()


class Claim(Struct, forbid_unknown_fields=True):
    """Somebody's words. `cue` is the verb or phrase that attributes `content` to `speaker`."""

    content: Quote
    cue: Quote
    stance: str
    speaker: Quote | None = None
    targets: tuple[Quote, ...] = ()


class Answer(Struct, forbid_unknown_fields=True):
    """All events and claims of one report."""

    events: tuple[Event, ...]
    claims: tuple[Claim, ...]


def schema() -> dict[str, Any]:
    """The JSON schema that the endpoint is given, with the vocabularies' terms as enumerations."""
    _, parts = msgspec.json.schema_components([Answer], ref_template="#/$defs/{name}")
    parts["Event"]["properties"]["type"]["enum"] = list(vocabulary("event_types").ids())
    parts["Event"]["properties"]["status"]["enum"] = list(vocabulary("statuses").ids())
    parts["Claim"]["properties"]["stance"]["enum"] = list(vocabulary("stances").ids())
    for part in parts.values():
        part["additionalProperties"] = False
        part["required"] = sorted(part["properties"])
    return {**parts.pop("Answer"), "$defs": parts}
