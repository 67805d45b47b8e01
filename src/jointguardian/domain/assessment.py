"""What an analyst judges: likelihood by one yardstick, confidence apart."""

from dataclasses import dataclass

CONFIDENCE = ("low", "moderate", "high")


@dataclass(frozen=True, slots=True)
class Estimate:
    """`text` is what is judged, `term` how likely (a term of `yardstick`), `confidence` how sound.

    `reason` says why the confidence is such, `change` what would change the judgement, `refs` what
    it rests on. `state` is `standing` or `taken-out`; `at` an ISO moment.
    """

    product: str
    version: int
    id: str
    text: str
    term: str
    yardstick: str
    confidence: str
    reason: str
    change: str
    by: str
    at: str
    refs: tuple[str, ...] = ()
    state: str = "standing"
