"""The tension of an operation: from reports to a level, as known then, withheld where nobody looked."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jointguardian.access import LOCAL
from jointguardian.errors import UnknownName
from jointguardian.pipeline import build_demonstration, open_operation
from jointguardian.pipeline.known import KnownReader
from jointguardian.pipeline.tension import Tensions


@pytest.fixture(scope="module")
def tensions(tmp_path_factory: pytest.TempPathFactory) -> Tensions:
    folder = tmp_path_factory.mktemp("op")
    build_demonstration(folder / "demo", plans=False)
    operation = open_operation(Path(folder / "demo"))
    return Tensions(operation, KnownReader(operation))


def _evening(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T21:00").replace(tzinfo=UTC)


def test_the_end_of_may_2023_is_red_and_leads_to_its_incidents(tensions: Tensions) -> None:
    found = tensions.level(LOCAL, _evening("2023-05-30"))
    assert found.level == "red"
    assert found.low < found.index < found.high
    assert sum(r.share for r in found.reasons) <= 1.0
    known = {i.id for i in tensions.reader.at(LOCAL, _evening("2023-05-30")).incidents}
    deeds = [r for r in found.reasons if r.indicator != "hostile-claims"]
    assert deeds
    assert all(r.ref in known for r in deeds)
    assert "Without a further sign the index is below 65" in found.lower[0]


def test_the_silence_before_it_is_withheld_and_not_called_quiet(tensions: Tensions) -> None:
    for day in ("2023-02-15", "2023-03-15", "2023-04-15"):
        found = tensions.level(LOCAL, _evening(day))
        assert found.level is None
        assert found.withheld


def test_a_place_has_its_own_level(tensions: Tensions) -> None:
    found = {t.unit: t for t in tensions.levels(LOCAL, _evening("2023-05-30"))}
    assert found["zvecan"].index > found["pristina"].index
    assert found["zvecan"].level is not None
    assert found["strpce"].level is None, "nobody reported from there"
    assert any(" > " in unit for unit in found)


def test_a_day_of_the_history_is_what_was_known_that_day(tensions: Tensions) -> None:
    late = tensions.history(LOCAL, None, "area", date(2023, 5, 20), date(2023, 5, 30))
    then = tensions.history(
        LOCAL, _evening("2023-05-28"), "area", date(2023, 5, 20), date(2023, 5, 30)
    )
    assert [d.day for d in then] == [d.day for d in late][:9]
    for one, other in zip(late, then, strict=False):
        assert one.index == pytest.approx(other.index, abs=8), "only fusion may differ"


def test_indicators_of_a_place_see_their_neighbours(tensions: Tensions) -> None:
    values = {i.id: i for i in tensions.indicators(LOCAL, _evening("2023-05-30"), "zubin-potok")}
    assert values["spill-over"].value > 0
    assert len(values) == 10


def test_a_dyad_has_a_level_where_reports_tell_of_both(tensions: Tensions) -> None:
    found = {t.unit: t for t in tensions.levels(LOCAL, _evening("2023-05-30"))}
    dyads = [t for unit, t in found.items() if " > " in unit]
    told = [t for t in dyads if t.level is not None]
    assert told, "of some dyads enough was heard"
    assert all(t.heard >= 3 for t in told)
    days = tensions.days(LOCAL, _evening("2023-05-30"), told[0].unit, date(2023, 5, 28))
    assert (days[-1].index, days[-1].level) == (told[0].index, told[0].level)


def test_a_unit_is_known_by_id_name_or_pair(tensions: Tensions) -> None:
    assert tensions.unit("Звечан") == "zvecan"
    assert tensions.unit("kfor > serbia") == "kfor > serbia"
    for wrong in ("nowhere", "kfor > nobody"):
        with pytest.raises(UnknownName):
            tensions.unit(wrong)


def test_weeks_begin_on_mondays_and_the_last_may_not_be_over(tensions: Tensions) -> None:
    weeks = tensions.weeks(LOCAL, _evening("2023-05-30"), "area", date(2023, 5, 17))
    assert [w.since for w in weeks] == ["2023-05-15", "2023-05-22", "2023-05-29"]
    assert [w.over for w in weeks] == [True, True, False]
    assert weeks[-1].level == "red"
