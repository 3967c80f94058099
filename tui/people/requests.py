"""What the place of people asks of the memory, and what it decides."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from secondme.errors import NotFoundError, UsageError
from tui.gateway import Gateway, Tell
from tui.gateway.messages import Changed, Troubled
from tui.people.messages import Connection, Page, PageRead, PassageFound, RollCalled
from tui.people.roll import ME, Somebody, call_roll, thing_of

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from secondme.daemon.api import MemoryApi
    from secondme.events.book import Event
    from secondme.events.summary import Sentence
    from secondme.memories.book import Remembered
    from secondme.memories.graph import Subject
    from secondme.people.book import Change
    from secondme.recall.hit import Hit

MOST_SAID, MOST_EVENTS, MOST_TOLD = 12, 12, 5


def call(gateway: Gateway, node: DOMNode) -> None:
    """Reads who and what there is; the node hears `RollCalled`."""
    gateway.ask(node, "roll", _call)


def read_page(gateway: Gateway, node: DOMNode, who: Somebody, subjects: Sequence[Subject]) -> None:
    """Reads all about one of them; the node hears `PageRead`. subjects: as they were told with the roll."""
    gateway.ask(node, "page", partial(_read_page, who, subjects))


def find_passage(gateway: Gateway, node: DOMNode, identifier: str) -> None:
    """Reads a passage; the node hears `PassageFound`."""
    gateway.ask(node, "passage", partial(_find_passage, identifier))


def decide(
    gateway: Gateway, node: DOMNode, verb: Change, who: Sequence[str], what: Sequence[str] = ()
) -> None:
    """Decides who is who; the node hears `Changed`, and it can be taken back."""
    gateway.change(node, partial(_decide, verb, who, what))


def _call(memory: MemoryApi, tell: Tell) -> None:
    subjects = memory.graph()
    tell(RollCalled(call_roll(memory.people(), subjects), subjects))


def _read_page(who: Somebody, subjects: Sequence[Subject], memory: MemoryApi, tell: Tell) -> None:
    memories = _memories_of(who, memory)
    page = Page(
        who,
        memory.portrait() if who.is_me else (),
        _told(who, memory),
        [one for one in memories if one.kind == "plan"],
        [one for one in memories if one.kind != "plan"],
        _connections(who, subjects),
        _said(who, memory),
        _events(who, memory),
    )
    tell(PageRead(page))


def _memories_of(who: Somebody, memory: MemoryApi) -> list[Remembered]:
    """What holds of them; of a thing, what names it."""
    if who.kind == "person":
        return memory.memories(who.asked_as)
    name = who.name.casefold()
    return [one for one in memory.memories() if name in one.text.casefold()]


def _told(who: Somebody, memory: MemoryApi) -> Sequence[Sentence]:
    """The sentences that tell most; of whom nothing was read there are none."""
    try:
        return memory.summary(who.asked_as, most=MOST_TOLD).sentences
    except (NotFoundError, UsageError):
        return ()


def _connections(who: Somebody, subjects: Sequence[Subject]) -> list[Connection]:
    """Whom and what they are connected with, by their own memories and by those of others."""
    if who.kind == "thing":
        ties = [(one, tie) for one in subjects for tie in one.ties if thing_of(tie) == who.key]
        return [Connection(one.key, _name(one), tie.predicate) for one, tie in ties]
    names = {one.key: _name(one) for one in subjects}
    own = [(tie, tie.person or thing_of(tie)) for one in subjects if one.key == who.key for tie in one.ties]
    found = [Connection(key, names.get(key, tie.value), tie.predicate) for tie, key in own if key]
    others = [(one, tie) for one in subjects for tie in one.ties if tie.person == who.key]
    return found + [
        Connection(one.key, _name(one), f"is {_whose(one)} {tie.predicate}") for one, tie in others
    ]


def _name(one: Subject) -> str:
    return "You" if one.key == ME else one.name


def _whose(one: Subject) -> str:
    return "your" if one.key == ME else f"{one.name}'s"


def _said(who: Somebody, memory: MemoryApi) -> list[Hit]:
    """Their words, else those of anybody of that name; of a thing, where it is spoken of."""
    named = '"{}"'.format(who.name.replace('"', " "))
    if who.kind == "thing":
        return memory.recall(named, limit=MOST_SAID, log=False)
    own = f"from:{who.asked_as}" if who.is_me or who.id is not None else ""
    found = memory.recall(own, limit=MOST_SAID, log=False) if own else []
    return found or (memory.recall(f"from:{named}", limit=MOST_SAID, log=False) if not who.is_me else [])


def _events(who: Somebody, memory: MemoryApi) -> list[Event]:
    """The newest first."""
    if who.kind == "thing":
        return memory.events(text=who.name, limit=MOST_EVENTS)[::-1]
    try:
        return memory.events(about=who.asked_as, limit=MOST_EVENTS)[::-1]
    except (NotFoundError, UsageError):
        return []


def _find_passage(identifier: str, memory: MemoryApi, tell: Tell) -> None:
    hit = memory.show(identifier)
    tell(PassageFound(hit) if hit is not None else Troubled(f"{identifier} is not there any more."))


def _decide(verb: Change, who: Sequence[str], what: Sequence[str], memory: MemoryApi) -> Changed:
    decided = memory.decide(verb, who, what)
    names = ", ".join(one.name for one in decided.people[:3])
    return Changed(f"{decided.done.capitalize()}: {names}.", _undo)


def _undo(memory: MemoryApi) -> str:
    return f"{memory.decide('undo', ()).done.capitalize()}."
