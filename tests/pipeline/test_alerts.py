"""Alerts: raised once, turned by a person, and sent only when a person releases them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jointguardian.access import LOCAL, Viewer
from jointguardian.errors import InputError, NotPermitted
from jointguardian.pipeline import build_demonstration, open_operation
from jointguardian.pipeline.alerts import Alerts
from jointguardian.pipeline.known import KnownReader
from jointguardian.pipeline.tension import Tensions

WATCH = Viewer("watch", "public", roles=frozenset({"watch-keeper"}))
Sent = list[tuple[str, dict[str, object]]]


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Alerts]:
    build_demonstration(tmp_path / "demo", plans=False)
    (tmp_path / "demo" / "alerts.yaml").write_text(
        "webhooks: ['https://one.example', 'https://two.example']", encoding="utf-8"
    )

    def make(day: str, sent: Sent | None = None) -> Alerts:
        now = datetime.fromisoformat(f"{day}T21:00").replace(tzinfo=UTC)
        operation = replace(open_operation(tmp_path / "demo"), clock=lambda: now)

        def send(address: str, document: dict[str, object]) -> None:
            if "two" in address:
                raise OSError("nobody answered")
            if sent is not None:
                sent.append((address, document))

        return Alerts(Tensions(operation, KnownReader(operation)), send)

    return make


def test_an_alert_is_raised_once_turned_and_sent_by_a_person(
    opened: Callable[..., Alerts],
) -> None:
    sent: Sent = []
    alerts = opened("2023-05-30", sent)
    made = alerts.look(LOCAL)
    assert {a.rule for a in made} >= {"red"}
    assert alerts.look(LOCAL) == ()
    assert sent == []
    red = next(a for a in made if a.rule == "red" and a.unit == "area")
    assert red.refs
    assert alerts.turn(WATCH, red.id, "acknowledged", "seen").by == "watch"
    with pytest.raises(NotPermitted):
        alerts.release(WATCH, red.id)
    assert sent == []
    told = alerts.release(LOCAL, red.id, "for the duty officer")
    assert [a for a, _ in sent] == ["https://one.example"]
    assert sent[0][1]["released_by"] == "local"
    assert told.failed == ("https://two.example: nobody answered",)
    assert next(a for a in alerts.listed(WATCH) if a.id == red.id).state == "released"
    with pytest.raises(InputError, match="was released by local"):
        alerts.release(LOCAL, red.id)


def test_who_may_only_read_raises_nothing(opened: Callable[..., Alerts]) -> None:
    with pytest.raises(NotPermitted):
        opened("2023-05-30").look(Viewer("reader"))


def test_a_wrong_turn_is_refused(opened: Callable[..., Alerts]) -> None:
    alerts = opened("2023-05-30")
    one = alerts.look(LOCAL)[0]
    with pytest.raises(InputError, match="is no state"):
        alerts.turn(LOCAL, one.id, "released")
