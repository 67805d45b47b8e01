"""The Admiralty grade: source and information judged apart, never averaged."""

from dataclasses import dataclass

from ..errors import InputError

RELIABILITY = "ABCDEF"
CREDIBILITY = "123456"


@dataclass(frozen=True, slots=True)
class Grade:
    """A letter for the source (A–F, F: cannot be judged) and a number for the item (1–6, 6: cannot).

    Credibility 1 ("confirmed by other sources") is only proposed by the machine: `proposed` stays
    true until an analyst has decided. Source: NATO AJP-2.1, the Admiralty system.
    """

    reliability: str = "F"
    credibility: str = "6"
    proposed: bool = True

    def __post_init__(self) -> None:
        if len(self.reliability) != 1 or self.reliability not in RELIABILITY:
            raise InputError(f"reliability {self.reliability!r} is not one of A to F")
        if len(self.credibility) != 1 or self.credibility not in CREDIBILITY:
            raise InputError(f"credibility {self.credibility!r} is not one of 1 to 6")

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"
