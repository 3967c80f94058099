"""Entries: what calendars and address books state by their form. Pure.

An appointment that is to come is a plan with its day, a birthday on a card is somebody's birthday. The texts
are those that `ingest.formats.calendar` and `ingest.formats.contacts` write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ingest.dates import leading_date
from secondme.memories.kin import ME
from secondme.memories.predicates import sentence_of
from secondme.memories.statement import Statement

AS_SURE_AS = 0.9
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day (?P<day>\d{1,2} [A-Z][a-z]+ \d{4})"
_WHEN = re.compile(rf"(?P<title>[^\n]{{2,120}})\n(?P<due>Due )?(?P<when>{_DAY}[^\n]*)(?P<rest>(?:\n[^\n]+)*)")
_OVER = re.compile(r"^(?:It is (?:cancelled|done)|Repeats )", re.MULTILINE)
_WHERE = re.compile(r"^Where: (?P<where>[^\n]{2,80})$", re.MULTILINE)
_ZONE = re.compile(r" \([^()]*\)$")
_BIRTHDAY = re.compile(r", birthday (?P<day>\d[^,\n]*)")


def entry_statements(kind: str, text: str, seen: date) -> Iterator[Statement]:
    """What a passage of a document of that kind states. seen: the day on which it was there at the latest."""
    if kind == "calendar":
        yield from _appointment(text, seen)
    elif kind == "contacts":
        yield from _birthday(text)


def _appointment(text: str, seen: date) -> Iterator[Statement]:
    """The entry as a plan of the person's, if it comes after that day, and once."""
    found = _WHEN.match(text)
    day = leading_date(found["day"]) if found is not None else None
    if found is None or day is None or day.date() <= seen or _OVER.search(found["rest"]):
        return
    where = _WHERE.search(found["rest"])
    when = _ZONE.sub("", found["when"])
    link = "is due on" if found["due"] else "from" if " to " in when.partition(",")[0] else "on"
    words = f"{found['title'].rstrip('.')} {link} {when}" + (f", {where['where']}" if where else "")
    yield Statement(
        kind="plan",
        subject=ME,
        predicate="plans",
        value=text[found.start() : found.end("when")],
        text=f"{words[:1].upper()}{words[1:]}.",
        first=found.start(),
        last=found.end("when"),
        valid_to=day.date(),
        confidence=AS_SURE_AS,
    )


def _birthday(text: str) -> Iterator[Statement]:
    """The birthday on a card, of whom it is named after."""
    name, found = text.partition(",")[0].strip(), _BIRTHDAY.search(text)
    if not name or found is None:
        return
    yield Statement(
        kind="fact",
        subject=name,
        predicate="birthday",
        value=found["day"],
        text=sentence_of(name, "birthday", found["day"]),
        first=0,
        last=found.end(),
        single=True,
        confidence=AS_SURE_AS,
    )
