"""Older labels become Universal Dependencies; those that are so already stay."""

from jointguardian.reading.syntax.labels import Arc, universal_arcs


def arcs(*rows: str) -> list[Arc]:
    """One arc a row: "head relation lemma pos"."""
    made = []
    for row in rows:
        head, dep, lemma, pos = row.split()
        made.append(Arc(int(head), dep, lemma, pos))
    return made


def shown(found: list[Arc]) -> list[str]:
    return [f"{a.head} {a.dep}" for a in found]


def test_a_preposition_becomes_the_case_of_its_noun() -> None:
    # "Soldiers arrived in Zvečan"
    old = arcs("1 nsubj soldier NOUN", "1 ROOT arrive VERB", "1 prep in ADP", "2 pobj Zvečan PROPN")
    assert shown(universal_arcs(old)) == ["1 nsubj", "1 ROOT", "3 case", "1 obl"]


def test_under_a_noun_it_makes_a_nominal_modifier() -> None:
    # "Talks with Serbia failed"
    old = arcs("3 nsubj talk NOUN", "0 prep with ADP", "1 pobj Serbia PROPN", "3 ROOT fail VERB")
    assert shown(universal_arcs(old)) == ["3 nsubj", "2 case", "0 nmod", "3 ROOT"]


def test_the_doer_of_a_passive_is_an_agent() -> None:
    # "Men were arrested by police"
    old = arcs("2 nsubjpass man NOUN", "2 auxpass be AUX", "2 ROOT arrest VERB", "2 agent by ADP",
               "3 pobj police NOUN")  # fmt: skip
    assert shown(universal_arcs(old)) == [
        "2 nsubj:pass", "2 aux:pass", "2 ROOT", "4 case", "2 obl:agent",
    ]  # fmt: skip


def test_what_somebody_is_governs_the_clause() -> None:
    # "Kosovo is independent"
    old = arcs("1 nsubj Kosovo PROPN", "1 ROOT be AUX", "1 acomp independent ADJ", "1 dobj x NOUN")
    assert shown(universal_arcs(old))[:3] == ["2 nsubj", "2 cop", "2 ROOT"]


def test_universal_dependencies_are_left_alone() -> None:
    new = arcs("1 nsubj he PRON", "1 ROOT go VERB", "3 case to ADP", "1 obl town NOUN")
    assert universal_arcs(new) == new
