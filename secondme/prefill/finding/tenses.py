"""Tenses: which of the values that somebody had at some time is asked for. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from secondme.prefill.asked import Tense
from secondme.prefill.finding.noted import Noted

LASTS: Mapping[str, float] = {
    **dict.fromkeys(("address", "street address", "postcode", "city", "region", "country", "moved in"), 3.0),
    **dict.fromkeys(("phone", "mobile", "landline", "fax", "email", "website"), 5.0),
    **dict.fromkeys(("occupation", "employer", "field of work", "salary", "school", "field of study"), 2.0),
    **dict.fromkeys(("iban", "bic", "account number", "sort code", "bank", "card number"), 5.0),
    **{"marital status": 3.0, "number of children": 4.0, "doctor": 4.0, "health insurance": 4.0, "diet": 5.0},
    **{"weight": 1.5, "medication": 1.0, "hobbies": 5.0, "car": 4.0, "number plate": 4.0, "age": 0.0},
    **{"passport number": 10.0, "id card number": 10.0, "clothing size": 4.0, "nationality": 20.0},
}
"""For how many years what was said of an attribute can be taken to hold; others do not change."""
_MOVES = frozenset(
    (
        *("address", "street address", "postcode", "city", "region", "country", "moved in"),
        *("occupation", "employer", "field of work", "salary", "school", "field of study"),
    )
)
TOO_LATE = 1.0
"""Years after a day, in which somebody may have moved or found another job."""
_YEAR = 365.25
_EARLIEST, _LATEST = date.min, date.max


def changes(attribute: str) -> bool:
    """Whether it may be another later on."""
    return attribute in LASTS


def asked_for(found: Sequence[Noted], attribute: str, tense: Tense, as_of: date) -> list[Noted]:
    """Those that answer in that tense, the best time first. What was said after that day may be too new for
    it.
    """
    now = [
        _at(one, attribute, as_of)
        for one in found
        if holds(one, as_of) and not _is_too_new(one, attribute, as_of)
    ]
    if tense == "current":
        return now
    if tense == "previous":
        return _earlier(found, now, as_of)
    if tense == "first":
        begun = [one for one in found if _begin(one) is not None]
        return sorted(begun or found, key=lambda one: _begin(one) or _LATEST)[:1]
    return now or _earlier(found, now, as_of)[:1]


def holds(one: Noted, as_of: date) -> bool:
    """Whether it is so on that day, as far as is known."""
    ended = one.valid_to is not None and one.valid_to < as_of
    begun = one.valid_from is None or one.valid_from <= as_of
    return begun and not ended and not (one.past and one.valid_to is None)


def newest_first(found: Sequence[Noted]) -> list[Noted]:
    """By when it began to hold, else by when it was said."""
    return sorted(found, key=lambda one: (_begin(one) or _EARLIEST, one.order), reverse=True)


def stale(attribute: str, one: Noted, as_of: date) -> str:
    """Why it may be out of date; empty where it need not be."""
    years = LASTS.get(attribute)
    if years is None or one.said is None:
        return ""
    age = (as_of - one.said).days / _YEAR
    if age <= max(years, 0.5):
        return ""
    return f"said {_long_ago(age)} ago, and such things change"


def _long_ago(years: float) -> str:
    if years < 2:  # "18 months ago" says more than "a year ago"
        return f"{int(years * 12)} months"
    return f"{int(years)} years"


def _is_too_new(one: Noted, attribute: str, as_of: date) -> bool:
    """Whether a home or a job was told of so long after a day that it says nothing of that day."""
    later = (one.said - as_of).days / _YEAR if one.said is not None and one.valid_from is None else 0.0
    return attribute in _MOVES and later > TOO_LATE


def _at(one: Noted, attribute: str, as_of: date) -> Noted:
    """A little less sure where it was said after the day, and does not say since when it holds."""
    late = one.said is not None and one.said > as_of and one.valid_from is None
    return replace(one, sure=one.sure * 0.8) if late and changes(attribute) else one


def _earlier(found: Sequence[Noted], now: Sequence[Noted], as_of: date) -> list[Noted]:
    """What held before, the last first: what has ended, and what was said before something else was."""
    standing = newest_first(now)[:1]
    current = {_same(one.value) for one in standing}
    over = [
        replace(one, sure=one.sure * (1.0 if one.past or one.valid_to else 0.75))
        for one in found
        if _same(one.value) not in current
        and (_begin(one) is None or (_begin(one) or as_of) <= as_of)
        and (one.past or one.valid_to is not None or _is_before(one, standing))
    ]
    return sorted(over, key=lambda one: one.valid_to or _begin(one) or _EARLIEST, reverse=True)


def _is_before(one: Noted, standing: Sequence[Noted]) -> bool:
    begun, other = _begin(one), _begin(standing[0]) if standing else None
    return begun is not None and other is not None and begun < other


def _begin(one: Noted) -> date | None:
    return one.valid_from or one.said


def _same(value: str) -> str:
    return "".join(filter(str.isalnum, value.casefold()))
