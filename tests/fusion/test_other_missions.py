"""Groups, sides and counts in reports from other missions."""

from jointguardian.domain import PlaceMention
from jointguardian.fusion import fuse
from telling import make_told

BEIRUT = PlaceMention("Beirut", "Beirut", "LB", 33.89, 35.5, "lb-1", "settlement")
GOMA = PlaceMention("Goma", "Goma", "CD", -1.68, 29.22, "cd-1", "settlement")
PYLA = PlaceMention("Pyla", "Pyla", "CY", 35.01, 33.69, "cy-1", "settlement")


def test_lebanese_soldiers_are_no_kfor_and_their_counts_rival() -> None:
    told = [
        make_told("r1", "Four Lebanese soldiers were hurt in Beirut, the army said.", place=BEIRUT,
                  actors=("gunmen",), recipients=("Lebanese soldiers",),
                  rows=(("injured", "Lebanese soldiers", 4, None, "the army"),)),
        make_told("r2", "Six Lebanese soldiers were hurt in Beirut, a hospital said.", place=BEIRUT,
                  actors=("gunmen",), recipients=("Lebanese soldiers",), hours=1,
                  rows=(("injured", "Lebanese soldiers", 6, None, "the hospital"),)),
    ]  # fmt: skip
    (incident,) = fuse(told)
    assert {c.group for c in incident.counts} == {"Lebanese soldiers"}
    assert incident.counts[1].relation == "rivals"
    assert "KFOR" not in " ".join((incident.what, *incident.contradictions))


def test_peacekeepers_in_congo_are_their_own_mission() -> None:
    told = make_told("r1", "Two MONUSCO peacekeepers and three protesters died in Goma.", place=GOMA,
                     kind="protest", actors=("protesters",), recipients=("MONUSCO peacekeepers",),
                     rows=(("killed", "MONUSCO peacekeepers", 2), ("killed", "peacekeepers", 2, "at least"),
                           ("killed", "protesters", 3)))  # fmt: skip
    groups = {c.group for c in fuse([told])[0].counts}
    assert groups == {"MONUSCO", "peacekeepers", "protesters"}


def test_both_communities_of_cyprus_are_told_apart() -> None:
    told = make_told("r1", "Turkish Cypriot police and UNFICYP soldiers clashed in Pyla.", place=PYLA,
                     actors=("Turkish Cypriot police",), recipients=("UNFICYP soldiers",),
                     rows=(("injured", "UNFICYP soldiers", 3), ("injured", "Greek Cypriots", 2)))  # fmt: skip
    assert {c.group for c in fuse([told])[0].counts} == {"UNFICYP", "Greek Cypriots"}
