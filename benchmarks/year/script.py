"""A year of scripted life: chats and notes in which facts change, among much that means nothing.

The same seed gives the same year. Every fact keeps to one half of the wordings.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from benchmarks.year import phrases, wording
from benchmarks.year.cast import NOTES, Cast, Chat, assemble
from benchmarks.year.life import live
from benchmarks.year.truth import BEGIN, END, Fact, Person, Span
from benchmarks.year.wording import Teller, Told

Sort = Literal["begins", "changes", "mistakes", "mends", "repeats", "ends", "denies", "small", "trap", "echo"]
IDLE: tuple[Sort, ...] = ("small", "trap", "echo")
CHATTER = 5
"""Messages that mean nothing, for each one that does."""
TRAPS, ECHOES = 0.2, 0.05
"""Shares of these."""


@dataclass(frozen=True)
class Message:
    """One message. fact: the number of the fact it is about; None for what means nothing."""

    id: str
    conversation: str
    session: str
    time: datetime
    speaker: str
    text: str
    sort: Sort
    half: str
    fact: int | None = None

    def as_line(self) -> str:
        """The generic chat form; nothing of what is true is in it."""
        fields = {name: getattr(self, name) for name in ("conversation", "session", "id", "speaker", "text")}
        return json.dumps({**fields, "time": self.time.isoformat()}, ensure_ascii=False) + "\n"


@dataclass(frozen=True)
class Year:
    """The messages in the order of their times, and what is true."""

    cast: Cast
    messages: tuple[Message, ...]
    facts: tuple[Fact, ...]

    @property
    def idle(self) -> int:
        """How many messages mean nothing."""
        return sum(message.sort in IDLE for message in self.messages)

    def truth(self) -> dict[str, Any]:
        """All that is true, and which message tells what; for reading, never for the product."""
        return {
            "me": self.cast.me.name,
            "facts": [fact.as_json() for fact in self.facts],
            "messages": {message.id: [message.sort, message.half, message.fact] for message in self.messages},
        }


@dataclass(frozen=True)
class _Line:
    """What somebody says in a chat on a day."""

    chat: Chat
    day: date
    speaker: Person
    text: str
    sort: Sort
    half: str
    fact: int | None = None


def write_year(seed: int = 1, facts: int = 200, halves: Sequence[str] = phrases.HALVES) -> Year:
    """The year of that seed with so many facts; halves: whose wordings are used."""
    rng = random.Random(seed)
    cast = assemble(rng)
    lives = [_tell(rng, cast, number, *who, halves) for number, who in enumerate(_chosen(rng, cast, facts))]
    known = tuple(fact for fact, _ in lives)
    said = [line for fact, told in lives for line in _lines(fact, told)]
    messages = _put_in_sessions(rng, cast, said, _echoes(rng, cast, lives), halves)
    return Year(cast, messages, known)


def _chosen(rng: random.Random, cast: Cast, count: int) -> list[tuple[Person, str]]:
    """Who and what: a tenth of it about oneself at the least."""
    mine = [(cast.me, name) for name in phrases.attributes()]
    theirs = [(person, name) for person in cast.others for name in phrases.attributes()]
    own = rng.sample(mine, min(len(mine), max(count // 10, 1)))
    chosen = own + rng.sample(theirs, min(len(theirs), count - len(own)))
    rng.shuffle(chosen)
    return chosen


def _tell(
    rng: random.Random, cast: Cast, number: int, person: Person, attribute: str, halves: Sequence[str]
) -> tuple[Fact, list[Told]]:
    half = phrases.half(halves[number % len(halves)])
    kind = phrases.attributes()[attribute]
    steps = live(rng, kind, endable=half.ends(attribute))
    told = Teller(rng, cast, person, kind, half).tell(steps)
    return _fact(number, cast.subject(person), attribute, half.name, told), told


def _fact(number: int, subject: str, attribute: str, half: str, told: Sequence[Told]) -> Fact:
    """What follows from all that was told: a mistake never was so, what mends it was so since then."""
    spans: list[Span] = []
    stated: dict[str, date] = {}
    since = BEGIN
    for one in told:
        if one.step.act != "mends":
            since = one.since
        if one.step.act in ("begins", "changes", "mends", "ends"):
            spans.append(Span(one.step.value or None, since))
        if one.step.value:
            stated.setdefault(one.step.value, one.step.day)
    unsure = {day for one in told if one.step.act != "repeats" for day in (one.since, one.step.day)}
    rival = next((one.step.value for one in told if one.step.act == "denies"), None)
    return Fact(
        number, subject, attribute, half, tuple(spans), tuple(stated.items()), rival, tuple(sorted(unsure))
    )


def _lines(fact: Fact, told: Sequence[Told]) -> Iterator[_Line]:
    for one in told:
        yield _Line(one.chat, one.step.day, one.speaker, one.text, one.step.act, fact.half, fact.number)


def _echoes(rng: random.Random, cast: Cast, lives: Sequence[tuple[Fact, list[Told]]]) -> list[_Line]:
    """People speaking of what was so for them and is over."""
    lines = []
    for fact, _ in lives:
        person = next(one for one in cast.people if cast.subject(one) == fact.subject)
        texts = [text for name, text in phrases.half(fact.half).echoes if name == fact.attribute]
        for before, after in zip(fact.spans, fact.spans[1:], strict=False):
            day = after.first + timedelta(days=rng.randint(18, 24))
            if texts and before.value and day <= END and before.value != fact.true_on(day):
                chat = rng.choice(cast.chats_of(person))
                text = wording.fill(rng.choice(texts), {"old": before.value})
                lines.append(_Line(chat, day, person, text, "echo", fact.half, fact.number))
    return lines


def _put_in_sessions(
    rng: random.Random, cast: Cast, said: Sequence[_Line], echoes: Sequence[_Line], halves: Sequence[str]
) -> tuple[Message, ...]:
    """Every line in the session of its day and chat, among lines that mean nothing."""
    wanted = CHATTER * len(said)
    sessions: dict[tuple[date, str], list[_Line]] = defaultdict(list)
    for line in sorted([*said, *rng.sample(echoes, min(len(echoes), int(ECHOES * wanted)))], key=_when):
        sessions[line.day, line.chat.name].append(line)
    left = wanted
    chats = {chat.name: chat for chat in cast.chats}
    for (day, name), lines in sessions.items():
        chatter = [
            _chatter(rng, chats[name], day, halves) for _ in range(rng.randint(1, 8) if name != NOTES else 1)
        ]
        left -= len(chatter)
        _mix(rng, lines, chatter)
    talking = [chat for chat in cast.chats if chat.name != NOTES]
    while left > 0:
        chat, day = rng.choice(talking), BEGIN + timedelta(days=rng.randrange((END - BEGIN).days))
        more = [_chatter(rng, chat, day, halves) for _ in range(min(left, rng.randint(4, 12)))]
        left -= len(more)
        sessions[day, chat.name] += more
    return _timed(rng, sessions)


def _when(line: _Line) -> date:
    return line.day


def _mix(rng: random.Random, lines: list[_Line], chatter: Sequence[_Line]) -> None:
    """Puts chatter anywhere but before what mends something at once."""
    for one in chatter:
        places = [
            place for place in range(len(lines) + 1) if place == len(lines) or lines[place].sort != "mends"
        ]
        lines.insert(rng.choice(places), one)


def _chatter(rng: random.Random, chat: Chat, day: date, halves: Sequence[str]) -> _Line:
    half = phrases.half(rng.choice(halves))
    speaker = rng.choice(chat.people)
    words = {"day": rng.choice(wording.WEEKDAYS), "name": rng.choice(_absent(chat, speaker)).first}
    if rng.random() < TRAPS:
        attribute, text = rng.choice(half.traps)
        words["decoy"] = rng.choice(phrases.attributes()[attribute].decoys)
        return _Line(chat, day, speaker, wording.fill(text, words), "trap", half.name)
    return _Line(chat, day, speaker, wording.fill(rng.choice(half.small), words), "small", half.name)


def _absent(chat: Chat, speaker: Person) -> list[Person]:
    """Of whom one can speak there; in notes and between two, whoever it is."""
    return [person for person in chat.people if person != speaker] or list(chat.people)


def _timed(rng: random.Random, sessions: dict[tuple[date, str], list[_Line]]) -> tuple[Message, ...]:
    """The messages of all sessions, each begun by day (UTC), so that few zones move them to another."""
    messages = []
    for (day, name), lines in sorted(sessions.items(), key=lambda session: session[0]):
        moment = datetime.combine(day, time(rng.randint(8, 17), rng.randint(0, 59)), UTC)
        for place, line in enumerate(lines, 1):
            moment += timedelta(seconds=rng.randint(20, 180))
            session = day.isoformat()
            messages.append(
                Message(
                    f"{name} {session} {place}",
                    name,
                    session,
                    moment,
                    line.speaker.name,
                    line.text,
                    line.sort,
                    line.half,
                    line.fact,
                )
            )
    return tuple(sorted(messages, key=lambda message: (message.time, message.id)))
