"""Who sees and does what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.access import ACTIONS, LOCAL, Viewer, may_see, permits, require
from jointguardian.domain import Marking
from jointguardian.domain.marking import LEVELS
from jointguardian.errors import NotPermitted

names = st.frozensets(st.sampled_from(["A", "B", "C"]))
markings = st.builds(Marking, st.sampled_from(LEVELS), names, names)
viewers = st.builds(Viewer, st.just("v"), st.sampled_from(LEVELS), names, names)


@given(viewers, markings)
def test_seeing_takes_level_every_compartment_and_one_organisation(
    viewer: Viewer, marking: Marking
) -> None:
    level = LEVELS.index(viewer.level) >= LEVELS.index(marking.level)
    inside = all(c in viewer.compartments for c in marking.compartments)
    released = not marking.releasable_to or any(
        o in marking.releasable_to for o in viewer.organisations
    )
    assert may_see(viewer, marking) == (level and inside and released)


@given(markings)
def test_an_unknown_level_is_seen_by_nobody_and_sees_nothing(marking: Marking) -> None:
    assert not may_see(LOCAL, Marking("cosmic"))
    assert not may_see(Viewer("v", "cosmic"), marking)


def test_the_local_user_sees_every_level_and_may_do_everything() -> None:
    assert all(may_see(LOCAL, Marking(level)) for level in LEVELS)
    assert all(permits(LOCAL, action) for action in ACTIONS)
    assert "analyst" in LOCAL.roles


def test_what_no_role_allows_is_refused_with_the_role_that_would() -> None:
    reader = Viewer("reader", roles=frozenset({"reader", "no-such-role"}))
    assert not any(permits(reader, action) for action in ACTIONS)
    with pytest.raises(NotPermitted, match="takes the role analyst"):
        require(reader, "unseal")
    assert permits(Viewer("w", roles=frozenset({"watch-keeper"})), "judge")


def test_who_drafts_assesses_approves_and_releases_are_different_roles() -> None:
    def may(role: str) -> set[str]:
        return {a for a in ACTIONS if permits(Viewer("v", roles=frozenset({role})), a)}

    assert "draft" in may("watch-keeper")
    assert "assess" not in may("watch-keeper")
    assert {"draft", "assess"} <= may("analyst")
    assert may("approver") == {"approve"}
    assert "approve" not in may("release-officer")
    assert not may("reader")
