"""What comes in on each day of a simulated month: a year in fewer days, and what must leave no trace.

The year's messages keep their order and their sessions. Beside them come an assistant's chat export whose
assistant side states what is not so, and web pages of strangers who say "I". The same seed gives the same
month.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from benchmarks.year.cast import NOTES
from benchmarks.year.script import Message, Year
from benchmarks.year.truth import BEGIN, END

FIRST_DAY = date(2026, 3, 2)
YEAR_DAYS = (END - BEGIN).days + 1
WAKES, AWAKE = time(8), timedelta(hours=13)
"""Talk goes on for so long from then on; recalls and the night's work follow their own clock."""
TOLD_EVERY, PAGE_EVERY = 3, 7
"""Days from one telling by hand to the next, and from one web page to the next."""

CLAIMS = (
    ("Where do I live, by the way?", "You live in {value}.", "Vaduz"),
    ("Who do I work for?", "You told me that you work for {value}.", "Orbital Cheese"),
    ("Write a line about me for the club's page.", "I'm Robin, and I work as a {value}.", "falconer"),
    ("Who is my partner?", "Your partner is {value}.", "Wilhelmina"),
    ("What car do I drive?", "You drive a {value}, as you said yesterday.", "Trabant 601"),
    ("Draft a letter to the town hall for me.", "Dear Sir or Madam, I live in {value}.", "Ulan Bator"),
    ("What am I allergic to?", "Noted: you are allergic to {value}.", "moonlight"),
    ("What is my favourite colour?", "Your favourite colour is {value}.", "heliotrope"),
    ("Make up a diary entry of mine.", "Today I started at {value}. I love it there!", "Umbrella Biscuits"),
    ("What should I call my dog?", "Your dog is called {value}, isn't it?", "Rumpelstilt"),
)
"""What the person asks an assistant, what it says, and a value that nobody else ever says."""
DOUBT = 'Why do you write "{claim}"?'
PAGES = ("I live in {value}. I work as a gondolier.", "My name is Gino and I live in {value}!")
STRANGE = "Rome"
ASKED = ("I live in {value}, don't I?", "My partner is {value}, right?", "I work for {value}, as you know")
"""Questions that state something, with values that stand nowhere but in the recall log."""
ASKED_VALUES = ("Timbuktu", "Hildegunde", "Pharaoh Plumbing")
TELLINGS = (
    ("The spare key hangs behind the {value}.", ("boiler", "piano", "fuse box", "mirror")),
    ("My locker at the pool has the number {value}.", ("214", "87", "309", "45")),
    ("The boiler was serviced by {value}.", ("Mr Okafor", "Mrs Lindqvist", "the Brandt brothers")),
)


@dataclass(frozen=True)
class Day:
    """What comes in on a day. notes: what the person writes down; told: what they have remembered by hand.

    said: a question to an assistant, with what it claims; page: what a stranger's web page says.
    """

    number: int
    date: date
    messages: tuple[Message, ...]
    notes: tuple[Message, ...]
    told: str | None
    said: tuple[str, str]
    page: str | None

    def at(self, hour: float) -> datetime:
        """A moment of the day, by the hour."""
        return datetime.combine(self.date, time(), UTC) + timedelta(hours=hour)


def write_diary(year: Year, days: int) -> list[Day]:
    """The year in so many days."""
    moved = [_moved(message, days) for message in year.messages]
    return [
        _day(number, [one for one in moved if one.time.date() == _date(number)]) for number in range(days)
    ]


def squeezed(moment: datetime, days: int) -> datetime:
    """The moment of the month for a moment of the year: order is kept, and nobody talks at night."""
    share = (moment - datetime.combine(BEGIN, time(), UTC)) / timedelta(days=YEAR_DAYS) * days
    number = min(int(share), days - 1)
    return datetime.combine(_date(number), WAKES, UTC) + (share - number) * AWAKE


def day_of_year(number: int, days: int) -> date:
    """The last day of the year that is told by the end of that day of the month."""
    return BEGIN + timedelta(days=(number + 1) * YEAR_DAYS // days - 1)


def never_true() -> frozenset[str]:
    """The values that only an assistant, a stranger or a question ever states."""
    return frozenset((*(value for _, _, value in CLAIMS), STRANGE, *ASKED_VALUES))


def assistant_export(days: Sequence[Day]) -> str:
    """ChatGPT's conversations.json, up to now."""
    return json.dumps([_conversation(day) for day in days])


def _moved(message: Message, days: int) -> Message:
    session = f"talk {(message.time.date() - BEGIN).days}"
    return replace(message, time=squeezed(message.time, days), session=session)


def _date(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def _day(number: int, messages: Sequence[Message]) -> Day:
    asked, claim, value = CLAIMS[number % len(CLAIMS)]
    return Day(
        number,
        _date(number),
        tuple(one for one in messages if one.conversation != NOTES),
        tuple(one for one in messages if one.conversation == NOTES),
        _telling(number),
        (asked, claim.format(value=value)),
        PAGES[number // PAGE_EVERY % len(PAGES)].format(value=STRANGE) if number % PAGE_EVERY == 1 else None,
    )


def _telling(number: int) -> str | None:
    count, rest = divmod(number, TOLD_EVERY)
    text, values = TELLINGS[count % len(TELLINGS)]
    return None if rest else text.format(value=values[count // len(TELLINGS) % len(values)])


def _conversation(day: Day) -> dict[str, Any]:
    asked, claim = day.said
    doubt = DOUBT.format(claim=claim)
    turns = [("user", asked), ("assistant", claim), ("user", doubt), ("assistant", f"Because {claim}")]
    nodes = dict(_nodes(day, turns))
    return {
        "conversation_id": f"c-{day.number}",
        "title": asked,
        "create_time": day.at(12).timestamp(),
        "mapping": nodes,
        "current_node": list(nodes)[-1],
    }


def _nodes(day: Day, turns: Sequence[tuple[str, str]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, (role, text) in enumerate(turns):
        name = f"c-{day.number}-{place}"
        message = {
            "id": name,
            "author": {"role": role},
            "create_time": day.at(12 + place / 60).timestamp(),
            "content": {"content_type": "text", "parts": [text]},
        }
        parent = f"c-{day.number}-{place - 1}" if place else None
        children = [f"c-{day.number}-{place + 1}"] if place + 1 < len(turns) else []
        yield name, {"id": name, "message": message, "parent": parent, "children": children}
