"""All dictionaries of a folder, each file recognised by what stands in it."""

from collections.abc import Mapping
from dataclasses import replace

from .actor_file import actors
from .agent_file import agents
from .discard_file import discards, issues
from .entries import Actor, Agent, Dictionaries, Transformation, VerbForm
from .lines import Warnings, lines
from .names import Name, Names
from .verb_file import VerbFile, verb_file

KINDS = ("verbs", "actors", "agents", "discards", "issues")


def dictionaries(files: Mapping[str, str]) -> Dictionaries:
    """The dictionaries from their texts by file name; files of the same kind are joined.

    What cannot be read is named in `warnings`, one line each, and left out.
    """
    texts: dict[str, list[tuple[Warnings, str]]] = {kind: [] for kind in KINDS}
    told: list[Warnings] = []
    for file in sorted(files):
        told.append(Warnings(file))
        kind = kind_of(file, files[file])
        if kind:
            texts[kind].append((told[-1], files[file]))
        else:
            told[-1].found.append(f"{file}: no dictionary of a known kind; left out")
    verbs = [verb_file(text, w) for w, text in texts["verbs"]]
    found_actors: list[Name[Actor]] = [n for w, t in texts["actors"] for n in actors(t, w)]
    found_agents: list[Name[Agent]] = [n for w, t in texts["agents"] for n in agents(t, w)]
    forms = _joined(verbs)
    return Dictionaries(
        actors=Names(found_actors),
        agents=Names(found_agents),
        verbs=forms,
        discards=Names(n for w, t in texts["discards"] for n in discards(t, w)),
        issues=Names(n for w, t in texts["issues"] for n in issues(t, w)),
        transformations=tuple(_resolved(t, forms) for v in verbs for t in v.transformations),
        tree=any(v.tree for v in verbs),
        warnings=tuple(line for w in told for line in w.found),
    )


def _joined(files: list[VerbFile]) -> dict[str, tuple[VerbForm, ...]]:
    found: dict[str, list[VerbForm]] = {}
    for file in files:
        for word, forms in file.forms.items():
            found.setdefault(word, []).extend(forms)
    return {
        word: tuple(sorted(forms, key=lambda f: -len(f.before) - len(f.after)))
        for word, forms in found.items()
    }


def _resolved(change: Transformation, forms: dict[str, tuple[VerbForm, ...]]) -> Transformation:
    """A transformation with the families of its verbs' codes in place of their names."""

    def family(name: str) -> str:
        plain = (f.verb.code for f in forms.get(name, ()) if not f.before and not f.after)
        codes = [code for code in plain if code]
        return "Q" if name == "Q" else codes[-1][:2] if codes else name

    return replace(change, outer=family(change.outer), inner=family(change.inner))


def kind_of(file: str, text: str) -> str | None:
    """What a file is: by its name where that says it, else by its lines; None for something else."""
    named = next((kind for kind in KINDS if kind[:-1] in file.lower()), None)
    if named:
        return named
    sample = [line for _, line in zip(range(5000), (line for _, line in lines(text)), strict=False)]
    if any(line.startswith(("---", "- ")) for line in sample):
        return "verbs"
    coded = [line for line in sample if "[" in line]
    if not coded:
        return None
    return "agents" if sum("~" in line for line in coded) * 2 > len(coded) else "actors"
