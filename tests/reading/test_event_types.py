"""Types and status of events: what verbs, their company and their mood make of a happening."""

from datetime import date

import pytest

from jointguardian.domain import Event
from jointguardian.geo import load_gazetteer
from jointguardian.reading import Knowledge, read

KNOWLEDGE = Knowledge(load_gazetteer())
DAY = date(2024, 5, 30)


def events(text: str) -> tuple[Event, ...]:
    return read(text, published=DAY, knowledge=KNOWLEDGE).events


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenya has agreed to host the peace talks.", "agree"),
        ("Norway promised to release the frozen funds.", "agree"),
        ("Angola's president held talks with rebel leaders in Luanda.", "consult"),
        ("The Egyptian foreign minister visited Beirut on Monday.", "consult"),
        ("France praised Lebanon for its reforms.", "support"),
        ("The two countries signed a border treaty.", "support"),
        ("The junta lifted the curfew in Bamako.", "concede"),
        ("Uganda and Congo launched a joint operation in Ituri.", "cooperate"),
        ("Turkey delivered 40 tons of food to the refugees.", "aid"),
        ("Mali granted asylum to three deserters.", "aid"),
        ("The army withdrew its troops from Masisi.", "retreat"),
        ("The militia released six hostages on Sunday.", "retreat"),
        ("Both sides declared a ceasefire.", "retreat"),
        ("Armenia demanded that Azerbaijan open the road.", "request"),
        ("The mayor called for an inquiry.", "request"),
        ("Iran accused Israel of sabotage.", "accuse"),
        ("Prosecutors opened an investigation into the shooting.", "accuse"),
        ("Rwanda rejected the proposal.", "reject"),
        ("The rebels refused to negotiate.", "reject"),
        ("Israel threatened to bomb the airport.", "threaten"),
        ("Thousands of teachers marched through Nicosia.", "protest"),
        ("Farmers blocked the road near Larnaca.", "protest"),
        ("The miners went on strike.", "protest"),
        ("The United States imposed sanctions on three officials.", "sanction"),
        ("Chad expelled the German ambassador.", "sanction"),
        ("Burundi deployed two battalions along the border.", "mobilize"),
        ("Police arrested twelve men in Goma.", "coerce"),
        ("The government banned all demonstrations.", "coerce"),
        ("Gunmen attacked a convoy near Gao.", "assault"),
        ("Israeli artillery shelled the village.", "assault"),
        ("A roadside bomb exploded near the market.", "assault"),
    ],
)
def test_each_type_is_told_by_its_verbs(text: str, kind: str) -> None:
    assert [e.type for e in events(text)][:1] == [kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The army carried out an attack on the camp.", "assault"),
        ("Students staged a rally in Yerevan.", "protest"),
        ("Russia suspended its aid to Mali.", "sanction"),
        ("The union called off the strike.", "concede"),
        ("France ended its bombing campaign.", "retreat"),
    ],
)
def test_light_verbs_and_verbs_of_ending_work_on_their_object(text: str, kind: str) -> None:
    assert [e.type for e in events(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Turkey will deploy a battalion to Kosovo.", "mobilize", "planned"),
        ("Togo's president will visit Mali.", "agree", "planned"),
        ("Hamas said it would boycott the vote.", "threaten", "threatened"),
        ("Syria said it will not negotiate.", "reject", "happened"),
        ("Troops did not attack the village.", "assault", "denied"),
        ("Rebels may attack Goma.", "assault", "hypothetical"),
        ("Syria said Israel must withdraw its forces.", "request", "happened"),
    ],
)
def test_mood_makes_another_type_or_status(text: str, kind: str, status: str) -> None:
    assert [(e.type, e.status) for e in events(text)] == [(kind, status)]


def test_what_a_demand_is_about_is_no_event_of_its_own() -> None:
    found = events("Kinshasa demanded that Rwanda withdraw its troops from Masisi.")
    assert [e.type for e in found] == ["request"]


def test_words_alone_are_events_only_where_the_text_leads_with_them() -> None:
    text = (
        "Gunmen killed two peacekeepers near Gao on Monday. The Secretary-General condemned them."
    )
    assert {e.type for e in events(text)} == {"assault"}


def test_what_the_main_clause_tells_comes_first() -> None:
    text = "After clashes in Goma, the government imposed a curfew."
    assert events(text)[0].type == "coerce"


def test_a_condition_is_no_event() -> None:
    assert events("If the town is attacked, families cannot leave.") == ()


def test_gear_and_attributes_are_no_events() -> None:
    assert events("The injured soldiers wore riot gear.") == ()


def test_the_year_of_a_resolution_dates_nothing() -> None:
    found = events("Israel violated the ceasefire under resolution 1701 (2006) on Monday.")
    assert {e.start for e in found} == {"2024-05-27"}


def test_nobody_hurt_is_a_count_of_the_attack_before() -> None:
    found = events("Rebels fired rockets at Sake on Monday. No injuries were reported.")
    assert [(c.kind, c.best) for e in found for c in e.casualties] == [("injured", 0)]
    assert len(found) == 1


def test_two_harms_in_one_clause_keep_their_counts() -> None:
    text = "A drone struck a car near Tyre, killing two persons and injuring four others."
    rows = {(c.kind, c.best) for e in events(text) for c in e.casualties}
    assert ("killed", 2) in rows
    assert ("injured", 2) not in rows


def test_a_place_in_the_clause_is_the_scene_though_a_state_bears_its_name() -> None:
    text = "Gunmen attacked a base near Mopti. France ended its military operation in Mali in 2022."
    assert [[p.name for p in e.places] for e in events(text)] == [["Mopti"], ["Mali"]]


def test_where_something_is_said_is_not_where_it_happened() -> None:
    text = "Clashes broke out in Goma. The minister told reporters in Kenya that rebels killed ten."
    assert {p.name for e in events(text) for p in e.places} == {"Goma"}
