"""Linking: what ties accounts and names together, what does not, and that order never matters."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from secondme.people.evidence import Key, Role, Sighting
from secondme.people.linking import Circle, Decision, Person, link
from secondme.people.names import is_whole, name_key

ANA, WORK, PHONE = "email:ana@example.org", "email:ana@work.example", "phone:+447700900123"
IVAN, HOME = "email:ivan@example.org", "phone:+441326000000"


def saw(name: str, *handles: str, role: Role = "author", source: int = 1) -> Sighting:
    return Sighting(name, handles, role, source)


def key(account: str) -> Key:
    return Key("handle", account)


def people(*sightings: Sighting, decisions: Sequence[Decision] = ()) -> list[set[str]]:
    """The accounts and names of each person."""
    return [{one.value for one in person.keys} for person in link(sightings, decisions)]


def who_has(found: Iterable[Person], account: str) -> Person:
    [person] = [one for one in found if account in {key.value for key in one.keys}]
    return person


def test_a_card_ties_addresses_and_numbers_together() -> None:
    assert people(saw("Ana Kovač", ANA, PHONE, role="contact"), saw("A.", ANA), saw("", PHONE)) == [
        {ANA, PHONE}
    ]


def test_the_same_whole_name_is_the_same_person() -> None:
    assert people(saw("Ana Kovač", ANA), saw("Kovač, Ana", WORK), saw("ANA KOVAC", source=2)) == [
        {ANA, WORK, "ana kovac"}
    ]


def test_a_first_name_alone_ties_nothing() -> None:
    assert people(saw("Ana", ANA), saw("Ana", WORK)) == [{ANA}, {WORK}]


def test_two_accounts_of_one_chat_are_two_people_whatever_they_are_called() -> None:
    chat = [saw("Ana Kovač", f"telegram:{n}", role="participant") for n in (1, 2)]
    assert people(*chat, saw("Ana Kovač", ANA, source=2)) == [{ANA}, {"telegram:1"}, {"telegram:2"}]


def test_two_accounts_in_different_chats_may_be_one_persons() -> None:
    chats = [saw("Ana Kovač", f"telegram:{n}", role="participant", source=n) for n in (1, 2)]
    assert people(*chats) == [{"telegram:1", "telegram:2"}]


def test_names_never_bring_two_accounts_of_one_chat_together_by_way_of_a_third() -> None:
    found = people(
        saw("Ana Kovač", "telegram:1", role="participant"),
        saw("Ana Maria Kovač", "telegram:2", role="participant"),
        saw("Ana Kovač", ANA, source=2),
        saw("Ana Maria Kovač", ANA, source=2),
    )
    assert not any({"telegram:1", "telegram:2"} <= one for one in found)


def test_a_box_that_nobody_has_ties_nothing_together() -> None:
    info = "email:info@firm.example"
    found = people(saw("Ana Kovač", ANA, info, role="contact"), saw("Ivan Lukić", IVAN, info, role="contact"))
    assert found == [{ANA}, {info}, {IVAN}]


def test_the_number_of_a_household_does_not_make_one_person_of_it() -> None:
    cards = [saw("Ana Kovač", ANA, HOME, role="contact"), saw("Ivan Kovač", IVAN, HOME, role="contact")]
    assert people(*cards) == [{ANA}, {IVAN}, {HOME}]
    nicknames = [saw("Mama", ANA, HOME, role="contact"), saw("Tata", IVAN, HOME, role="contact")]
    assert people(*nicknames) == [{ANA}, {IVAN}, {HOME}]


def test_the_same_card_twice_is_one_card() -> None:
    cards = [saw("Ana Kovač", ANA, PHONE, role="contact", source=source) for source in (1, 2)]
    assert people(*cards) == [{ANA, PHONE}]


def test_an_address_that_two_people_write_from_ties_neither_to_it() -> None:
    family = "email:kovac@example.org"
    found = people(
        saw("Ana Kovač", family), saw("Ivan Kovač", family), saw("Ana Kovač", ANA), saw("Ivan Kovač", IVAN)
    )
    assert found == [{ANA}, {IVAN}, {family}]


def test_a_list_is_not_called_after_one_of_its_writers() -> None:
    names = ["Ana Kovač", "Ivan Lukić", "Jory Pascoe"]
    found = link([saw(name, "email:hens@club.example") for name in names], [])
    assert [one.name for one in found] == ["hens@club.example"]


def test_a_machine_is_no_person() -> None:
    [machine] = link([saw("Ferry Tickets", "email:noreply@ferry.example")], [])
    assert (machine.is_shared, machine.name) == (True, "Ferry Tickets")


def test_a_first_name_is_somebody_where_only_one_has_it() -> None:
    one = [saw("Ana Kovač", "telegram:1", role="participant"), saw("Ana", role="participant")]
    assert people(*one) == [{"telegram:1", "ana"}]
    assert people(*one, saw("Ana Lukić", "telegram:2", role="participant")) == [
        {"telegram:1"},
        {"telegram:2"},
        {"ana"},
    ]


def test_a_first_name_means_nobody_elsewhere() -> None:
    assert people(saw("Ana Kovač", ANA), saw("Ana", role="participant", source=2)) == [{ANA}, {"ana"}]
    both = people(saw("Ana", role="participant", source=2), saw("Ana", role="participant", source=3))
    assert both == [{"ana"}, {"ana"}]


def test_a_chat_shows_the_name_of_a_card_unless_two_cards_could_be_meant() -> None:
    mama, said = saw("Mama", PHONE, role="contact"), saw("Mama", role="participant", source=2)
    assert people(mama, said) == [{PHONE, "mama"}]
    assert people(mama, saw("Mama Lukić", IVAN, role="contact"), said) == [{IVAN}, {PHONE}, {"mama"}]


def test_a_number_is_the_same_with_and_without_its_country() -> None:
    assert people(saw("", PHONE), saw("", "phone:07700900123")) == [{PHONE, "phone:07700900123"}]
    other = "phone:+387700900123"
    assert len(people(saw("", PHONE), saw("", other), saw("", "phone:07700900123"))) == 3


def test_trust_is_not_had_by_a_name() -> None:
    thief = "email:ana@evil.example"
    [ana] = link([saw("Ana Kovač", ANA, role="contact"), saw("Ana Kovač", thief)], [])
    assert {key for circle in ana.circles if circle.is_met for key in circle.keys} == {key(ANA)}


def test_a_letter_under_the_persons_own_name_is_not_theirs() -> None:
    me, thief = "telegram:1", "email:me@evil.example"
    found = link([saw("Merrin Pascoe", me, role="self"), saw("Merrin Pascoe", thief)], [])
    assert who_has(found, me).is_self
    assert not who_has(found, thief).is_self


def test_what_came_with_a_strangers_letter_ties_nothing() -> None:
    thief = "email:ana@evil.example"
    found = people(saw("Ana", ANA, role="contact"), saw("Ana", ANA, thief, role="hearsay"))
    assert found == [{thief}, {ANA}]


def test_all_that_exports_call_the_persons_own_is_one() -> None:
    found = link([saw("Me", "telegram:1", role="self"), saw("You", PHONE, role="self", source=2)], [])
    assert len(found) == 1 and found[0].is_self


def test_a_name_that_others_use_counts_only_where_there_is_no_better() -> None:
    assert link([saw("Ana from work", ANA, role="recipient")], [])[0].names == ("Ana from work",)
    both = link([saw("Ana from work", ANA, role="recipient"), saw("Ana Kovač", ANA)], [])
    assert both[0].names == ("Ana Kovač",)


def test_a_merge_holds_where_names_say_otherwise_and_a_split_where_cards_do() -> None:
    seen = [saw("Ana Kovač", ANA, PHONE, role="contact"), saw("A.", WORK)]
    merged = Decision("merge", (key(ANA), key(WORK)))
    assert people(*seen, decisions=[merged]) == [{ANA, WORK, PHONE}]
    split = Decision("split", (key(PHONE),), (key(ANA), key(WORK)))
    assert people(*seen, decisions=[merged, split]) == [{ANA, WORK}, {PHONE}]


def test_a_split_leaves_the_others_together() -> None:
    accounts = [f"email:{letter}@example.org" for letter in "abc"]
    seen = [saw("Ana Kovač", account) for account in accounts]
    split = Decision("split", (key(accounts[1]),), (key(accounts[0]), key(accounts[2])))
    assert people(*seen, decisions=[split]) == [{accounts[0], accounts[2]}, {accounts[1]}]


def test_an_account_that_is_split_off_the_person_is_no_longer_theirs() -> None:
    seen = [saw("Me", "telegram:1", role="self"), saw("Me", "telegram:2", role="self", source=2)]
    found = link(seen, [Decision("split", (key("telegram:2"),), (key("telegram:1"),))])
    assert [one.is_self for one in found] == [True, False]


def test_what_is_said_to_be_ones_own_is_known_before_it_is_seen() -> None:
    [me] = link([], [Decision("self", (key(ANA), Key("person", "ana kovac")), name="Ana Kovač")])
    assert (me.is_self, me.name) == (True, "Ana Kovač")


def test_later_decisions_outweigh_earlier_ones() -> None:
    seen = [saw("Ana", ANA), saw("Ana", WORK)]
    merge, split = Decision("merge", (key(ANA), key(WORK))), Decision("split", (key(WORK),), (key(ANA),))
    assert len(people(*seen, decisions=[merge, split])) == 2
    assert len(people(*seen, decisions=[split, merge])) == 1


NAMES = ["Ana Kovač", "Kovač, Ana", "Ana", "Ivan Kovač", "Ana Maria Kovač", "Mama", "Merrin Pascoe", ""]
ACCOUNTS = [ANA, WORK, IVAN, PHONE, "phone:07700900123", HOME, "telegram:1", "telegram:2", "email:info@x.org"]
SIGHTINGS = st.lists(
    st.builds(
        Sighting,
        st.sampled_from(NAMES),
        st.lists(st.sampled_from(ACCOUNTS), max_size=3, unique=True).map(sorted).map(tuple),
        st.sampled_from(["author", "recipient", "participant", "contact", "self", "hearsay"]),
        st.integers(1, 3),
    ),
    max_size=12,
)
KEYS = st.lists(st.sampled_from(ACCOUNTS).map(key), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def decided(draw: st.DrawFn) -> Decision:
    keys = draw(KEYS)
    verb = draw(st.sampled_from(["merge", "split", "name", "self"]))
    others = tuple(one for one in draw(KEYS) if one not in keys) if verb == "split" else ()
    return Decision(verb, keys, others, "Somebody" if verb == "name" else None)


@settings(max_examples=80, deadline=None)
@given(SIGHTINGS, st.lists(decided(), max_size=4), st.randoms(use_true_random=False))
def test_the_same_people_come_of_it_in_any_order(
    seen: list[Sighting], decisions: list[Decision], chance: random.Random
) -> None:
    shuffled = list(seen)
    chance.shuffle(shuffled)

    assert [told(one) for one in link(seen, decisions)] == [told(one) for one in link(shuffled, decisions)]


def told(person: Person) -> tuple[object, ...]:
    """All there is to a person."""
    return sorted(person.keys), person.names, person.is_shared, sorted(map(repr, map(parts, person.circles)))


def parts(circle: Circle) -> tuple[object, ...]:
    return sorted(circle.keys), circle.is_self, circle.is_met


@settings(max_examples=80, deadline=None)
@given(SIGHTINGS, st.lists(decided(), max_size=4))
def test_every_key_is_in_exactly_one_person(seen: list[Sighting], decisions: list[Decision]) -> None:
    found = link(seen, decisions)
    keys = [one for person in found for one in person.keys]
    claimed = {one for decision in decisions if decision.verb == "self" for one in decision.keys}
    assert len(keys) == len(set(keys))
    assert set(keys) == claimed | {one for sighting in seen for one in sighting.keys}
    assert all(sum(len(circle.keys) for circle in person.circles) == len(person.keys) for person in found)
    assert sum(person.is_self for person in found) <= 1 or any(one.verb == "split" for one in decisions)


@settings(max_examples=80, deadline=None)
@given(SIGHTINGS, KEYS, KEYS)
def test_what_was_split_last_is_apart_and_what_was_merged_last_is_together(
    seen: list[Sighting], one: tuple[Key, ...], other: tuple[Key, ...]
) -> None:
    other = tuple(key for key in other if key not in one)
    known = {key for sighting in seen for key in sighting.keys}
    of = {
        key: place
        for place, person in enumerate(link(seen, [Decision("split", one, other)]))
        for key in person.keys
    }
    assert not {of[key] for key in one if key in known} & {of[key] for key in other if key in known}
    of = {
        key: place
        for place, person in enumerate(link(seen, [Decision("merge", one + other)]))
        for key in person.keys
    }
    assert len({of[key] for key in one + other if key in known}) <= 1


@settings(max_examples=60, deadline=None)
@given(SIGHTINGS)
def test_nobody_shares_a_name_and_nothing_else_with_the_person(seen: list[Sighting]) -> None:
    """Trust comes from accounts and cards: a letter alone never makes its writer the person or known."""
    for person in link(seen, []):
        for circle in person.circles:
            roles = {one.role for one in seen if set(one.keys) & circle.keys}
            assert circle.is_self == ("self" in roles)
            assert circle.is_met == bool(roles & {"contact", "participant", "self"})


def test_the_key_of_a_name_does_not_depend_on_its_order() -> None:
    assert name_key("Kovač Ana") == name_key("Ana Kovač")
    assert is_whole(name_key("Ana Kovač"))
