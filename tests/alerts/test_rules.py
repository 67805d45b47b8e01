"""Alert rules: what raises them, what does not, and what a wrong file is told."""

from dataclasses import replace

import pytest

from jointguardian.alerts import DEFAULT, raised, read_rules
from jointguardian.domain import AlertRule, TensionDay, TensionLevel
from jointguardian.errors import SettingsError

RED = TensionLevel("zvecan", "2023-05-30", 80.0, 70.0, 85.0, "red", (), (), 70.0, 5.0, 20, 9.0)


def _days(*levels: str | None) -> list[TensionDay]:
    return [TensionDay(f"2023-05-{20 + n}", 0, 0, 0, level) for n, level in enumerate(levels)]


def _rules(*levels: TensionLevel, silent: dict[str, int] | None = None, **days: object) -> set[str]:
    found = raised(DEFAULT, levels, days, silent or {})  # type: ignore[arg-type]
    return {f"{a.rule}:{a.unit}" for a in found}


def test_red_is_told_and_amber_is_not() -> None:
    assert _rules(RED) == {"red:zvecan"}
    assert _rules(replace(RED, level="amber")) == set()
    assert _rules(replace(RED, level=None)) == set()


def test_two_levels_up_within_a_week() -> None:
    up = {"zvecan": _days("green", "green", "amber", "red")}
    assert _rules(RED, **up) == {"red:zvecan", "two-up:zvecan"}
    slow = {"zvecan": _days("green", *["amber"] * 9, "red")}
    assert _rules(RED, **slow) == {"red:zvecan"}
    assert _rules(RED, zvecan=_days(None, None, "red")) == {"red:zvecan"}


def test_silence_is_told_by_place() -> None:
    assert _rules(silent={"prizren": 14, "zvecan": 13}) == {"no-report:prizren"}


def test_a_rule_may_be_for_some_units_only() -> None:
    rule = AlertRule("here", "level", level="amber", units=("leposavic",))
    assert list(raised([rule], [RED], {}, {})) == []
    assert len(list(raised([rule], [replace(RED, unit="leposavic")], {}, {}))) == 1


def test_the_same_day_gives_the_same_alert() -> None:
    one, other = (next(iter(raised(DEFAULT, [RED], {}, {}))) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rules: [{id: x, kind: mood}]", "'mood' is no kind"),
        ("rules: [{id: x, kind: level, level: blue}]", "level is amber or red"),
        ("rules: [{id: x, kind: level, days: 0}]", "at least 1"),
        ("rule: []", "unknown key 'rule'"),
        ("webhooks: ['http://example.org']", "is not https"),
        ("rules: [", "no alert rules"),
    ],
)
def test_a_wrong_file_is_refused(text: str, told: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        read_rules(text, "alerts.yaml")
    assert told in refusal.value.line
    assert "alerts.yaml" in refusal.value.line


def test_rules_and_webhooks_are_read() -> None:
    rules, hooks = read_rules(
        "rules: [{id: x, kind: rise, steps: 1, days: 3}]\nwebhooks: ['https://example.org/h']", "f"
    )
    assert rules == (AlertRule("x", "rise", steps=1, days=3),)
    assert hooks == ("https://example.org/h",)
    assert read_rules("", "f") == (DEFAULT, ())
