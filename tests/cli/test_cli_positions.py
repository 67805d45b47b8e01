"""`guardian positions` narrowed to days, as a person types it."""

from pathlib import Path

from cli_runner import Guardian


def test_a_day_shows_what_was_said_on_it(guardian: Guardian, kosovo: Path) -> None:
    asked = ("-C", kosovo, "mandate", "positions", "--as-of", "2023-05-30", "--issue", "mayors")
    told = guardian(*asked, "--day", "2023-05-30", "--json").json
    assert {s["day"] for p in told["positions"] for s in p["history"]} == {"2023-05-30"}
    page = guardian(*asked).out
    assert "shift 2023-05-29: KFOR" in page
    assert "SRB: NATO no since 1999-01-01" in page


def test_days_that_contradict_each_other_are_refused(guardian: Guardian, kosovo: Path) -> None:
    backwards = guardian(
        "-C", kosovo, "positions", "--since", "2023-06-01", "--until", "2023-05-01"
    )
    assert (backwards.code, "swap" in backwards.err) == (2, True)
    both = guardian("-C", kosovo, "positions", "--day", "2023-06-01", "--until", "2023-05-01")
    assert (both.code, "one or the other" in both.err) == (2, True)
