"""Filters in a question's own text: `from:NAME in:mail before:2024`, "quoted phrases", and what is left out.

Everything else is words. A word with a colon that is no filter stays a word; a filter whose value makes no
sense is refused with a message, unless the person is still typing it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from secondme.errors import UsageError
from secondme.recall.periods import Period, read_period

MOST_CHARACTERS = 10_000
"""Filters and quotes are looked for in the first so many characters; what is longer was pasted."""
MOST_FILTERS = 32

MEMORY_KINDS = ("fact", "event", "preference", "plan", "insight", "summary", "portrait")
TRUSTS = ("self", "known", "foreign", "assistant")

_QUOTES = {'"': '"', "\u201c": "\u201d", "\u201e": "\u201c", "\u00ab": "\u00bb"}
_QUOTED = "|".join(f"{first}[^{first}{last}]*{last}" for first, last in _QUOTES.items())
_NAMES = "from|in|before|after|on|during|kind|type|trust"
_TOKEN = re.compile(
    rf"(?<![^\s(])(?P<minus>-)?(?:(?P<name>{_NAMES}):(?P<value>{_QUOTED}|[^\s\"]+)"
    rf"|(?P<phrase>{_QUOTED})|(?<=-)(?P<word>[^\W\d_][\w'\u2019]*))",
    re.IGNORECASE,
)
HOW = {
    "from": 'a name, such as from:ana or from:"Ana Kovač"',
    "in": "a kind of source, a folder or a title, such as in:whatsapp, in:mail or in:trips",
    "kind": f"one of {', '.join(MEMORY_KINDS)}, such as kind:plan",
    "type": "a file ending or a format, such as type:pdf or type:markdown",
    "trust": f"one of {', '.join(TRUSTS)}, such as trust:self",
    "before": "a time, such as before:2024 or before:2024-05-03",
    "after": "a time, such as after:2024-05",
    "on": "a day, such as on:2024-05-03",
    "during": 'a time, such as during:"last summer" or during:2023',
}
"""What goes behind each filter."""
TIME_FILTERS = frozenset({"before", "after", "on", "during"})


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition. name: the word before the colon; excludes: it must not hold.

    periods: for times, what the value may mean; any of them will do.
    """

    name: str
    value: str
    excludes: bool = False
    periods: tuple[Period, ...] = ()

    def __str__(self) -> str:
        value = f'"{self.value}"' if re.search(r"\s", self.value) else self.value
        return f"{'-' if self.excludes else ''}{self.name}:{value}"


@dataclass(frozen=True, slots=True)
class Sifted:
    """A question's text taken apart. plain: what is left as words. phrases: must stand in the passage.

    excluded: words and phrases that must not.
    """

    plain: str
    filters: tuple[Filter, ...]
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]


def sift(text: str, now: date, *, unfinished: bool = False) -> Sifted:
    """Takes filters, quoted phrases and exclusions out of a text; phrases stay in its words too.

    unfinished: the person is still typing; what makes no sense yet is left alone. Raises UsageError.
    """
    head, tail = text[:MOST_CHARACTERS], text[MOST_CHARACTERS:]
    filters: list[Filter] = []
    phrases: list[str] = []
    excluded: list[str] = []
    pieces: list[str] = []
    place = 0
    for match in _TOKEN.finditer(head):
        kept = ""
        if match["name"]:
            made = _filter(match, now, unfinished)
            if made is None:
                continue
            filters.append(made)
        elif match["phrase"]:
            phrase = match["phrase"][1:-1].strip()
            if not re.search(r"\w", phrase):
                continue
            (excluded if match["minus"] else phrases).append(phrase)
            kept = "" if match["minus"] else phrase
        else:
            excluded.append(match["word"])
        pieces += [head[place : match.start()], kept]
        place = match.end()
    plain = "".join([*pieces, head[place:], tail])
    return Sifted(
        re.sub(r"[ \t]{2,}", " ", plain).strip() if pieces else plain,
        tuple(dict.fromkeys(filters))[:MOST_FILTERS],
        tuple(dict.fromkeys(phrases))[:MOST_FILTERS],
        tuple(dict.fromkeys(excluded))[:MOST_FILTERS],
    )


def _filter(match: re.Match[str], now: date, unfinished: bool) -> Filter | None:
    """The filter; None where a word with a colon is none, as in a pasted address."""
    name = match["name"].lower()
    value = match["value"].strip(",;").strip("".join([*_QUOTES, *_QUOTES.values()])).strip()
    if match["value"].startswith("//"):
        return None
    periods = read_period(value, now) if name in TIME_FILTERS else ()
    made = Filter(name, value, bool(match["minus"]), periods)
    if makes_sense(made):
        return made
    if unfinished:
        return None
    raise UsageError(
        f"{match['name']}:{match['value']} makes no sense to me, so nothing was searched. "
        f"Behind {name}: goes {HOW[name]}. "
        f"To search for the words themselves, put a space behind the colon."
    )


def makes_sense(one: Filter) -> bool:
    """Whether the value is one that such a filter can have."""
    match one.name:
        case "kind":
            return one.value.lower() in MEMORY_KINDS
        case "trust":
            return one.value.lower() in TRUSTS
        case "type":
            return re.fullmatch(r"\.?\w[\w+-]*", one.value) is not None
        case "from" | "in":
            return re.search(r"\w", one.value) is not None
    return bool(one.periods)


def bounds(one: Filter) -> Iterator[tuple[date, date]]:
    """The days of a filter by time, both included: all that its value may mean."""
    for period in one.periods:
        if one.name == "before":
            yield date.min, _shifted(period.first, -1)
        elif one.name == "after":
            yield _shifted(period.last, 1), date.max
        else:
            yield period.first, period.last


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))
