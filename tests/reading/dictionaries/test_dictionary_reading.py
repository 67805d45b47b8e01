"""Reading dictionary files: nothing good is lost, what is bad is told of."""

from datetime import date

from dictionary_files import AGENTS, SEQUENCES, TREES, known
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.reading.dictionaries import dictionaries
from jointguardian.reading.dictionaries.verb_file import regular
from jointguardian.reading.dictionaries.words import keys


def test_a_synonym_has_the_codes_of_its_entry() -> None:
    found = known().actors.at(["OSLO"], 0)
    assert found
    assert found[1][0].codes[0].code == "NOR"


def test_the_narrowest_restriction_that_holds_gives_the_code() -> None:
    found = known().actors.at(["LINA", "BERG"], 0)
    assert found
    codes = {
        day: found[1][0].on(day) for day in (date(2005, 1, 1), date(2012, 1, 1), date(2015, 5, 5))
    }
    assert [c.code for c in codes.values() if c] == ["NOROPP", "NORGOV", "NORMIL"]


def test_an_open_name_lets_words_stand_between() -> None:
    actors = known().actors
    assert actors.at(["NORDIC", "STATE", "TELEVISION"], 0)
    assert actors.at(["BALTIC", "SEA", "LEAGUE"], 0) is None


def test_plurals_are_made_listed_or_ruled_out() -> None:
    agents = known().agents
    assert agents.at(["MINISTERS"], 0)
    assert agents.at(["GEESE"], 0)
    assert agents.at(["GOOSES"], 0) is None
    assert agents.at(["GOVERNMENTS"], 0) is None
    assert agents.at(["SPOKESWOMAN"], 0)


def test_regular_forms_of_verbs() -> None:
    assert set(regular("DEPART")) == {"DEPARTS", "DEPARTED", "DEPARTING"}
    assert {"CARRIES", "CARRIED", "CARRYING"} <= set(regular("CARRY"))
    assert {"BANNED", "BANNING"} <= set(regular("BAN"))


def test_listed_forms_replace_the_regular_ones() -> None:
    verbs = known().verbs
    assert "MET" in verbs
    assert "MEETED" not in verbs


def test_the_style_is_seen_from_the_patterns() -> None:
    assert known(TREES).tree
    assert not known(SEQUENCES).tree


def test_a_bad_line_is_told_of_and_its_neighbours_are_kept() -> None:
    broken = (
        SEQUENCES
        + "--- PRAISE [051] ---\nPRAISE\n- * (UNCLOSED [052]\n- * &NOSUCH [053]\n- * WORK [054]\n"
    )
    found = known(broken)
    assert [w for w in found.warnings if "x.verbs.txt line" in w and "left out" in w] == list(
        found.warnings
    )
    assert len(found.warnings) == 2
    assert [p.code for p in found.verbs["PRAISED"][0].verb.patterns] == ["054"]


def test_an_actor_without_a_code_and_a_wrong_date_are_told_of() -> None:
    found = dictionaries({"a.actors.txt": "NOWHERE\nGOOD [GOO]\nBAD [BAD 2010-2011]\n"})
    assert len(found.actors) == 1
    assert len(found.warnings) == 3


def test_files_are_known_by_their_lines_when_names_do_not_say() -> None:
    found = dictionaries({"one": SEQUENCES, "two": AGENTS, "three": "NORWAY [NOR]\n", "four": "?"})
    assert found.verbs
    assert len(found.agents)
    assert len(found.actors) == 1
    assert found.warnings == ("four: no dictionary of a known kind; left out",)


def test_words_lose_dots_hyphens_and_accents() -> None:
    assert keys("U.S.") == ("US",)
    assert keys("Peace-keeping") == ("PEACE", "KEEPING")
    assert keys("Côte") == ("COTE",)
    assert keys("don't") == ("DO", "N'T")


@given(
    st.dictionaries(
        st.sampled_from(["a.verbs", "b.actors", "c.agents", "d.discards", "e"]), st.text()
    )
)
def test_any_text_is_read_without_error(files: dict[str, str]) -> None:
    dictionaries(files)


@given(st.text(alphabet="-*+&%$^~{}()[]_# ABC\n", max_size=80))
def test_any_pattern_is_read_or_told_of(line: str) -> None:
    dictionaries({"x.verbs": "--- GO [010] ---\nGO\n" + line})
