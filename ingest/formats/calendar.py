"""Calendars (.ics): appointments, things to do, journal entries, each a passage that tells when, where, who.

What repeats stays one entry, with the repetition in words; a single occasion that was changed is told there
and has an entry of its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from ingest.content import Content
from ingest.document import Locator, Passage, Person, Reading, with_zone
from ingest.encoding import clean
from ingest.formats import FormatError
from ingest.formats.when import day_list, join_words, repeat_words, short_day_words, span_words
from ingest.handles import email_handle
from ingest.passages import merge_blocks, paragraphs

if TYPE_CHECKING:
    from icalendar.cal import Component

READ = ("VEVENT", "VTODO", "VJOURNAL")
MOST_NAMED = 30
"""Guests of an appointment that are named; of the others only how many they are."""
_BLOCK = re.compile(
    r"^BEGIN:(VEVENT|VTODO|VJOURNAL)[ \t]*$.*?^END:\1[ \t]*$", re.MULTILINE | re.DOTALL | re.I
)
_ZONE = re.compile(r"^BEGIN:VTIMEZONE[ \t]*$.*?^END:VTIMEZONE[ \t]*$", re.MULTILINE | re.DOTALL | re.I)
_CALENDAR = re.compile(r"^BEGIN:V(?:CALENDAR|EVENT|TODO|JOURNAL)", re.MULTILINE | re.I)
_CALENDAR_NAME = re.compile(r"^(?:X-WR-CALNAME|NAME)(?:;[^:\n]*)?:(.*)", re.MULTILINE | re.I)
_TAG = re.compile(r"</?(?:p|br|div|span|a|b|ul|li|html|body|table)\b[^>]*>", re.I)
_DAMAGED = (ValueError, LookupError, AttributeError, TypeError)
"""What icalendar raises for entries that keep to no rule."""
_STATES = {
    "CANCELLED": "cancelled",
    "COMPLETED": "done",
    "IN-PROCESS": "begun",
    "TENTATIVE": "not yet certain",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One appointment, task or journal entry. name: what its locator calls it."""

    name: str
    title: str
    text: str
    start: datetime | None
    people: tuple[Person, ...]


def read(content: Content) -> Iterator[Reading]:
    """One calendar without the entries that make no sense. Raises FormatError where there is no calendar."""
    calendar, entries = _calendar(content.text)
    only = entries[0] if len(entries) == 1 else None
    yield Reading(
        passages=tuple(passage for entry in entries for passage in _passages(entry, calendar)),
        title=only.title if only else calendar or None,
        time=only.start if only else None,
        people=tuple(dict.fromkeys(person for entry in entries for person in entry.people)),
    )


def text_at(content: Content, locator: Locator) -> str:
    """All that is told of an entry."""
    for entry in _calendar(content.text)[1]:
        if locator.kind == "entry" and entry.name == locator.part:
            return entry.text
    raise LookupError(f"there is no {locator} in it")


def _passages(entry: Entry, calendar: str) -> Iterator[Passage]:
    lines = entry.text.split("\n")
    heading = " > ".join(filter(None, [calendar, entry.title]))
    for stretch in merge_blocks(lines, paragraphs(lines, 0, len(lines))):
        yield Passage(stretch.text, Locator.entry(entry.name), heading=heading, time=entry.start)


def _calendar(text: str) -> tuple[str, list[Entry]]:
    """The calendar's own name and its entries in the order of the file."""
    if not _CALENDAR.search(text):
        raise FormatError("it is no calendar, or its beginning is missing")
    name, components = _components(text)
    changed: dict[str, list[Component]] = {}
    for component in components:
        if _is_change(component):
            changed.setdefault(_text(component, "UID"), []).append(component)
    entries: dict[str, Entry] = {}
    for component in components:
        others = [] if _is_change(component) else changed.get(_text(component, "UID"), [])
        try:
            entry = _entry(component, others)
        except (*_DAMAGED, OverflowError):
            continue  # A length of a million years, a rule that repeats on no day.
        if entry is not None:
            entries.setdefault(entry.name, entry)
    if not components and _BLOCK.search(text):
        raise FormatError("it is damaged: not one of its entries can be read")
    return name, list(entries.values())


def _components(text: str) -> tuple[str, list[Component]]:
    """The calendar's name, and the entries as icalendar reads them: all at once, or one by one where some of
    them are damaged or the end is missing.
    """
    found = _readable(_together(text))
    blocks = [block[0] for block in _BLOCK.finditer(text)]
    if len(found) < len(blocks):
        zones = "\n".join(zone[0] for zone in _ZONE.finditer(text))
        found = _readable([one for block in blocks if (one := _alone(zones, block)) is not None])
    name = _CALENDAR_NAME.search(text)
    return " ".join(name[1].replace("\\", "").split()) if name else "", found


def _together(text: str) -> list[Component]:
    from icalendar import Calendar

    try:
        return [*Calendar.from_ical(text, multiple=True)]
    except _DAMAGED:
        return []


def _readable(calendars: Sequence[Component]) -> list[Component]:
    return [component for calendar in calendars for component in calendar.walk() if component.name in READ]


def _alone(zones: str, block: str) -> Component | None:
    """A calendar with one entry, first with the time zones it may need; None where the entry is damaged."""
    from icalendar import Calendar

    for head in (zones, ""):
        try:
            return Calendar.from_ical(f"BEGIN:VCALENDAR\n{head}\n{block}\nEND:VCALENDAR\n")
        except _DAMAGED:
            continue
    return None


def _entry(component: Component, changed: Sequence[Component]) -> Entry | None:
    title = " ".join(_text(component, "SUMMARY").split())
    people, description = _people(component), _description(component)
    details = [f"{label}: {value}" for label, value in _details(component, people) if value]
    if not (title or description or details):
        return None
    lines = [*([title] if title else []), *_when(component, changed), *details]
    text = "\n".join(lines) + (f"\n\n{description}" if description else "")
    return Entry(
        name=_name(component, text),
        title=title or (description or details[0]).split("\n")[0][:80],
        text=text.strip(),
        start=_moment(_start(component)),
        people=people,
    )


def _when(component: Component, changed: Sequence[Component]) -> Iterator[str]:
    """The lines that tell the time, the repetition, and what became of it."""
    start, end = _start(component), _value(component, "DTEND")
    length = _value(component, "DURATION")
    if (
        start is not None
        and not isinstance(end, date)
        and length is not None
        and not isinstance(length, date)
    ):
        end = start + length
    if start is not None:
        due = "Due " if component.name == "VTODO" else ""
        yield due + span_words(start, None if due else end)
        yield from _repetition(component, start, changed)
    state = _STATES.get(_text(component, "STATUS").upper())
    if state:
        done = _value(component, "COMPLETED")
        on = f" on {short_day_words(done)}" if state == "done" and isinstance(done, date) else ""
        yield f"It is {state}{on}."


def _repetition(component: Component, start: date, changed: Sequence[Component]) -> Iterator[str]:
    rules = _all(component, "RRULE")
    cancelled = [day for other in changed if _is_cancelled(other) for day in _dates(other, "RECURRENCE-ID")]
    left_out = [*_dates(component, "EXDATE"), *cancelled]
    if rules:
        words = " and ".join(repeat_words(rule, start) for rule in rules)
        yield f"Repeats {words}" + (f", not on {day_list(left_out)}" if left_out else "")
    more = _dates(component, "RDATE")
    if more:
        yield f"Also on {day_list(more)}"
    for other in changed[:MOST_NAMED]:
        moved, instead = _dates(other, "RECURRENCE-ID"), _start(other)
        if moved and instead is not None and not _is_cancelled(other):
            title = " ".join(_text(other, "SUMMARY").split())
            renamed = f": {title}" if title != " ".join(_text(component, "SUMMARY").split()) else ""
            yield f"Instead of {short_day_words(moved[0])}: {span_words(instead, _end(other))}{renamed}"


def _details(component: Component, people: Sequence[Person]) -> Iterator[tuple[str, str]]:
    yield "Where", " ".join(_text(component, "LOCATION").split())
    names = [person.name or person.handles[0].partition(":")[2] for person in people]
    others = f" and {len(names) - MOST_NAMED} others" if len(names) > MOST_NAMED else ""
    yield "Who", (", ".join(names[:MOST_NAMED]) + others if others else join_words(names))
    labels = component.get("CATEGORIES")
    if labels is not None:
        lists = labels if isinstance(labels, list) else [labels]
        yield "Labels", ", ".join(clean(str(label)) for one in lists for label in getattr(one, "cats", [one]))
    yield "Link", _text(component, "URL")


def _description(component: Component) -> str:
    text = _text(component, "DESCRIPTION").strip()
    if len(_TAG.findall(text)) >= 2:
        from ingest.formats.html import html_text

        return html_text(text)
    return text


def _people(component: Component) -> tuple[Person, ...]:
    """Whoever invited comes first; rooms and projectors are no people."""
    found: dict[Person, None] = {}
    for address in [*_all(component, "ORGANIZER"), *_all(component, "ATTENDEE")]:
        parameters = getattr(address, "params", {})
        if str(parameters.get("CUTYPE", "")).upper() in ("ROOM", "RESOURCE"):
            continue
        handle = email_handle(str(address))
        name = " ".join(clean(str(parameters.get("CN", ""))).strip("'\" ").split())
        if handle and name.casefold() == handle.partition(":")[2]:
            name = ""
        if handle or name:
            found.setdefault(Person(name or None, (handle,) if handle else ()))
    return tuple(found)


def _name(component: Component, text: str) -> str:
    """The entry's own id, with the occasion it changes; without an id, one made of what it says."""
    uid = _text(component, "UID").strip() or "sha256-" + hashlib.sha256(text.encode()).hexdigest()[:32]
    occasion = _dates(component, "RECURRENCE-ID")
    return f"{uid}/{occasion[0].isoformat()}" if occasion else uid


def _start(component: Component) -> date | None:
    """When it begins; for things to do, when they are due."""
    names = ("DUE", "DTSTART", "COMPLETED") if component.name == "VTODO" else ("DTSTART",)
    found = (_value(component, name) for name in names)
    return next((value for value in found if isinstance(value, date)), None)


def _end(component: Component) -> date | None:
    end = _value(component, "DTEND")
    return end if isinstance(end, date) else None


def _moment(day: date | None) -> datetime | None:
    if day is None or isinstance(day, datetime):
        return with_zone(day)
    return with_zone(datetime.combine(day, time()))


def _is_change(component: Component) -> bool:
    """Whether it tells of a single occasion of something that repeats."""
    return component.get("RECURRENCE-ID") is not None


def _is_cancelled(component: Component) -> bool:
    return _text(component, "STATUS").upper() == "CANCELLED"


def _dates(component: Component, name: str) -> list[date]:
    """The days of a property that may hold several, and stand several times."""
    found: list[date] = []
    for value in _all(component, name):
        for one in getattr(value, "dts", [value]):
            day = getattr(one, "dt", None)
            day = day[0] if isinstance(day, tuple) else day
            if isinstance(day, date):
                found.append(day)
    return found


def _value(component: Component, name: str) -> Any:
    """The date, time or length that a property holds; None where there is none that makes sense."""
    values = _all(component, name)
    return getattr(values[0], "dt", None) if values else None


def _all(component: Component, name: str) -> list[Any]:
    """The values of a property but for those that are damaged."""
    from icalendar import vBroken

    value = component.get(name)
    values = [] if value is None else value if isinstance(value, list) else [value]
    return [one for one in values if not isinstance(one, vBroken)]


def _text(component: Component, name: str) -> str:
    values = _all(component, name)
    return clean(str(values[0])) if values else ""
