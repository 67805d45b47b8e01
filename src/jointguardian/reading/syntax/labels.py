"""Older dependency labels turned into Universal Dependencies.

Pipelines such as spaCy's English ones follow the CLEAR style, in which a preposition governs its
noun and "be" its predicate; here the noun and the predicate govern, as everywhere in this package.
Source: the CLEAR guidelines (Choi and Palmer 2012) and the Universal Dependencies guidelines, v2.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_RENAMED = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj",
    "dative": "iobj", "attr": "xcomp", "acomp": "xcomp", "oprd": "xcomp", "poss": "nmod:poss",
    "relcl": "acl:relcl", "prt": "compound:prt", "npadvmod": "obl:npmod", "neg": "advmod",
    "quantmod": "advmod", "intj": "discourse", "meta": "dep", "predet": "det:predet",
    "preconj": "cc:preconj", "complm": "mark", "pcomp": "advcl",
}  # fmt: skip
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


@dataclass
class Arc:
    """One word's head (its own index for a root) and relation."""

    head: int
    dep: str
    lemma: str
    pos: str


def universal_arcs(arcs: Sequence[Arc]) -> list[Arc]:
    """The same sentences in Universal Dependencies; those that are so already come back unchanged."""
    found = [Arc(a.head, a.dep, a.lemma, a.pos) for a in arcs]
    if not any(a.dep in {"pobj", "dobj", "nsubjpass"} for a in arcs):
        return found
    for index, arc in enumerate(arcs):
        if arc.dep in {"prep", "agent", "dative"}:
            _lift_object(found, arcs, index)
    for index, arc in enumerate(arcs):
        if arc.dep in {"attr", "acomp"} and arcs[arc.head].lemma == "be":
            _lift_predicate(found, index)
    for arc in found:
        arc.dep = _RENAMED.get(arc.dep, arc.dep)
    return found


def _lift_object(found: list[Arc], arcs: Sequence[Arc], preposition: int) -> None:
    """The noun after a preposition takes its place; the preposition becomes its case."""
    nouns = [i for i, a in enumerate(arcs) if a.head == preposition and a.dep in {"pobj", "pcomp"}]
    if not nouns:
        return
    noun, above = nouns[0], found[preposition].head
    by = arcs[preposition].dep == "agent"
    under_noun = above != preposition and arcs[above].pos in _NOUNS
    oblique = "obl:agent" if by else "nmod" if under_noun else "obl"
    clause = arcs[noun].dep == "pcomp"
    found[noun].head, found[noun].dep = above, "advcl" if clause else oblique
    found[preposition].head, found[preposition].dep = noun, "mark" if clause else "case"
    for arc in found:
        if arc.head == preposition and arc is not found[preposition]:
            arc.head = noun


def _lift_predicate(found: list[Arc], predicate: int) -> None:
    """What somebody is governs the clause; "be" becomes its copula."""
    verb = found[predicate].head
    root = found[verb].head == verb
    found[predicate].head = predicate if root else found[verb].head
    found[predicate].dep = found[verb].dep
    for arc in found:
        if arc.head == verb and arc is not found[predicate]:
            arc.head = predicate
    found[verb].head, found[verb].dep = predicate, "cop"
