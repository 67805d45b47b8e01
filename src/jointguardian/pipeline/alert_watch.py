"""The rules of alerts, tried by themselves while a room is open: after something was written, and now and then."""

import logging
import time
from threading import Event, Thread

from ..access import Viewer
from ..errors import GuardianError
from .alerts import Alerts

EVERY = 5.0
"""Seconds between two questions whether something was written, by this process or another."""
REST, SHARE = 30.0, 20.0
"""Seconds between two looks: at least so many, and so many times as long as the last one took, so that
looking takes a twentieth of one core at most."""
LOG = logging.getLogger(__name__)


class AlertWatch:
    """One thread that looks; never two looks at once. In a replay, and with 0 minutes, nobody looks.

    `minutes` is the longest time without a look (silence is raised by no report), `every` and `rest` are seconds.
    """

    def __init__(
        self, alerts: Alerts, minutes: float, *, every: float = EVERY, rest: float = REST
    ) -> None:
        self.alerts = alerts
        self._minutes, self._every, self._rest = minutes, every, rest
        self._ends = Event()
        self._thread: Thread | None = None

    @property
    def looks(self) -> bool:
        """Whether the rules are tried by themselves here."""
        return self._minutes > 0 and not self.alerts.operation.settings.replay

    def start(self, viewer: Viewer) -> None:
        """Begins to look with the sight of a viewer, once."""
        if self.looks and self._thread is None:
            self._thread = Thread(target=self._run, args=(viewer,), daemon=True, name="alerts")
            self._thread.start()

    def close(self) -> None:
        """Ends it; a look that is under way is waited for."""
        if self._thread is not None:
            self._ends.set()
            self._thread.join()
            self._thread = None

    def _run(self, viewer: Viewer) -> None:
        record = self.alerts.operation.record
        seen, rests, due = -1, 0.0, 0.0
        while not self._ends.wait(self._every):
            now, newest = time.monotonic(), record.newest_link()
            if now < rests or (newest == seen and now < due):
                continue
            self._look(viewer)
            # What is written during a look is looked at next: also the look's own alerts, once, which adds none.
            seen, done = newest, time.monotonic()
            rests, due = done + max(self._rest, SHARE * (done - now)), done + 60 * self._minutes

    def _look(self, viewer: Viewer) -> None:
        """A wrong alerts.yaml is told and tried again."""
        try:
            made = self.alerts.look(viewer)
        except (GuardianError, OSError) as fault:
            LOG.warning("alerts could not be tried: %s", fault)
        else:
            LOG.info("alerts tried: %d new", len(made))
