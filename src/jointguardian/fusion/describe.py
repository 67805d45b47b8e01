"""An incident in one short neutral sentence of our own, with its dates, places and status."""

from collections import Counter
from collections.abc import Sequence

from ..domain import ActorMention, PlaceMention
from .parties import are_people, known_party, side
from .profile import Mention
from .saying import day_in_words, joined

CROWDS = frozenset(
    {
        "Serbs",
        "Albanians",
        "protesters",
        "civilians",
        "attackers",
        "refugees",
        "journalists",
        "total",
    }
)
PRECISION = ("exact", "settlement", "municipality", "region", "country", "unknown")
SHOWN_PLACES = 6

# Our labels of PLOVER modes that say more than their type.
MODES: dict[tuple[str, str], str] = {
    ("coerce", "arrest"): "Arrest",
    ("coerce", "seize"): "Seizure",
    ("coerce", "deport"): "Deportation",
    ("retreat", "withdraw"): "Withdrawal",
    ("retreat", "release"): "Release",
    ("retreat", "return"): "Return",
    ("retreat", "disarm"): "Disarmament",
    ("retreat", "ceasefire"): "Ceasefire",
    ("retreat", "resign"): "Resignation",
    ("protest", "obstruct"): "Roadblock or barricade",
    ("assault", "explosives"): "Explosion",
    ("assault", "abduct"): "Abduction",
    ("assault", "crowd-control"): "Use of force against a crowd",
}

# Our labels of the PLOVER types: `alone` with actors, `against` with recipients too.
LABELS: dict[str, tuple[str, str]] = {
    "agree": ("Agreement by {a}", "Agreement of {a} with {r}"),
    "consult": ("Talks by {a}", "Talks of {a} with {r}"),
    "support": ("Support by {a}", "Support by {a} for {r}"),
    "concede": ("Concession by {a}", "Concession by {a} to {r}"),
    "cooperate": ("Cooperation by {a}", "Cooperation of {a} with {r}"),
    "aid": ("Aid by {a}", "Aid by {a} for {r}"),
    "retreat": ("Withdrawal or release by {a}", "Withdrawal or release by {a}, concerning {r}"),
    "request": ("Request by {a}", "Request by {a} to {r}"),
    "accuse": ("Accusation by {a}", "Accusation by {a} against {r}"),
    "reject": ("Refusal by {a}", "Refusal by {a} towards {r}"),
    "threaten": ("Threat by {a}", "Threat by {a} towards {r}"),
    "protest": ("Protest by {a}", "Protest by {a} against {r}"),
    "sanction": ("Sanction by {a}", "Sanction by {a} against {r}"),
    "mobilize": ("Alert or movement of forces by {a}", "Movement of forces by {a} towards {r}"),
    "coerce": ("Coercive action by {a}", "Coercive action by {a} against {r}"),
    "assault": ("Attack by {a}", "Attack by {a} on {r}"),
}
BARE: dict[str, str] = {
    "agree": "Agreement", "consult": "Talks", "support": "Support", "concede": "Concession",
    "cooperate": "Cooperation", "aid": "Aid", "retreat": "Withdrawal or release",
    "request": "Request", "accuse": "Accusation", "reject": "Refusal", "threaten": "Threat",
    "protest": "Protest", "sanction": "Sanction", "mobilize": "Alert or movement of forces",
    "coerce": "Coercive action", "assault": "Violence",
}  # fmt: skip


def what(members: Sequence[Mention], kind: str, status: str) -> str:
    """E.g. "Clash between KFOR and Serbs, Zvecan, 29 May 2023"; parties by our labels only."""
    actors = _named([a for m in members for a in m.event.actors])
    recipients = _named([r for m in members for r in m.event.recipients])
    actors = [a for a in actors if _can_act(a, kind)]
    mode = _mode(members, kind)
    head = mode or _head(kind, members, actors, recipients)
    if mode:
        named = [] if mode in ("Explosion", "Abduction") else actors
        head += _tail_of_parties(named, recipients)
    start, _ = dates(members)
    place = next((p.name for p in places(members)), "")
    tail = [t for t in (place, day_in_words(start) if start else "") if t]
    claimed = all(m.event.asserted_by for m in members)
    prefix = "" if status in ("happened", "ongoing") else f"{status.capitalize()}: "
    if claimed and not prefix:
        prefix = "As claimed: "
    return prefix + ", ".join([head[0].lower() + head[1:] if prefix else head, *tail])


def _head(kind: str, members: Sequence[Mention], actors: list[str], recipients: list[str]) -> str:
    if kind == "assault" or (kind == "protest" and any(_hurt(m) for m in members)):
        return _violence(members, recipients)
    others = [r for r in recipients if r not in actors[:1]][:1]
    alone, against = LABELS.get(kind, ("Incident involving {a}", "Incident involving {a} and {r}"))
    if actors and others:
        return against.format(a=actors[0], r=others[0])
    if actors:
        return alone.format(a=actors[0])
    bare = BARE.get(kind, "Incident")
    return f"{bare} concerning {others[0]}" if others else bare


def _can_act(party: str, kind: str) -> bool:
    """States do not march and crowds do not arrest: such an actor is a misreading, and not named."""
    if kind == "protest":
        return are_people(party)
    return kind != "coerce" or party not in CROWDS


def _hurt(m: Mention) -> bool:
    return any(n > 0 for _, _, n in m.profile.numbers)


def _violence(members: Sequence[Mention], recipients: Sequence[str]) -> str:
    """Who acted on whom is said only of bodies of people, and only where a report says so."""
    pairs: Counter[tuple[str, str]] = Counter()
    for m in members:
        actors = {p for a in m.event.actors if (p := _label(a)) and are_people(p)}
        targets = {p for a in m.event.recipients if (p := _label(a)) and are_people(p)}
        pairs.update((a, t) for a in actors for t in targets if side(a) != side(t))
    if not pairs:
        people = [r for r in recipients if are_people(r)][:1]
        return f"Violence concerning {people[0]}" if people else "Violence"
    a, t = min(pairs, key=lambda p: (-pairs[p] - pairs[p[1], p[0]], -pairs[p], p))
    mixed = len({m.event.type for m in members} & {"assault", "protest"}) == 2
    both = pairs[t, a] > 0 or mixed
    return f"Clash between {joined(sorted([a, t]))}" if both else f"Attack by {a} on {t}"


def _mode(members: Sequence[Mention], kind: str) -> str | None:
    """The label of the mode that at least half of the events of the main type share."""
    of_kind = [m.event.mode for m in members if m.event.type == kind]
    votes = Counter(m for m in of_kind if m)
    best = min(votes, key=lambda m: (-votes[m], m), default=None)
    if best is None or votes[best] * 2 < len(of_kind):
        return None
    return MODES.get((kind, best))


def _tail_of_parties(actors: Sequence[str], recipients: Sequence[str]) -> str:
    other = next((r for r in recipients if r not in actors[:1]), "")
    by = f" by {actors[0]}" if actors else ""
    return by + (f", concerning {other}" if other else "")


def _named(mentions: Sequence[ActorMention]) -> list[str]:
    """Parties of the mentions that our table or the actors' dictionary knows, most named first."""
    names = Counter(n for m in mentions if (n := _label(m)))
    return sorted(names, key=lambda n: (-names[n], n))


def _label(mention: ActorMention) -> str | None:
    known = known_party(mention.known_as)
    if known:
        return known
    return mention.known_as if mention.id and "█" not in mention.known_as else None


def kind_of(members: Sequence[Mention]) -> str:
    """The type most members give; of equals, that with casualties, then the first known."""
    votes = Counter(m.event.type for m in members)
    hurt = Counter(m.event.type for m in members if m.event.casualties)
    first = {m.event.type: n for n, m in reversed(list(enumerate(members)))}
    return max(votes, key=lambda t: (votes[t] + hurt[t], -first[t]))


def status_of(members: Sequence[Mention]) -> str:
    """`happened` or `ongoing` if any member says so, else what most say."""
    told = Counter(m.event.status for m in members)
    for real in ("happened", "ongoing"):
        if told[real]:
            return real
    return max(sorted(told), key=lambda s: told[s])


def dates(members: Sequence[Mention]) -> tuple[str | None, str | None]:
    """From the day most give to the last told end, both as precise as known."""
    days = Counter(m.event.start for m in members if m.event.start and len(m.event.start) == 10)
    if days:
        start = min(days, key=lambda d: (-days[d], d))
        ends = [m.event.end for m in members if m.event.start == start and m.event.end]
        votes = Counter(e for e in ends if len(e) == 10)
        return start, min(votes, key=lambda e: (-votes[e], e), default=start)
    vague = Counter(m.event.start for m in members if m.event.start)
    start_vague = min(vague, key=lambda d: (-len(d), -vague[d], d), default=None)
    return start_vague, start_vague


def places(members: Sequence[Mention]) -> tuple[PlaceMention, ...]:
    """The places told, best precision first, then the most told; coarser ones only if no finer."""
    votes: Counter[str] = Counter()
    best: dict[str, PlaceMention] = {}
    for place in (p for m in members for p in m.event.places):
        key = place.name
        votes[key] += 1
        best[key] = min(best.get(key, place), place, key=_rank)
    ranked = sorted(best, key=lambda k: (-votes[k] / _coarse(best[k]), k))
    fine = [k for k in ranked if _rank(best[k]) <= 2]
    fine = [k for k in fine if best[k].municipality] or fine
    return tuple(best[k] for k in (fine or ranked)[:SHOWN_PLACES])


def _rank(place: PlaceMention) -> int:
    known = place.precision in PRECISION
    return PRECISION.index(place.precision) if known else len(PRECISION) - 1


def _coarse(place: PlaceMention) -> float:
    return 1.0 if _rank(place) <= 2 else 4.0
