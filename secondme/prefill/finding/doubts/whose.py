"""Whose: whether somebody else is spoken of where a value stands. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from secondme.people.names import plain_name
from secondme.prefill.finding.doubts.people import People
from secondme.prefill.finding.doubts.place import Place
from secondme.prefill.finding.notes.headings import ELSEWHERE
from secondme.prefill.finding.notes.labels import is_neutral, words_in
from secondme.prefill.finding.notes.readers import SECOND_PERSON
from secondme.prefill.finding.notes.tables import head_over, own_column
from secondme.prefill.finding.people.cards import KIND
from secondme.prefill.finding.people.circle import ABOUT_ME
from secondme.prefill.finding.work.careers import CV

_QUOTED = re.compile(
    r"\u201c[^\u201d]{20,600}\u201d|\u201e[^\u201c]{20,600}\u201c|\u00ab[^\u00bb]{20,600}\u00bb|"
    r'"[^"]*(?:"|$)'
)
_SHORT_QUOTE = re.compile(r'["\u201c\u201e\u00ab][^"\u201c\u201d\u00bb\n]{4,80}["\u201c\u201d\u00bb]')
SHORTEST_OF_QUOTES, LONGEST_OF_QUOTES = 20, 602
"""Characters: straight marks are taken two by two, so that what stands between two short quotes is none."""
_BORN = re.compile(r"(?i)\b(?:born|n\u00e9e?|geb|geboren|nacid[oa]|nat[oa] (?:il|ad?)|nascid[oa])\b")
"""In a note that has several of these, each is somebody's."""
OF_LATE = timedelta(days=400)
"""How old a CV may be, to be believed against what else looks like it."""
SHORTEST_QUOTE = 6
"""Words between such marks that somebody else may have said."""
LONGEST_HEAD = 70
_OWN_HEADS = ABOUT_ME | CV
_ITEM = re.compile(r"\s*(?:[-*+\u2022\u2013]|\d{1,2}[.)])\s")


def is_of_another(place: Place, people: People) -> bool:
    """Whether a value that is held to be the person's stands where somebody else is spoken of."""
    if place.said.memory is not None or place.said.kind == KIND:
        return False
    if is_quoted(place) or is_quoted_of_another(place, people):
        return True
    if (is_own := is_in_own_column(place)) is not None:
        return not is_own
    said = people.marks(place.before)
    if people.is_letter(place.said.key) and (
        you := [one.start() for one in SECOND_PERSON.finditer(place.before)]
    ):
        me = [one.at for one in said if one.kind == "me"]
        if not me or you[-1] > me[-1]:
            return True
    if said:
        is_said_by_me = said[-1].kind == "name" and any(one.kind == "me" for one in said)
        return said[-1].kind != "me" and not is_said_by_me
    beside = people.marks(place.sentence)
    if beside and beside[0].kind == "me":
        return False
    return is_headed_by_another(place, people)


def is_in_own_column(place: Place) -> bool | None:
    """Whether it stands in the person's own column of a table of people; None where there is none."""
    found = head_over(place.line, place.above, place.at - place.text.rfind("\n", 0, place.at) - 1)
    own = own_column(found[0]) if found is not None else None
    if found is None or own is None:
        return None
    return found[1] in (0, own)  # In the first one where it stands there in other words.


def is_headed_elsewhere(place: Place) -> bool:
    """Whether a heading or the title names a place that is nobody's home: a cottage for the holidays."""
    heads = words_in(f"{place.said.heading} {place.said.title}")
    return not place.said.is_chat and not ELSEWHERE.isdisjoint(heads)


def is_unclaimed(place: Place, people: People) -> bool:
    """Whether nothing says that it is the person's: no "I" in its line, not their name there or above it, no
    heading that notes on oneself have. In a note that speaks of others, being the person's file is not
    enough."""
    if place.said.memory is not None or place.said.kind == KIND or place.said.is_chat:
        return False
    if is_in_own_column(place):
        return False
    near = " ".join((place.line, *place.above))
    if any(one.kind == "me" for one in people.marks(place.line)) or _is_named(near, people):
        return False
    heads = [head for head in (place.said.heading.split(" > ")[-1], place.said.title) if head]
    if any(not _OWN_HEADS.isdisjoint(words_in(head)) or _is_named(head, people) for head in heads):
        return False
    if people.others(place.text) or len(_BORN.findall(place.text)) > 1:
        return True
    return not (_is_named(place.text, people) or all(map(is_neutral, heads)))


def is_below_my_name(place: Place, people: People, as_of: date) -> bool:
    """Whether a value stands under the person's whole name, in a CV or a letterhead of late."""
    said = place.said
    is_late = said.said_at is not None and as_of - said.said_at.date() <= OF_LATE
    if said.is_chat or said.memory is not None or not is_late:
        return False
    heads = [said.heading.split(" > ")[-1], *(row for row in place.above if len(row) <= LONGEST_HEAD)]
    return any(plain_name(head) in people.own for head in heads if head)


def _is_named(text: str, people: People) -> bool:
    return people.names_me(text)


def is_quoted(place: Place) -> bool:
    """Whether it stands in words that are quoted from somebody."""
    return any(
        quote.start() < place.at < quote.end()
        and SHORTEST_OF_QUOTES <= len(quote[0]) <= LONGEST_OF_QUOTES
        and len(quote[0].split()) >= SHORTEST_QUOTE
        for quote in _QUOTED.finditer(place.text)
    )


def is_quoted_of_another(place: Place, people: People) -> bool:
    """Whether words in marks, however few, name somebody else before a value: "Mr J. Roth, born 1971"."""
    quotes = (one for one in _SHORT_QUOTE.finditer(place.text) if one.start() < place.at < one.end())
    quote = next(quotes, None)
    said = people.marks(place.text[quote.start() : place.at]) if quote else []
    return bool(said) and said[-1].kind == "name"


def is_headed_by_another(place: Place, people: People) -> bool:
    """Whether what stands above, a heading or the title speaks of somebody else, and not of the person."""
    if place.said.is_chat:
        return False
    heads = [*heads_of(place), *reversed(place.said.heading.split(" > ")), place.said.title]
    for head in heads:
        if people.heads(head):
            return True
        if people.marks(head):
            return False
    return False


def heads_of(place: Place) -> list[str]:
    """The lines above that head the one in which a value stands, the nearest first."""
    found = []
    is_item, indent = _is_item(place.line), _indent(place.line)
    for row in place.above:
        heads = row.rstrip().endswith(":") or _indent(row) < indent or (is_item and not _is_item(row))
        if heads and len(row) <= LONGEST_HEAD:
            found.append(row)
            indent, is_item = _indent(row), _is_item(row)
    return found


def _is_item(row: str) -> bool:
    return _ITEM.match(row) is not None


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())
