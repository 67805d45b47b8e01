"""Attributes of nations: what the pack says, and what is refused, with file, line and reason."""

import pytest

from jointguardian.domain import Attribute
from jointguardian.errors import SettingsError
from jointguardian.packs import load_pack
from jointguardian.packs.attributes import read_attributes

PACK = load_pack("kosovo")
HEAD = "about: invented\nrows:\n"


def told(nation: str, kind: str, day: str) -> list[str]:
    return [
        a.value for a in PACK.attributes if (a.nation, a.kind) == (nation, kind) and a.holds_on(day)
    ]


def row(**given: str) -> str:
    values = {
        "nation": "MOR",
        "kind": "nato",
        "value": '"yes"',
        "start": '"2001-01-01"',
        "source": "x",
    }
    made = ", ".join(f"{k}: {v}" for k, v in {**values, **given}.items())
    return f"  - {{{made}}}\n"


def test_each_day_says_what_it_was_then() -> None:
    assert told("FIN", "nato", "2023-04-03") == ["no"]
    assert told("FIN", "nato", "2023-04-04") == ["yes"]
    assert told("GBR", "eu", "2020-01-31") == ["yes"]
    assert told("GBR", "eu", "2020-02-01") == ["no"]
    assert told("POL", "recognises", "2008-02-20") == ["no"]
    assert told("POL", "recognises", "2008-02-26") == ["yes"]
    assert told("ESP", "recognises", "2023-05-30") == ["no"]
    assert told("FRA", "recognises", "1999-06-10") == []


def test_every_nation_of_the_strengths_has_its_attributes_with_a_source() -> None:
    nations = {s.scope for s in PACK.strengths if len(s.scope) == 3}
    for nation in nations | {"SRB", "XKX", "USA", "GBR", "FRA", "DEU", "ITA"}:
        assert told(nation, "nato", "2023-05-30"), nation
        assert told(nation, "eu", "2023-05-30"), nation
        assert nation == "XKX" or told(nation, "recognises", "2023-05-30"), nation
    assert all(a.source for a in PACK.attributes)


def test_one_nation_may_not_be_two_things_on_one_day() -> None:
    text = HEAD + row() + row(value='"no"', start='"2005-05-01"')
    with pytest.raises(SettingsError, match=r"line 4: MOR nato no from 2005-05-01 overlaps line 3"):
        read_attributes(text, "pack/attributes.yaml")


def test_days_that_meet_do_not_overlap() -> None:
    rows = row(end='"2005-04-30"') + row(value='"no"', start='"2005-05-01"')
    assert [a.value for a in read_attributes(HEAD + rows, "f")] == ["yes", "no"]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"kind": "league"}, "unknown kind 'league'"),
        ({"value": '"perhaps"'}, "nato is not 'perhaps'"),
        ({"start": '"2001-13-01"'}, "'2001-13-01' is no day"),
        ({"start": '"2001"'}, "'2001' is no day"),
        ({"end": '"2000-01-01"'}, "ends 2000-01-01, before it starts 2001-01-01"),
        ({"colour": "red"}, "unknown key 'colour'"),
        ({"source": '""'}, "has no source"),
        ({"value": "12"}, "Expected `str`"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(given: dict[str, str], reason: str) -> None:
    with pytest.raises(SettingsError, match=r"pack/attributes.yaml line 4") as told:
        read_attributes(HEAD + row(nation="TES") + row(**given), "pack/attributes.yaml")
    assert reason in str(told.value.line)


def test_what_is_no_list_of_rows_is_refused() -> None:
    with pytest.raises(SettingsError, match="no list of rows"):
        read_attributes("about: x\n", "f")
    with pytest.raises(SettingsError, match="not YAML"):
        read_attributes("rows: [", "f")


def test_an_open_end_still_holds() -> None:
    assert Attribute("MOR", "eu", "yes", "2001-01-01", "x").holds_on("2099-01-01")
