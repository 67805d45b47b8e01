"""What the description of the API says in words: groups of operations, and each parameter with an example.

A word means the same in every address; where one does not, it stands under `METHOD path` too.
`tests/web/test_web_answers.py` fails for a parameter or an address that is not told here.
"""

Example = str | int | bool | list[float]

TAGS = {
    "picture": "What is known as of a moment: picture, map, timeline, incidents, reports, search.",
    "watch": "The log of the watch, shifts, saved views, who is here, handover, and the news of what is written.",
    "capture": "A report taken down or pasted, read, recorded.",
    "check": "Grades, versions, links, sources, and values that wait for review.",
    "requests": "What the field is asked, and where nobody reports from.",
    "mandate": "What resolutions and agreements order, and what the record says of it.",
    "tension": "Warning problems, the tension index by place and dyad, its history, and what came of warnings.",
    "products": "Briefs, and products from draft to release with the requirements that they answer.",
    "forces": "Order of battle, strength, patrols, restrictions, reserves; reinforcement plans.",
    "displacement": "Where people are expected to flee to and who may go home, with intervals, and with changes.",
    "forecast": "What is expected of the next four weeks by municipality, and what came of earlier forecasts.",
    "replay": "What was known when, and what became known later.",
    "log": "The mission's own log.",
    "session": "Who asks.",
    "maps": "OGC API – Features, Part 1.",
    "room": "The room itself: its guard rails and its health.",
}
"""Each group with what is in it, in the order of a watch's work."""

PREFIXES = {
    "/api/about": "room",
    "/api/alerts": "tension",
    "/api/backtests": "tension",
    "/api/brief": "products",
    "/api/capture": "capture",
    "/api/check": "check",
    "/api/displacement": "displacement",
    "/api/forecast": "forecast",
    "/api/forces": "forces",
    "/api/gaps": "requests",
    "/api/handover": "watch",
    "/api/incidents": "picture",
    "/api/incidents/{incident}/": "check",
    "/api/later": "replay",
    "/api/log": "log",
    "/api/mandate": "mandate",
    "/api/map": "picture",
    "/api/municipalities": "picture",
    "/api/picture": "picture",
    "/api/positions": "picture",
    "/api/posture": "forces",
    "/api/presence": "watch",
    "/api/product": "products",
    "/api/read": "capture",
    "/api/region": "picture",
    "/api/replay": "replay",
    "/api/reports": "picture",
    "/api/requests": "requests",
    "/api/requirements": "products",
    "/api/review": "check",
    "/api/search": "picture",
    "/api/session": "session",
    "/api/sources": "check",
    "/api/speakers": "check",
    "/api/stream": "watch",
    "/api/tension": "tension",
    "/api/timeline": "picture",
    "/api/warning": "tension",
    "/api/watch": "watch",
    "/healthz": "room",
    "/ogc": "maps",
}
"""The group of an address: of those that it begins with, the longest counts."""

PARAMETERS: dict[str, tuple[str, Example]] = {
    "actor": ("Only actors whose name has these letters.", "Kurti"),
    "alert": ("The id of an alert.", "al_4f1c9d"),
    "after": ("The cursor that the page before gave as `next`.", ""),
    "as_of": (
        "What was known then: a day (its end), an ISO moment or a date-time group; left out: now.",
        "2023-05-30T20:00:00Z",
    ),
    "bbox": (
        "Only inside of this box: west,south,east,north in degrees.",
        [20.7, 42.8, 20.9, 43.0],
    ),
    "change": (
        "What to change, one a line: KIND:NAMES:FROM-TO:VALUE, days from 0.",
        "close-border:Kosovo,North_Macedonia:14-30",
    ),
    "counted": ("Whether to count what each choice of the filter would leave.", True),
    "datetime": (
        "Only what is of this moment, or of this interval (`..` for open).",
        "2023-05-01/2023-05-31",
    ),
    "day": ("Near this day (ISO).", "2023-05-29"),
    "days": ("Days of silence after which a place counts as silent; left out: its own rhythm.", 14),
    "f": ("The form of the answer; left out: as `Accept` asks.", "json"),
    "feature": ("The id of a feature.", "i_4f1c9d"),
    "flight": ("The id of a displacement scenario.", "exodus-1999"),
    "hindsight": (
        "Tell each day as it is known at the moment, not as it was known at its own end.",
        False,
    ),
    "hours": ("How many hours the period has; left out: as the operation's orders say.", 24),
    "incident": ("The id of an incident.", "i_4f1c9d"),
    "issue": ("Only this issue of the board, by its id or label.", "mayors"),
    "item": ("The id of something that was read in a report.", "r_4f1c9d:e_1"),
    "kind": ("Which kind of brief.", "sitrep"),
    "limit": ("How many features at most, 1 to 10,000; left out: 100.", 50),
    "log": ("The id of a log's file that is open.", "lg_4f1c9d"),
    "name": ("The id of a collection.", "incidents"),
    "observation": ("The id of an observation.", "ob_4f1c9d"),
    "offset": ("How many features to pass over.", 0),
    "only": (
        "A filter in one line, as the log of the watch takes it.",
        "type:protest municipality:Zvečan",
    ),
    "patrol": ("The id of a patrol.", "pt_4f1c9d"),
    "problem": ("The id of a warning problem.", "violence-north"),
    "place": ("Only at this municipality or place.", "Zvečan"),
    "product": ("The id of a product.", "pd_4f1c9d"),
    "q": ("The words to look for, or the beginning of a name.", "Zvečan"),
    "report": ("The id of a report.", "r_4f1c9d"),
    "requirement": ("The id of an information requirement.", "ir_4f1c9d"),
    "rfi": ("The id of a request for information.", "rfi_4f1c9d"),
    "scenario": ("The id of a reinforcement scenario.", "zvecan-2023"),
    "since": ("From this day on (ISO).", "2023-05-26"),
    "standing": ("How it stands: overdue, open, answered or withdrawn.", "overdue"),
    "subject": ("The id of the incident or report.", "i_4f1c9d"),
    "tab": ("The page that asks, by a name of its own; it is left out of the answer.", "tab-1"),
    "target": ("What is counted: incidents, protests or injured.", "injured"),
    "task": ("The id of a task of the mandate.", "secure-environment"),
    "to": ("Who was asked.", "RC-E"),
    "unit": ("`area`, a municipality's id, or a dyad `actor > target`.", "zvecan"),
    "until": ("Up to this day (ISO).", "2023-05-31"),
    "version": ("Which version; left out: the newest.", 1),
    "week": ("A week, by one of its days (ISO); left out: the one of the moment.", "2023-05-29"),
    "words": ("Only what holds all of these words.", "barricade"),
}

ELSEWHERE: dict[str, dict[str, tuple[str, Example]]] = {
    "GET /api/forces/strength": {
        "kind": ("Which kind of strength; left out: the one with most numbers.", "in-area")
    },
    "GET /api/later": {"incident": ("Ids of incidents, with commas between.", "i_4f1c9d,i_77aa01")},
    "GET /api/replay/step": {
        "to": ("What makes a step: report, change, hour or day.", "report"),
        "by": ("1: on; -1: back.", 1),
    },
    "GET /api/stream": {
        "after": ("The number of the last write that is known; `Last-Event-ID` counts more.", 120)
    },
}
"""Where a word means something else."""

ITEMS = "GET /ogc/collections/{name}/items"
SCHEMAS: dict[str, dict[str, dict[str, object]]] = {
    ITEMS: {
        "bbox": {
            "type": "array",
            "items": {"type": "number"},
            "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
        },
        "datetime": {"type": "string"},
        "limit": {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 100},
        "offset": {"type": "integer", "minimum": 0, "default": 0},
    }
}
"""Parameters whose schema a standard gives (17-069r4, 7.15: requirements fc-bbox-definition,
fc-time-definition, fc-limit-definition): programs take their page's size from there."""

MEDIA = {
    "GET /api/stream": ("text/event-stream",),
    "GET /ogc": ("application/json", "text/html"),
    "GET /ogc/conformance": ("application/json", "text/html"),
    "GET /ogc/collections": ("application/json", "text/html"),
    "GET /ogc/collections/{name}": ("application/json", "text/html"),
    ITEMS: ("application/geo+json", "text/html", "text/csv"),
    "GET /ogc/collections/{name}/items/{feature}": ("application/geo+json", "text/html"),
}
"""Addresses that answer in another form, or in several; the others answer in the one of their type."""


def tag_of(path: str) -> str:
    """The group of an address. Raises KeyError for one that nobody told of."""
    fitting = [p for p in PREFIXES if path.startswith(p)]
    return PREFIXES[max(fitting, key=len, default=path)]


def told_of(method: str, path: str, name: str) -> tuple[str, Example]:
    """What a parameter means there, with an example. Raises KeyError likewise."""
    return ELSEWHERE.get(f"{method.upper()} {path}", {}).get(name) or PARAMETERS[name]
