"""Which memories follow, support and mention each other; no store, no clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from secondme.memories.linking.deciding import BESIDE, MOST_MENTIONED, links_among
from secondme.memories.linking.node import Node
from secondme.store.links import BOTH_WAYS, Link

MAY = datetime(2024, 5, 1, tzinfo=UTC)
JUNE, JULY = (MAY + timedelta(days=days) for days in (31, 61))


def key(name: str) -> str:
    return name if name == "me" else name.casefold()


def node(
    number: int,
    subject: str,
    predicate: str,
    value: str,
    begins: datetime | None = MAY,
    ends: datetime | None = None,
    *,
    kind: str = "fact",
    said_in: tuple[int, int] | None = None,
    superseded_by: int | None = None,
    importance: float = 0.5,
) -> Node:
    text = f"{subject} {predicate} {value}."
    return Node(
        *(number, kind, key(subject), predicate, value, text, begins, ends, None, superseded_by, importance),
        frozenset({said_in or (number, number)}),
    )


def links(*nodes: Node) -> set[tuple[int, int, str]]:
    return {link.pair for link in links_among(nodes, key)}


def test_what_took_the_place_of_another_follows_it():
    graz = node(1, "Ben", "lives in", "Graz", MAY, JUNE, superseded_by=2)
    lisbon = node(2, "Ben", "lives in", "Lisbon", JUNE)
    assert links_among([graz, lisbon], key) == {Link(2, 1, "follows", 1.0)}


def test_the_next_on_a_line_in_time_follows_also_after_a_gap():
    graz = node(1, "Ben", "works at", "Acme", MAY, JUNE)
    assert links(graz, node(2, "Ben", "works at", "Lumen", JULY)) == {(2, 1, "follows")}
    assert links(graz, node(2, "Ana", "works at", "Lumen", JULY)) == set()


def test_what_somebody_did_follows_what_they_did_soon_before_and_the_sooner_the_more():
    first = node(1, "Ben", "did", "sailed to Mull", MAY, kind="event")
    soon = node(2, "Ben", "did", "sailed home", MAY + timedelta(days=3), kind="event")
    later = node(3, "Ben", "plans", "paint the boat", MAY + timedelta(days=23), kind="plan")
    much_later = node(4, "Ben", "did", "sold the boat", MAY + timedelta(days=400), kind="event")
    found = {link.pair[:2]: link.strength for link in links_among([much_later, soon, first, later], key)}
    assert found.keys() == {(2, 1), (3, 2)}
    assert found[2, 1] > found[3, 2] > 0


def test_the_same_statement_from_elsewhere_supports_and_from_the_same_passage_does_not():
    one = node(1, "Ben", "plays", "the cello", said_in=(7, 1))
    assert links(one, node(2, "Ben", "plays", "cello", said_in=(8, 2))) == {(1, 2, "supports")}
    assert links(one, node(2, "Ben", "plays", "cello", said_in=(7, 1))) == set()
    assert links(one, node(2, "Ben", "plays", "cello", said_in=(8, 1))) == set()


def test_a_kindred_statement_supports_less():
    tea, favourite = node(1, "me", "likes", "tea"), node(2, "me", "favourite drink", "tea")
    [link] = links_among([tea, favourite], key)
    assert (link.kind, link.strength < 1) == ("supports", True)
    assert links(tea, node(2, "me", "dislikes", "tea")) == set()


def test_the_same_done_on_two_days_supports_nothing():
    one = node(1, "me", "did", "went for a run", MAY, kind="event")
    assert not any(
        kind == "supports" for *_, kind in links(one, node(2, "me", "did", "went for a run", JULY))
    )


def test_what_names_somebody_mentions_what_is_known_of_them():
    sister, vet = node(1, "Ben", "sister", "Cleo"), node(2, "Cleo", "works as", "a vet")
    assert links(sister, vet) == {(1, 2, "mentions")}


def test_the_more_is_known_of_somebody_the_weaker_each_mention_and_not_all_is_mentioned():
    sister = node(1, "Ben", "sister", "Cleo")
    known = [node(number, "Cleo", "likes", f"thing{number}") for number in range(2, 40)]
    few = [link for link in links_among([sister, *known[:3]], key) if link.kind == "mentions"]
    many = [link for link in links_among([sister, *known], key) if link.kind == "mentions"]
    assert len(many) == MOST_MENTIONED
    assert max(link.strength for link in many) < min(link.strength for link in few)


def test_what_was_said_in_one_event_goes_together_and_of_many_the_less():
    def said(*places: int) -> list[Node]:
        plain = [node(number, "Ben", "likes", f"thing{number}") for number in places]
        return [
            replace(one, events=frozenset({(5, place)})) for one, place in zip(plain, places, strict=True)
        ]

    [link] = links_among(said(1, 2), key)
    assert (link.pair, link.strength < 1) == ((1, 2, "same event"), True)
    many = links_among(said(*range(1, 21)), key)
    assert (1, 2 + BESIDE, "same event") not in {one.pair for one in many}
    assert {one.strength for one in many} != {link.strength}
    assert max(one.strength for one in many) < link.strength
    assert links(node(1, "Ben", "likes", "tea"), node(2, "Ben", "likes", "ale")) == set()


nodes = st.builds(
    node,
    st.just(0),
    st.sampled_from(["me", "Ben", "Cleo"]),
    st.sampled_from(["lives in", "likes", "favourite drink", "did", "sister"]),
    st.sampled_from(["Graz", "tea", "Cleo", "the tea"]),
    st.none() | st.integers(0, 60).map(lambda days: MAY + timedelta(days=days)),
    st.none() | st.integers(0, 60).map(lambda days: MAY + timedelta(days=days)),
    kind=st.sampled_from(["fact", "event", "plan"]),
    said_in=st.tuples(st.integers(1, 4), st.integers(1, 3)),
    superseded_by=st.none() | st.integers(1, 8),
    importance=st.floats(0, 1),
).flatmap(
    lambda one: st.frozensets(st.tuples(st.integers(1, 2), st.integers(1, 5)), max_size=2).map(
        lambda events: replace(one, events=events)
    )
)


@st.composite
def memories(draw: st.DrawFn) -> list[Node]:
    found = draw(st.lists(nodes, max_size=8))
    return [_numbered(one, number) for number, one in enumerate(found, 1)]


def _numbered(one: Node, number: int) -> Node:
    content = {name: getattr(one, name) for name in Node.__dataclass_fields__ if name != "id"}
    return Node(id=number, **content)


@given(memories(), st.randoms())
def test_links_are_well_formed_and_the_same_in_whatever_order_memories_came(known, random):
    found = links_among(known, key)
    numbers = {one.id for one in known}
    for link in found:
        assert link.first != link.second
        assert {link.first, link.second} <= numbers
        assert 0 < link.strength <= 1
        assert link.kind not in BOTH_WAYS or link.first < link.second
    shuffled = list(known)
    random.shuffle(shuffled)
    assert links_among(shuffled, key) == found
