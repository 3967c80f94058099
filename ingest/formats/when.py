"""Days, times and repetitions in words, as people would tell them and ask for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
_ORDINALS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year", "HOURLY": "hour"}
MOST_DAYS = 30
"""Days that are left out of a repetition and named; of more only the number."""


def day_words(day: date) -> str:
    """ "Tuesday 3 March 2026"."""
    return f"{_DAY_NAMES[day.weekday()]} {short_day_words(day)}"


def short_day_words(day: date) -> str:
    """ "3 March 2026"."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}"


def span_words(start: date, end: date | None) -> str:
    """ "Tuesday 3 March 2026, 10:00 to 11:00 (Europe/London)"; whole days have no times.

    end: as calendars have it, the day after the last one for whole days; None for what has no length.
    """
    if not isinstance(start, datetime):
        last = end - timedelta(days=1) if end is not None and not isinstance(end, datetime) else start
        return day_words(start) if last <= start else f"{day_words(start)} to {day_words(last)}"
    zone = f" ({zone_name(start)})" if start.tzinfo is not None else ""
    begin = f"{day_words(start)}, {start:%H:%M}"
    if not isinstance(end, datetime) or end == start:
        return f"{begin}{zone}"
    if (end.tzinfo is None) == (start.tzinfo is None):
        end = end.astimezone(start.tzinfo) if end.tzinfo else end
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{day_words(end)}, {end:%H:%M}"
    return f"{begin} to {until}{zone}"


def zone_name(time: datetime) -> str:
    """ "Europe/London" where the zone has a name, else "UTC+02:00"."""
    name = getattr(time.tzinfo, "key", None) or getattr(time.tzinfo, "zone", None)
    return str(name) if name else str(time.tzname() or "UTC")


def repeat_words(rule: Mapping[str, Any], start: date) -> str:
    """ "every second Tuesday until 3 May 2026", of a recurrence rule (RFC 5545, 3.3.10) read by icalendar.

    A rule of a kind that nobody makes by hand is given as it is written.
    """
    words = _frequency(rule, start)
    if words is None:
        written = "; ".join(f"{name} {','.join(map(str, values))}" for name, values in rule.items())
        return f"by the rule {written}"
    if rule.get("COUNT"):
        words += f", {rule['COUNT'][0]} times"
    if rule.get("UNTIL"):
        words += f" until {short_day_words(rule['UNTIL'][0])}"
    return words


def day_list(days: Sequence[date]) -> str:
    """ "1 April 2026 and 8 April 2026"; of very many only how many they are."""
    named = list(dict.fromkeys(short_day_words(day) for day in sorted(days, key=_day)))
    return join_words(named) if len(named) <= MOST_DAYS else f"{len(named)} days"


def join_words(words: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def _day(day: date) -> date:
    return day.date() if isinstance(day, datetime) else day


def _frequency(rule: Mapping[str, Any], start: date) -> str | None:
    frequency = str(rule.get("FREQ", [""])[0]).upper()
    interval = int(rule.get("INTERVAL", [1])[0])
    days = [str(day).upper() for day in rule.get("BYDAY", [])]
    unusual = {"BYYEARDAY", "BYWEEKNO", "BYHOUR", "BYMINUTE", "BYSECOND"} & rule.keys()
    if frequency not in _UNITS or unusual or interval < 1:
        return None
    if frequency in ("MONTHLY", "YEARLY"):
        return _by_month(rule, start, frequency, interval, days)
    if frequency == "WEEKLY" or days:
        return _by_week(days or [_DAYS[start.weekday()]], frequency, interval)
    return _every(interval, _UNITS[frequency])


def _by_week(days: list[str], frequency: str, interval: int) -> str | None:
    if not set(days) <= set(_DAYS):
        return None
    ordered = sorted(set(days), key=_DAYS.index)
    names = [_DAY_NAMES[_DAYS.index(day)] for day in ordered]
    if ordered == list(_DAYS[:5]) and interval == 1:
        return "every weekday"
    if frequency == "WEEKLY" and len(names) == 1:
        return _every(interval, names[0])
    every = "every" if interval == 1 else f"{_every(interval, _UNITS[frequency])} on"
    return f"{every} {join_words(names)}"


def _by_month(
    rule: Mapping[str, Any], start: date, frequency: str, interval: int, days: list[str]
) -> str | None:
    every = _every(interval, _UNITS[frequency])
    months = [int(month) for month in rule.get("BYMONTH", [])]
    if not set(months) <= set(range(1, 13)):
        return None
    named = join_words([_MONTH_NAMES[month - 1] for month in months or [start.month]])
    month_days = [int(day) for day in rule.get("BYMONTHDAY", [start.day])]
    if frequency == "YEARLY" and not days and len(month_days) == 1 and month_days[0] > 0:
        return f"{every} on {month_days[0]} {named}"
    places = [int(place) for place in rule.get("BYSETPOS", [])]
    which = _weekdays_of_month(days, places) if days else join_words([_month_day(day) for day in month_days])
    if which is None:
        return None
    return f"{every} on the {which}" + (f" of {named}" if months or frequency == "YEARLY" else "")


def _weekdays_of_month(days: list[str], places: list[int]) -> str | None:
    """ "second Tuesday", "last Friday", "last weekday"."""
    if places and all(len(day) == 2 for day in days):
        whole = "weekday" if sorted(days, key=_index) == list(_DAYS[:5]) else _either(days)
        return join_words([f"{_ordinal(place)} {whole}" for place in places]) if whole else None
    named = []
    for day in days:
        place, name = day[:-2], _DAY_NAMES[_index(day[-2:])] if day[-2:] in _DAYS else ""
        if not name or not place.lstrip("+-").isdigit():
            return None
        named.append(f"{_ordinal(int(place))} {name}")
    return join_words(named)


def _either(days: list[str]) -> str | None:
    return " or ".join(_DAY_NAMES[_index(day)] for day in days) if set(days) <= set(_DAYS) else None


def _index(day: str) -> int:
    return _DAYS.index(day) if day in _DAYS else len(_DAYS)


def _ordinal(place: int) -> str:
    if place < 0:
        return "last" if place == -1 else f"{_ordinal(-place)} to last"
    return _ORDINALS[place] if place < len(_ORDINALS) else f"{place}th"


def _month_day(day: int) -> str:
    if day < 0:
        return f"{_ordinal(day)} day"
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _every(interval: int, unit: str) -> str:
    if interval == 1:
        return f"every {unit}"
    return f"every {_ORDINALS[interval]} {unit}" if interval < len(_ORDINALS) else f"every {interval} {unit}s"
