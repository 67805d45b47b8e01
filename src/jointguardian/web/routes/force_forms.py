"""What the forms and the API of the force take: one struct a form, every field as it was typed."""

from datetime import datetime

import msgspec
from litestar.datastructures import UploadFile

from ...domain.dates import parse_moment


class Entered(msgspec.Struct, kw_only=True, forbid_unknown_fields=False):
    """What every form of these pages sends beside its own fields."""

    as_of: str = ""
    back: str = "/forces"

    def told(self) -> dict[str, str]:
        """The fields that were filled in."""
        fields = msgspec.structs.asdict(self)
        return {k: v for k, v in fields.items() if v and k not in ("as_of", "back")}

    def moment(self) -> datetime | None:
        """The moment looked at; None for the present."""
        return parse_moment(self.as_of) if self.as_of else None

    def way_back(self) -> str:
        """A page of these to go back to."""
        ours = self.back.startswith("/forces") and "\\" not in self.back
        return self.back if ours else "/forces"


class UnitForm(Entered):
    """A unit, or what of it is different since `start`."""

    name: str
    id: str = ""
    start: str = ""
    end: str = ""
    nation: str = ""
    echelon: str = ""
    function: str = ""
    parent: str = ""
    sidc: str = ""
    neutral: str = ""
    headquarters: str = ""
    task_force: str = ""
    personnel: str = ""
    place: str = ""
    lat: str = ""
    lon: str = ""
    notice_hours: str = ""
    capabilities: str = ""
    caveats: str = ""
    state: str = ""
    source: str = ""
    note: str = ""


class RowForm(Entered):
    """A row of a unit that is taken back."""

    id: str
    start: str


class PatrolForm(Entered):
    """A patrol to plan; `hours` where no end is given."""

    unit: str = ""
    kind: str = ""
    start: str = ""
    end: str = ""
    hours: str = ""
    places: str = ""
    route: str = ""
    purpose: str = ""


class PatrolMark(Entered):
    """What became of a patrol."""

    state: str = ""
    done_start: str = ""
    done_end: str = ""
    report: str = ""
    note: str = ""


class WeekForm(Entered):
    """A week, by one of its days."""

    week: str


class RestrictionForm(Entered):
    """A restriction of movement that a person tells of."""

    place: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    road: str = ""
    against: str = ""
    attributed_to: str = ""
    reports: str = ""
    note: str = ""


class ProposalForm(Entered):
    """What a person says of words that were read."""

    key: str
    action: str
    place: str = ""
    restriction: str = ""
    kind: str = ""
    against: str = ""
    attributed_to: str = ""
    road: str = ""
    note: str = ""


class LiftForm(Entered):
    """The end of a restriction; today where no day is given."""

    until: str = ""


class ReserveForm(Entered):
    """A reserve, or its new state."""

    id: str = ""
    name: str = ""
    event: str = ""
    state: str = ""
    authority: str = ""
    home: str = ""
    ordered: str = ""
    arrived: str = ""
    notice_hours: str = ""
    personnel: str = ""
    note: str = ""


class GivenOut(Entered):
    """For whom an order of battle leaves."""

    to: str = ""


class UnitFile(msgspec.Struct):
    """A file of units with the day since when they stand, where it does not say."""

    file: UploadFile
    start: str = ""
    _csrf_token: str = ""
