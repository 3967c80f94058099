"""Times in words, found and worked out: "last summer", "between May and July 2023", "vor zwei Wochen".

The words are looked up (`time_words`), each becomes a letter, and patterns over the letters say what belongs
together, so that one grammar serves seven languages. Where a phrase can mean several times, all of them are
given and none is certain; nothing is guessed silently. Everything is by whole days.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from secondme.recall.calendar_days import DAY, Span, year_span
from secondme.recall.time_atoms import ANY_ATOM, ATOMS, Atom, OfYear, some_year
from secondme.recall.time_tokens import Token, letters, read_tokens
from secondme.recall.time_words import PARTS

MOST_CHARACTERS = 4_000
"""Times are looked for in the first so many characters."""
MOST_MENTIONS = 8

_LITTLE = frozenset("in on the im am en le el il a at of de du op".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days that was named. first, last: both included; an open end is the calendar's own.

    words: as they were written. certain: False where the words may mean other days too; those are then
    periods of their own with the same words.
    """

    first: date
    last: date
    words: str
    certain: bool

    @property
    def is_open(self) -> bool:
        return self.first == date.min or self.last == date.max

    @property
    def days(self) -> int | None:
        """How many days; None where an end is open."""
        return None if self.is_open else (self.last - self.first).days + 1

    def overlaps(self, other: Period) -> bool:
        """Whether they share a day."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        """`2025-06-01 to 2025-06-30`."""
        if self.first == self.last:
            return self.first.isoformat()
        if self.first == date.min:
            return f"until {self.last.isoformat()}"
        if self.last == date.max:
            return f"from {self.first.isoformat()} on"
        return f"{self.first.isoformat()} to {self.last.isoformat()}"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where in a text a time is named, as characters [start, end), and which periods that may be."""

    start: int
    end: int
    periods: tuple[Period, ...]


def find_periods(text: str, now: date) -> list[Mention]:
    """The times that a text names, in order, as somebody means them who writes it on that day."""
    text = text[:MOST_CHARACTERS]
    tokens = read_tokens(text)
    parts = _with_atoms(tokens, now) if tokens else []
    for pattern, combine in _COMBINATIONS:
        parts = _combined(parts, pattern, combine, now)
    found = [part for part in parts if isinstance(part, Atom) and part.spans]
    return [_mention(text, atom) for atom in found[:MOST_MENTIONS]]


def read_period(text: str, now: date) -> tuple[Period, ...]:
    """The periods that the whole of a text may mean; none where it says something else, or more."""
    year = text.strip()
    if len(year) == 4 and year.isascii() and year.isdigit() and year != "0000":  # Nothing else can be meant.
        return (Period(*year_span(int(year)), year, True),)
    found = find_periods(text, now)
    if len(found) != 1:
        return ()
    around = f"{text[: found[0].start]} {text[found[0].end :]}"
    return found[0].periods if set(re.findall(r"\w+", around.casefold())) <= _LITTLE else ()


def _mention(text: str, atom: Atom) -> Mention:
    spans = sorted(dict.fromkeys(atom.spans))
    certain = atom.certain and len(spans) == 1
    words = " ".join(text[atom.start : atom.end].split())
    return Mention(atom.start, atom.end, tuple(Period(*span, words, certain) for span in spans))


Part = Token | Atom
Combine = Callable[[Sequence[Token], Sequence[Atom], date], Atom | None]


def _with_atoms(tokens: Sequence[Token], now: date) -> list[Part]:
    """The tokens, with the smallest times in place of theirs: the longest of those that begin at a token."""
    line = letters(tokens)
    parts: list[Part] = []
    place = 0
    while (begin := ANY_ATOM.search(line, place)) is not None:
        parts += tokens[place : begin.start()]
        place = begin.start()
        found = [
            one for shape in ATOMS if (one := _at(line, place, shape.pattern, shape.resolve, tokens, now))
        ]
        end, atom = max(found, key=lambda one: one[0], default=(place + 1, tokens[place]))
        parts.append(atom)
        place = end
    return [*parts, *tokens[place:]]


def _at(
    line: str,
    place: int,
    pattern: re.Pattern[str],
    resolve: Callable[[Sequence[Token], date], Atom | None],
    tokens: Sequence[Token],
    now: date,
) -> tuple[int, Part] | None:
    match = pattern.match(line, place)
    if match is None:
        return None
    within = tokens[place : match.end()]
    try:
        atom = resolve(within, now)
    except (ValueError, OverflowError, IndexError):  # There is no such day, or not in the calendar.
        return None
    if atom is None:
        return None
    return match.end(), replace(atom, start=within[0].start, end=within[-1].end)


def _combined(parts: list[Part], pattern: re.Pattern[str], combine: Combine, now: date) -> list[Part]:
    """The parts, with each run that the pattern takes for one time put together."""
    line = "".join(part.letter for part in parts)
    made: list[Part] = []
    place = 0
    while (match := pattern.search(line, place)) is not None:
        within = parts[match.start() : match.end()]
        atoms = [part for part in within if isinstance(part, Atom)]
        others = [part for part in within if isinstance(part, Token)]
        try:
            atom = combine(others, atoms, now)
        except (ValueError, OverflowError):
            atom = None
        made += parts[place : match.start()]
        if atom is None:  # They do not belong together; the second may belong to a third.
            made.append(parts[match.start()])
            place = match.start() + 1
            continue
        made.append(replace(atom, start=within[0].start, end=within[-1].end))
        place = match.end()
    return made + parts[place:]


def _of_year(tokens: Sequence[Token], atoms: Sequence[Atom], now: date) -> Atom | None:
    """ "3 May" and "2023"; "summer" and "last year". The winter of a year may be before it or at its end."""
    recurring, year = (atoms[0], atoms[1].year) if atoms[0].of_year else (atoms[1], atoms[0].year)
    if recurring.of_year is None or year is None:
        return None
    span = recurring.of_year(year)
    if span[1].year == year or (span[1] - span[0]).days < 3:
        return Atom((span,))
    return Atom((recurring.of_year(year - 1), span), False)


def _part(tokens: Sequence[Token], atoms: Sequence[Atom], now: date) -> Atom:
    """The first, middle or last part of a time, taken wide: 40% of it."""
    which = PARTS[tokens[0].word]

    def part(span: Span) -> Span:
        days = (span[1] - span[0]).days + 1
        share = max(1, round(days * 0.4))
        starts = (0, round(days * 0.3), days - share)[which]
        first = span[0] + timedelta(days=starts)
        return first, first + timedelta(days=share - 1)

    of_year = atoms[0].of_year
    return Atom(
        tuple(map(part, atoms[0].spans)),
        atoms[0].certain,
        (lambda year: part(of_year(year))) if of_year else None,
    )


def _range(tokens: Sequence[Token], atoms: Sequence[Atom], now: date) -> Atom | None:
    """From the beginning of one time to the end of another; a missing year is that of the other."""
    one, other = atoms
    first, last = one.of_year, other.of_year
    if first and last:
        return some_year(lambda year: _spanning(first(year), last), now)
    if first:
        return Atom(tuple(_reaching(first, span) for span in other.spans), other.certain)
    if last:
        return Atom(tuple(_spanning(span, last) for span in one.spans), one.certain)
    pairs = [(a[0], b[1]) for a in one.spans for b in other.spans if a[0] <= b[1]]
    return Atom(tuple(pairs), one.certain and other.certain) if pairs else None


def _spanning(span: Span, last: OfYear) -> Span:
    """From a span to what recurs, in the year after where that is over before the span begins."""
    ends = last(span[0].year)
    return span[0], (ends if ends[1] >= span[0] else last(span[0].year + 1))[1]


def _reaching(first: OfYear, span: Span) -> Span:
    """From what recurs to a span, from the year before where it would begin after it."""
    begins = first(span[1].year)
    return (begins if begins[0] <= span[1] else first(span[1].year - 1))[0], span[1]


def _open(tokens: Sequence[Token], atoms: Sequence[Atom], now: date) -> Atom | None:
    """ "before", "after", "since" and "until" a time. "Since" something to come is since the last of it."""
    spans, which = atoms[0].spans, tokens[0].letter
    match which:
        case "B" | "v":
            made = [(date.min, first - DAY) for first, _ in spans]
        case "A":
            made = [(last + DAY, date.max) for _, last in spans]
        case "s":
            begun = [first for first, _ in spans if first <= now]
            made = [(begun[-1], now)] if begun else [(first, date.max) for first, _ in spans]
            return Atom(tuple(made), atoms[0].certain or bool(begun))
        case _:
            made = [(date.min, last) for _, last in spans]
    return Atom(tuple(made), atoms[0].certain)


_COMBINATIONS: tuple[tuple[re.Pattern[str], Combine], ...] = (
    (re.compile("P[o,]*P"), _of_year),
    (re.compile("E[o-]*P"), _part),
    (re.compile("bo*P[&i]?[oin]*P|[sr]?o*Po*[tua-][oin]*P"), _range),
    (re.compile("[BvAsu][oin]*P"), _open),
)
"""From the inside out."""
