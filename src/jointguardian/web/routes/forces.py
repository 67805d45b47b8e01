"""`/forces`: order of battle, strength, patrols, freedom of movement, reserves, and their forms."""

import tempfile
from pathlib import Path

from litestar import MediaType, Response, get, post
from litestar.params import FromPath, FromQuery, MultipartBody, URLEncodedBody
from litestar.response import Redirect

from ...errors import InputError, NotPermitted
from ...pipeline.force_release import give_out_units
from ...pipeline.forces import FORMATS, Forces
from ...pipeline.mandate_plan import planned_moves
from ..answers import Ask, page
from ..asked import Asked, asked
from ..desk import Desk, DeskOf
from ..views.force_pages import (
    choices,
    chosen,
    flat,
    history,
    notice,
    personnel,
    seldom,
    stamp,
    town_names,
)
from ..views.strength_chart import chart
from .force_forms import (
    Entered,
    GivenOut,
    LiftForm,
    PatrolForm,
    PatrolMark,
    ProposalForm,
    ReserveForm,
    RestrictionForm,
    RowForm,
    UnitFile,
    UnitForm,
    WeekForm,
)

MEDIA = {"csv": "text/csv", "msdl": "application/xml", "orbat-mapper": "application/json"}
ENDINGS = {"csv": "csv", "msdl": "xml", "orbat-mapper": "json"}


def _page(
    desk: DeskOf, request: Ask, template: str, wish: Asked, tab: str, **values: object
) -> Response[str]:
    """A page of these, with what all of them show."""
    forces: Forces = desk.room.forces
    return page(
        desk,
        request,
        template,
        wish,
        nav="forces",
        tab=tab,
        why_not=forces.why_not(desk.viewer, wish.as_of),
        day_shown=forces.desk.day(wish.as_of),
        choices=choices,
        stamp=stamp,
        **values,
    )


@get("/forces", media_type=MediaType.HTML, sync_to_thread=False)
def forces_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    edit: FromQuery[str | None] = None,
) -> Response[str]:
    """The order of battle as a tree, and the map."""
    wish = asked(as_of)
    tree = desk.room.forces.orbat(desk.viewer, wish.as_of)
    nodes = flat((*tree.roots, *tree.unconfirmed))
    ground = desk.room.forces.ground(desk.viewer, wish.as_of)
    ladder = desk.room.forces.reserves(desk.viewer, wish.as_of)
    planned = planned_moves(desk.room.mandate, desk.viewer, wish.as_of, ladder)
    return _page(
        desk,
        request,
        "forces.html",
        wish,
        "orbat",
        orbat=tree,
        nodes=nodes,
        edited=chosen(nodes, edit),
        personnel=personnel,
        notice=notice,
        history=history,
        planned=planned,
        tried={t.move.id: t.outcome for t in planned},
        camps=ground.camps,
        sectors=ground.sectors,
        formats=FORMATS,
    )


@get("/forces/strength", media_type=MediaType.HTML, sync_to_thread=False)
def strength_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    kind: FromQuery[str | None] = None,
) -> Response[str]:
    """Strength by nation over time, one kind at a time."""
    wish = asked(as_of)
    found = desk.room.forces.strength(desk.viewer, kind or None, wish.as_of)
    kinds = {s.kind for s in desk.room.forces.strengths(desk.viewer, wish.as_of)}
    return _page(
        desk,
        request,
        "forces_strength.html",
        wish,
        "strength",
        strength=found,
        chart=chart(found),
        kinds=[k for k in choices("strength_kinds") if k.id in kinds],
    )


@get("/forces/patrols", media_type=MediaType.HTML, sync_to_thread=False)
def patrols_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    week: FromQuery[str | None] = None,
) -> Response[str]:
    """A week's patrols, planned against done, and where none was."""
    wish = asked(as_of)
    found = desk.room.forces.patrols.week(desk.viewer, week or None, wish.as_of)
    tree = desk.room.forces.orbat(desk.viewer, wish.as_of)
    return _page(
        desk,
        request,
        "forces_patrols.html",
        wish,
        "patrols",
        plan=found,
        towns=town_names(found.municipalities),
        units=[n.unit for n in flat(tree.roots)],
        unit_names={n.unit.id: n.unit.name for n in flat(tree.roots)},
        seldom=seldom,
        tally={(t.municipality, t.week): t for t in found.tallies},
    )


@get("/forces/movement", media_type=MediaType.HTML, sync_to_thread=False)
def movement_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """Restrictions in force, those that reports propose, and those that ended."""
    wish = asked(as_of)
    found = desk.room.forces.restrictions.board(desk.viewer, wish.as_of)
    towns = desk.room.forces.desk.municipalities(desk.viewer)
    return _page(
        desk,
        request,
        "forces_movement.html",
        wish,
        "movement",
        movement=found,
        towns=town_names(towns),
        by_id={r.id: r for r in (*found.in_force, *found.past)},
    )


@get("/forces/reserves", media_type=MediaType.HTML, sync_to_thread=False)
def reserves_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """The ladder: notice, state, who may order, earliest in the area."""
    wish = asked(as_of)
    ladder = desk.room.forces.reserves(desk.viewer, wish.as_of)
    planned = planned_moves(desk.room.mandate, desk.viewer, wish.as_of, ladder)
    return _page(
        desk,
        request,
        "forces_reserves.html",
        wish,
        "reserves",
        ladder=ladder,
        notice=notice,
        tried={t.move.id: t.outcome for t in planned},
    )


@post("/forces/export/{form:str}", status_code=200, sync_to_thread=True)
def forces_export(
    desk: Desk, form: FromPath[str], data: URLEncodedBody[GivenOut]
) -> Response[bytes]:
    """The order of battle for another program. It leaves under the name of who is signed in."""
    if desk.visitor.how != "session":
        raise NotPermitted(
            "an order of battle leaves under the name of a person", way_out="sign in with your name"
        )
    forces, when = desk.room.forces, data.moment()
    raw, _ = give_out_units(forces, desk.viewer, form, by=desk.viewer.name, to=data.to, as_of=when)
    name = f"orbat-{forces.desk.day(when)}.{ENDINGS[form]}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(raw, media_type=MEDIA[form], headers=headers)


def _back(desk: DeskOf, told: Entered, anchor: str = "") -> Redirect:
    return Redirect(told.way_back() + (f"#{anchor}" if anchor else ""), status_code=303)


@post("/forces/units")
async def unit_form(desk: Desk, data: URLEncodedBody[UnitForm]) -> Redirect:
    """Records a unit."""
    made = desk.room.forces.save_unit(desk.viewer, data.told(), data.moment())
    return _back(desk, data, f"unit-{made.id}")


@post("/forces/units/withdraw")
async def unit_withdraw(desk: Desk, data: URLEncodedBody[RowForm]) -> Redirect:
    """Takes a row of a unit back."""
    desk.room.forces.withdraw_unit(desk.viewer, data.id, data.start, data.moment())
    return _back(desk, data)


@post("/forces/import", media_type=MediaType.HTML)
async def units_import(request: Ask, desk: Desk, data: MultipartBody[UnitFile]) -> Response[str]:
    """Takes a file of units in, and says what became of its rows."""
    name = Path(data.file.filename or "units").name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"units{Path(name).suffix.lower()}"
        path.write_bytes(await data.file.read())
        try:
            done = desk.room.forces.import_units(
                desk.viewer, path, start=data.start or None, source=name
            )
        except InputError as fault:
            raise InputError(fault.what, where=name, way_out=fault.way_out) from fault
    return _page(desk, request, "forces_imported.html", Asked(), "orbat", done=done, file=name)


@post("/forces/patrols")
async def patrol_form(desk: Desk, data: URLEncodedBody[PatrolForm]) -> Redirect:
    """Plans a patrol."""
    made = desk.room.forces.patrols.plan(desk.viewer, data.told(), data.moment())
    return _back(desk, data, f"patrol-{made.id}")


@post("/forces/patrols/repeat")
async def patrols_repeat(desk: Desk, data: URLEncodedBody[WeekForm]) -> Redirect:
    """Plans last week's patrols again."""
    desk.room.forces.patrols.repeat(desk.viewer, data.week, data.moment())
    return _back(desk, data)


@post("/forces/patrols/{patrol:str}")
async def patrol_mark(
    desk: Desk, patrol: FromPath[str], data: URLEncodedBody[PatrolMark]
) -> Redirect:
    """Says what became of a patrol."""
    desk.room.forces.patrols.mark(desk.viewer, patrol, data.told(), data.moment())
    return _back(desk, data, f"patrol-{patrol}")


@post("/forces/restrictions")
async def restriction_form(desk: Desk, data: URLEncodedBody[RestrictionForm]) -> Redirect:
    """Records a restriction."""
    made = desk.room.forces.restrictions.enter(desk.viewer, data.told(), data.moment())
    return _back(desk, data, made.id)


@post("/forces/proposals")
async def proposal_form(desk: Desk, data: URLEncodedBody[ProposalForm]) -> Redirect:
    """Decides on words that were read."""
    told = {k: v for k, v in data.told().items() if k != "key"}
    made = desk.room.forces.restrictions.decide(desk.viewer, data.key, told, data.moment())
    return _back(desk, data, made.id)


@post("/forces/restrictions/{restriction:str}/lift")
async def restriction_lift(
    desk: Desk, restriction: FromPath[str], data: URLEncodedBody[LiftForm]
) -> Redirect:
    """Says that a restriction has ended."""
    desk.room.forces.restrictions.lift(desk.viewer, restriction, data.until, data.moment())
    return _back(desk, data, restriction)


@post("/forces/reserves")
async def reserve_form(desk: Desk, data: URLEncodedBody[ReserveForm]) -> Redirect:
    """Records a reserve or its new state."""
    made = desk.room.forces.save_reserve(desk.viewer, data.told(), data.moment())
    return _back(desk, data, made.id)


ROUTES = (
    forces_page,
    strength_page,
    patrols_page,
    movement_page,
    reserves_page,
    forces_export,
    unit_form,
    unit_withdraw,
    units_import,
    patrol_form,
    patrols_repeat,
    patrol_mark,
    restriction_form,
    proposal_form,
    restriction_lift,
    reserve_form,
)
