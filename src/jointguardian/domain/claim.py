"""Who says what about whom."""

from dataclasses import dataclass

from .span import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """One speaker, one stance, one content.

    `speaker` is None for the publisher's own assessment. `speaker_id` is the actor when known.
    `cue` is the word that attributes ("blamed"), `stance` one of vocab `stances`; `targets` are
    whom it is about, as named; `date` is the day of utterance, if the text gives one.
    `speaker_span` and `cue_span` are the words that name the speaker and that attribute, where the
    sentence has them ("he", "said").
    """

    id: str
    speaker: str | None
    speaker_role: str | None
    cue: str
    stance: str
    targets: tuple[str, ...]
    date: str | None
    quoted: bool
    content_span: Span
    span: Span
    confidence: float
    speaker_id: str | None = None
    speaker_span: Span | None = None
    cue_span: Span | None = None
