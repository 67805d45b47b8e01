"""An open room tries its alert rules by itself, one look at a time, and outlives a wrong rule."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock
from types import SimpleNamespace
from typing import Any

import pytest

from jointguardian.access import LOCAL, Viewer
from jointguardian.errors import SettingsError
from jointguardian.pipeline.alert_watch import AlertWatch

SECONDS = 10.0
"""How long is waited for what must come."""


class Rules:
    """Stands for an operation's alerts: counts looks, and how many go on at once."""

    def __init__(self, *, replay: bool = False, wrong: int = 0) -> None:
        self.link, self.looks, self.at_once, self._now, self._wrong = 1, 0, 0, 0, wrong
        self._lock, self._looked = Lock(), Event()
        self.operation = SimpleNamespace(
            settings=SimpleNamespace(replay=replay),
            record=SimpleNamespace(newest_link=lambda: self.link),
        )

    def look(self, _: Viewer) -> tuple[()]:
        with self._lock:
            self._now += 1
            self.looks += 1
            self.at_once = max(self.at_once, self._now)
        try:
            if self.looks <= self._wrong:
                raise SettingsError("no alert rules", where="alerts.yaml")
            return ()
        finally:
            with self._lock:
                self._now -= 1
            self._looked.set()

    def looked(self) -> bool:
        """Waits for the next look."""
        came = self._looked.wait(SECONDS)
        self._looked.clear()
        return came


@contextmanager
def watching(rules: Any, minutes: float = 60) -> Iterator[AlertWatch]:
    watch = AlertWatch(rules, minutes, every=0.01, rest=0.0)
    watch.start(LOCAL)
    watch.start(LOCAL)
    try:
        yield watch
    finally:
        watch.close()


def test_it_looks_when_the_room_opens_and_after_each_write() -> None:
    rules = Rules()
    with watching(rules):
        assert rules.looked()
        rules.link = 2
        assert rules.looked()
    assert (rules.looks, rules.at_once) == (2, 1)


def test_it_looks_without_a_write_when_its_time_is_up() -> None:
    rules = Rules()
    with watching(rules, minutes=0.0005):
        assert all(rules.looked() for _ in range(3))


def test_a_wrong_rule_is_told_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    rules = Rules(wrong=1)
    with watching(rules):
        assert rules.looked()
        rules.link = 2
        assert rules.looked()
    assert "alerts.yaml: no alert rules" in caplog.text


@pytest.mark.parametrize(("replay", "minutes"), [(True, 60.0), (False, 0.0)])
def test_nobody_looks_in_a_replay_or_where_it_is_switched_off(replay: bool, minutes: float) -> None:
    rules = Rules(replay=replay)
    with watching(rules, minutes) as watch:
        assert not watch.looks
    assert rules.looks == 0


def test_after_it_is_closed_nothing_is_looked_at() -> None:
    rules = Rules()
    with watching(rules):
        assert rules.looked()
    looks, rules.link = rules.looks, 9
    assert not rules._looked.wait(0.05)
    assert rules.looks == looks
