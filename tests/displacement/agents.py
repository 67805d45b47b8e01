"""FLEE's rules once more, person by person and without any hurry: what the flows must come to on the mean."""

import numpy as np

from jointguardian.displacement.rules import Rules
from jointguardian.displacement.scenario import Scenario
from jointguardian.displacement.timeline import timeline


class Person:
    def __init__(self, place: int) -> None:
        self.place = place
        self.first = True
        self.recent = 0.0
        self.today = 0.0
        self.road: int | None = None
        self.gone = 0.0


class Agents:
    """One run at awareness 1; `people[d, i]`: at place i after day d."""

    def __init__(self, scenario: Scenario, rules: Rules, seed: int) -> None:
        self.rules, self.rng = rules, np.random.default_rng(seed)
        self.days = timeline(scenario, rules)
        at = scenario.index()
        self.ends = [
            e for r in scenario.routes for e in ((at[r.start], at[r.end]), (at[r.end], at[r.start]))
        ]
        self.km = [r.km for r in scenario.routes for _ in range(2)]
        self.here = np.zeros(len(scenario.places))
        self.people = np.zeros((scenario.days, len(scenario.places)))
        self.all: list[Person] = []
        for i, n in enumerate(self.days.first):
            self.all += [Person(i) for _ in range(int(n))]
            self.here[i] += int(n)
        for d in range(scenario.days):
            self._day(d)

    def _day(self, d: int) -> None:
        if self.days.origin[d].sum() > 0:
            for i in self.rng.choice(
                len(self.here), int(self.days.newcomers[d]), p=self.days.origin[d]
            ):
                self.all.append(Person(int(i)))
                self.here[i] += 1
        for person in self.all:
            if person.road is None:
                self._decide(person, d, sure=False)
        for person in self.all:
            self._travel(person, d)
        for person in self.all:
            person.recent = (person.recent + person.today / self.rules.max_move_speed) / 2
            person.today = 0.0
        self.people[d] = self.here

    def _room(self, i: int) -> float:
        capacity, n = self.days.capacity[i], self.here[i]
        if capacity < 1 or n <= self.rules.capacity_buffer * capacity:
            return 1.0
        return max(0.0, (capacity - n) / (capacity * (1 - self.rules.capacity_buffer)))

    def _decide(self, person: Person, d: int, sure: bool) -> None:
        chance = (
            1.0 if sure and self.days.town[d, person.place] else self.days.chance[d, person.place]
        )
        if self.rng.random() >= chance:
            return
        roads = [
            k for k, (a, _) in enumerate(self.ends) if a == person.place and self.days.open[d, k]
        ]
        if not roads:
            return
        r = self.rules
        weights = np.array([
            ((r.weight_softening + self.days.score[d, self.ends[k][1]]) / (r.softening + self.km[k]) ** r.distance_power * self._room(self.ends[k][1])) ** r.weight_power
            for k in roads
        ])  # fmt: skip
        if weights.sum() <= 0:
            weights = np.ones(len(roads))
        road = int(self.rng.choice(roads, p=weights / weights.sum()))
        goal = self.ends[road][1]
        if self.days.camp[d, goal] and self._room(goal) < 0.5:
            return
        self.here[person.place] -= 1
        person.road, person.gone = road, 0.0

    def _travel(self, person: Person, d: int) -> None:
        if person.road is None:
            return
        pace = (
            self.rules.max_walk_speed
            if person.first and self.rules.start_on_foot
            else self.rules.max_move_speed
        )
        person.gone += pace
        person.today += pace
        if person.gone <= self.km[person.road]:
            return
        person.today += self.km[person.road] - person.gone
        person.first = False
        person.place = self.ends[person.road][1]
        person.road = None
        self.here[person.place] += 1
        if person.today < pace:
            tired = (person.recent + person.today / self.rules.max_move_speed) / 2
            self._decide(person, d, sure=self.rules.avoid_short_stints and tired < 0.5)
            self._travel(person, d)
