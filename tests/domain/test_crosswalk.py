"""Our types in the codes of the field, as data that holds together."""

import statistics

import pytest

from jointguardian.domain import ActorMention, Casualty, Event, Span
from jointguardian.domain.crosswalk import coded, codes_of, crosswalk
from jointguardian.domain.vocab import vocabulary
from jointguardian.sources.crosswalk import crosswalk as published

TYPES = vocabulary("event_types")


def event(kind: str = "assault", mode: str | None = None, **told: object) -> Event:
    made = {
        "id": "e", "type": kind, "mode": mode, "status": "happened", "actors": (),
        "recipients": (), "start": None, "end": None, "date_precision": "none", "places": (),
        "casualties": (), "means": (), "asserted_by": None, "span": Span(0, 1), "confidence": 1.0,
    }  # fmt: skip
    return Event(**(made | told))  # type: ignore[arg-type]


def actor(kind: str) -> ActorMention:
    return ActorMention(kind, kind=kind)


KILLED = (Casualty("killed", "men", 1, 1, 1),)


def test_every_type_and_mode_is_of_the_vocabulary() -> None:
    assert set(crosswalk()) == set(TYPES.ids())
    for name, row in crosswalk().items():
        assert set(row.modes) <= set(TYPES[name].modes)


def test_cameo_there_and_back_gives_the_same_type() -> None:
    back = published("cameo")
    for name, row in crosswalk().items():
        for codes in (row, *row.modes.values()):
            assert codes.cameo is not None
            assert back.type_of(codes.cameo) == name, codes.cameo


def test_acled_sub_types_are_those_of_its_codebook() -> None:
    known = published("acled").types
    named = {c.acled for row in crosswalk().values() for c in (row, *row.modes.values())}
    assert named - {None} <= set(known)


def test_weights_are_the_medians_of_goldsteins() -> None:
    weis = published("weis")
    for term in TYPES.terms:
        weights = [w for code, w in weis.scale.items() if weis.type_of(code) == term.id]
        expected = statistics.median(weights) if weights else weis.scale["081"]
        assert term.weight == pytest.approx(expected, abs=0.06), term.id


@pytest.mark.parametrize(
    ("actors", "recipients", "violence", "acled"),
    [
        (("force",), ("armed-group",), 1, "Armed clash"),
        (("armed-group", "armed-group"), (), 2, "Armed clash"),
        (("armed-group",), ("community",), 3, "Attack"),
        (("force",), (), 3, "Attack"),
        (("community",), ("community",), None, "Mob violence"),
        ((), ("community",), None, "Attack"),
    ],
)
def test_who_fights_whom_decides_the_kind_of_violence(
    actors: tuple[str, ...], recipients: tuple[str, ...], violence: int | None, acled: str
) -> None:
    told = event(
        actors=tuple(map(actor, actors)),
        recipients=tuple(map(actor, recipients)),
        casualties=KILLED,
    )
    assert (coded(told).ucdp, coded(told).acled) == (violence, acled)


def test_without_a_death_ucdp_has_no_code() -> None:
    assert coded(event(actors=(actor("force"),), recipients=(actor("armed-group"),))).ucdp is None


def test_what_did_not_happen_is_in_no_list_of_violence() -> None:
    planned = coded(event(status="planned", casualties=KILLED, actors=(actor("force"),)))
    assert (planned.acled, planned.ucdp, planned.cameo) == (None, None, "19")


def test_an_unknown_mode_has_its_types_codes() -> None:
    assert codes_of("consult", "by-pigeon") == crosswalk()["consult"]


def test_quad_and_weight_come_with_the_type() -> None:
    told = coded(event("aid"))
    assert (told.quad, told.weight) == ("material-cooperation", 7.0)
