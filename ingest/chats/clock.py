"""Dates and times as chat programs write them for people, in the phone's own language and order.

3/4/25 is in March or in April: one line does not say, but all lines of a file follow one order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Literal

from ingest.chats.fields import on_this_clock

Order = Literal["dmy", "mdy", "ymd"]
Parts = tuple[str, str, str]
"""The three numbers of a date as they are written."""
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")
FIRST_YEAR, LAST_YEAR = 1988, 2100
FIRST_SHORT_YEAR = 2009
"""Programs that write years with two digits are younger: "24/3/4" is from 2024, and not from 2004."""
NUMERIC_DATE = r"(\d{1,4})\s?[./\-\u2010-\u2015]\s?(\d{1,2})\s?[./\-\u2010-\u2015]\s?(\d{1,4})"
_BUDDHIST_FROM, _BUDDHIST_AHEAD = 2400, 543
CLOCK = r"(\d{1,2})(?:[:.]|\s?h\s?)(\d{2})(?:(?:[:.]|\s?min\s?)(\d{2}))?"
_CLOCK = re.compile(rf"(?<!\d){CLOCK}(?!\d)")
_AFTERNOON = re.compile(
    r"p\.?\s?m\b|下午|午後|晚上|오후|μ\.?\s?μ|مساء|(?<!\w)م(?!\w)|\bptg\b|\bch\b|अपराह्न|tarde|noche",
    re.IGNORECASE,
)
_MORNING = re.compile(
    r"a\.?\s?m\b|上午|午前|凌晨|早上|오전|π\.?\s?μ|صباح|(?<!\w)ص(?!\w)|\bpg\b|\bsa\b|पूर्वाह्न|madrugada",
    re.IGNORECASE,
)
"""Half-days in Latin script, Chinese, Japanese, Korean, Greek, Arabic, Malay, Vietnamese and Hindi."""
_MONTHS = (
    "jan ene gen sty led",
    "feb fev lut uno",
    "mar mrt mrz maa bre",
    "apr avr abr kwi dub",
    "may mai mag maj mei",
    "jun juin giu cze",
    "jul juil lug",
    "aug aou ago sie srp",
    "sep set wrz zar",
    "oct okt ott out paz rij",
    "nov lis",
    "dec dez dic gru pro des",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_NAMED = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?(?P<month>[^\W\d]{3,})\.?,?"
    r"|(?P<month2>[^\W\d]{3,})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?)\s+(?:de\s+)?(?P<year>\d{4})"
)
_UTC = re.compile(r"(?:UTC|GMT|Z)\s*$")


def parse_written(text: str, order: Order | None = None) -> datetime | None:
    """A date with its time in words or numbers: "14 Mar 2025, 10:22:33 CET"; None where none stands first.

    order: that of numeric dates; None takes the one that fits this date alone. The time is one of this
    machine's clock, unless it ends in UTC.
    """
    text = text.strip()
    numeric = re.match(NUMERIC_DATE, text)
    if numeric:
        parts = (numeric[1], numeric[2], numeric[3])
        day, end = day_of(parts, order or find_order([parts])), numeric.end()
    else:
        day, end = _named_day(text)
    clock = clock_time(text[end:]) if day is not None else None
    if day is None or clock is None:
        return None
    moment = datetime.combine(day, clock)
    return on_this_clock(moment.replace(tzinfo=UTC) if _UTC.search(text) else moment)


def clock_time(text: str) -> time | None:
    """The time in a text, on a clock of 24 or twice 12 hours: "9:41 PM", "下午9:41", "21.41.09"."""
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    around = text[: found.start()] + " " + text[found.end() :]
    if _AFTERNOON.search(around) and hour < 12:
        hour += 12
    elif _MORNING.search(around) and hour == 12:
        hour = 0
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def find_order(dates: Iterable[Parts], *, american: bool = False) -> Order:
    """The order that fits the dates of one file.

    Impossible dates rule an order out, then dates that run backwards count against it, for a chat is written
    from the first message to the last. Where nothing tells, it is American or the day stands first.
    """
    written = list(dict.fromkeys(dates))
    fitting = [order for order in ORDERS if all(day_of(parts, order) is not None for parts in written)]
    likely: Sequence[Order] = ("mdy", "dmy", "ymd") if american else ORDERS
    return min(fitting or ORDERS, key=lambda order: (_steps_back(written, order), likely.index(order)))


def looks_american(date_text: str, clock_text: str) -> bool:
    """Whether it is written as phones do in the United States: "3/4/25" and "9:41 PM"."""
    short = re.fullmatch(r"[1-9]\d?/[1-9]\d?/\d{2}", date_text)
    return bool(short) and clock_text.rstrip().endswith(("AM", "PM"))


def day_of(parts: Parts, order: Order) -> date | None:
    """The day that the numbers are in this order; None where there is no such day."""
    numbers = dict(zip(order, parts, strict=True))
    year, first = int(numbers["y"]), FIRST_YEAR
    if len(numbers["y"]) == 3 or len(numbers["d"]) > 2 or len(numbers["m"]) > 2:
        return None
    if len(numbers["y"]) <= 2:
        year += 2000
        first = FIRST_SHORT_YEAR
    elif year > _BUDDHIST_FROM:
        year -= _BUDDHIST_AHEAD
    try:
        found = date(year, int(numbers["m"]), int(numbers["d"]))
    except ValueError:
        return None
    return found if first <= found.year < LAST_YEAR else None


def _steps_back(written: Sequence[Parts], order: Order) -> int:
    days = [day for parts in written if (day := day_of(parts, order)) is not None]
    return sum(later < earlier for earlier, later in pairwise(days))


def _named_day(text: str) -> tuple[date | None, int]:
    found = _NAMED.match(text)
    if found is None:
        return None, 0
    name = unicodedata.normalize("NFKD", (found["month"] or found["month2"]).casefold())
    plain = "".join(letter for letter in name if not unicodedata.combining(letter))
    month = next((_MONTH_OF[plain[:size]] for size in (4, 3) if plain[:size] in _MONTH_OF), None)
    try:
        return date(int(found["year"]), month or 0, int(found["day"] or found["day2"])), found.end()
    except ValueError:
        return None, 0
