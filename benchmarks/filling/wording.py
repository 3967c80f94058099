"""How a fact is rightly written in a field: "born.date|dmy" with a life's facts gives "04/03/1987".

What a form asks for is told by an expression:

    name.family                     a fact as it is
    birth.date|dmy                  a fact in a format
    {name.given} {name.family}      several in one field
    A // B                          either is right
    person.sex?female=F,male=M      of a choice, the option for each value; `yes` ticks a box
    place address                   a whole address in one field: its street, and what else of it one likes
    home 2022-01-01                 the same of the address, or the previous one, where one lived on that day
    maybe name.family               right where it stands, and as right to leave blank
    never                           for the office, a signature: stays blank whatever is known
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Literal

import phonenumbers

Fact = str | date | tuple[str, ...]
"""A string, several of which any is right, or a day."""
Way = Literal["text", "compact", "words", "within", "amount", "place"]
Sort = Literal["known", "unknown", "other", "maybe", "never"]
WORDS = Path(__file__).with_name("words.toml")
MAYBE, PLACE, HOME = "maybe ", "place ", "home "
_SLOT = re.compile(r"\{([^{}|?]+)(?:\|([a-z]+))?\}")
_BARE = re.compile(r"[\w.]+(?:\|[a-z]+)?")


@dataclass(frozen=True)
class Gold:
    """What is right in one field of one life.

    sort: "known", one of `values` is right; "maybe", so is a blank; "unknown", the life does not say;
    "other", it says that this box stays blank; "never", nobody is to fill it in. way: how values are
    compared: letters and digits word by word, without spaces ("compact"), in any order ("words"), as part of
    what is written ("within"), by the first number in them ("amount"), or with nothing beside it but words
    in `also` ("place"). fact: the first that is asked for.
    """

    sort: Sort
    values: tuple[str, ...] = ()
    way: Way = "text"
    fact: str = ""
    also: frozenset[str] = frozenset()

    def holds(self, written: str) -> bool:
        """Whether what is written is one of the right values."""
        if self.way == "place":
            given = set(plain(written).split())
            return any(set(plain(value).split()) <= given <= self.also for value in self.values)
        return any(_COMPARE[self.way](value, written) for value in self.values)


def gold_of(expression: str, facts: Mapping[str, Fact]) -> Gold:
    """What is right, by these facts."""
    if expression == "never":
        return Gold("never")
    if expression.startswith(MAYBE):
        surely = gold_of(expression.removeprefix(MAYBE), facts)
        return replace(surely, sort="maybe") if surely.sort == "known" else surely
    if expression.startswith(PLACE):
        return _place(expression.removeprefix(PLACE), facts)
    if expression.startswith(HOME):
        return _place(_home_on(date.fromisoformat(expression.removeprefix(HOME)), facts), facts)
    if "?" in expression:
        return _chosen(expression, facts)
    wordings = [_slots(one) for one in expression.split(" // ")]
    first = next(iter(names_in(expression)))
    ways = {WAYS.get(kind, "text") for wording in wordings for _, kind in _SLOT.findall(wording)}
    way: Way = ways.pop() if len(ways) == 1 else "words"
    values = tuple(value for wording in wordings for value in _written(wording, facts))
    return Gold("known", values, way, first) if values else Gold("unknown", way=way, fact=first)


def names_in(expression: str) -> list[str]:
    """The facts that an expression speaks of."""
    if expression == "never":
        return []
    if expression.startswith(MAYBE):
        return names_in(expression.removeprefix(MAYBE))
    if expression.startswith(PLACE):
        return [f"{expression.removeprefix(PLACE)}.line1"]
    if expression.startswith(HOME):
        return ["address.line1", "previous.line1"]
    if "?" in expression:
        return [expression.partition("?")[0]]
    return [name for one in expression.split(" // ") for name, _ in _SLOT.findall(_slots(one))]


@functools.cache
def plain(text: str) -> str:
    """Its words in small letters without accents, with one space between them."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    )
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))


def compact(text: str) -> str:
    """Its letters and digits alone, in small letters."""
    return plain(text).replace(" ", "")


def _slots(expression: str) -> str:
    return f"{{{expression}}}" if _BARE.fullmatch(expression) else expression


def _chosen(expression: str, facts: Mapping[str, Fact]) -> Gold:
    name, _, choices = expression.partition("?")
    options = dict(choice.split("=", 1) for choice in choices.split(","))
    if name not in facts:
        return Gold("unknown", fact=name)
    chosen = [options[value] for value in _plainly(facts[name]) if value in options]
    return Gold("known", tuple(chosen), fact=name) if chosen else Gold("other", fact=name)


def _place(whose: str, facts: Mapping[str, Fact]) -> Gold:
    line = f"{whose}.line1"
    if line not in facts:
        return Gold("unknown", way="place", fact=line)
    parts = [fact for name, fact in facts.items() if name.startswith(f"{whose}.")]
    told = [value for fact in parts for value in _called("country")(fact)]
    return Gold(
        "known", tuple(_plainly(facts[line])), "place", line, frozenset(plain(" ".join(told)).split())
    )


def _home_on(day: date, facts: Mapping[str, Fact]) -> str:
    since = facts.get("address.since")
    return "address" if isinstance(since, date) and since <= day else "previous"


def _written(wording: str, facts: Mapping[str, Fact]) -> list[str]:
    """All ways to fill the slots of a wording; none where one of the facts is not there."""
    slots = _SLOT.findall(wording)
    if any(name not in facts for name, _ in slots):
        return []
    each = [FORMATS[kind or "text"](facts[name]) for name, kind in slots]
    pieces = _SLOT.split(wording)[::3]
    return [_joined(pieces, values) for values in product(*each)]


def _joined(pieces: list[str], values: tuple[str, ...]) -> str:
    return "".join(piece + value for piece, value in zip(pieces, (*values, ""), strict=True))


def _plainly(fact: Fact) -> list[str]:
    if isinstance(fact, date):
        return [fact.isoformat()]
    return [fact] if isinstance(fact, str) else list(fact)


def _dated(*patterns: str) -> Callable[[Fact], list[str]]:
    def write(fact: Fact) -> list[str]:
        if not isinstance(fact, date):
            return _plainly(fact)
        return [fact.strftime(pattern) for pattern in patterns]

    return write


def _any_date(fact: Fact) -> list[str]:
    """A day as a person may write it where the form does not say how: the month never first, but by name."""
    if not isinstance(fact, date):
        return _plainly(fact)
    months = words()["month"][str(fact.month)]
    named = [
        form.format(day=fact.day, month=month, year=fact.year)
        for month in months
        for form in ("{day} {month} {year}", "{day:02} {month} {year}", "{month} {day} {year}")
    ]
    named += [f"{fact.day} de {month} de {fact.year}" for month in months]
    return [*_dated("%d/%m/%Y", "%Y-%m-%d")(fact), f"{fact.day}/{fact.month}/{fact.year}", *named]


def _day(fact: Fact) -> list[str]:
    return [f"{fact.day:02}", str(fact.day)] if isinstance(fact, date) else _plainly(fact)


def _month(fact: Fact) -> list[str]:
    if not isinstance(fact, date):
        return _plainly(fact)
    return [f"{fact.month:02}", str(fact.month), *words()["month"][str(fact.month)]]


def _month_of_year(fact: Fact) -> list[str]:
    if not isinstance(fact, date):
        return _plainly(fact)
    named = [f"{month} {fact.year}" for month in _month(fact)]
    return [*named, fact.strftime("%Y-%m"), *(f"{month} de {fact.year}" for month in _month(fact))]


def _digits(fact: Fact) -> list[str]:
    """Only what is digits alone: a height in centimetres."""
    return [one for one in _plainly(fact) if one.isdigit()]


def _phone(fact: Fact) -> list[str]:
    """With and without the country's code; the fact itself is written with it."""
    found = []
    for one in _plainly(fact):
        number = phonenumbers.parse(one)
        kinds = phonenumbers.PhoneNumberFormat
        found += [phonenumbers.format_number(number, kind) for kind in (kinds.E164, kinds.NATIONAL)]
        found.append(f"00{number.country_code}{number.national_number}")
    return found


def _national(fact: Fact) -> list[str]:
    return [str(phonenumbers.parse(one).national_number) for one in _plainly(fact)] + _phone(fact)[1::3]


def _called(kind: str) -> Callable[[Fact], list[str]]:
    def write(fact: Fact) -> list[str]:
        called = [name for code in _plainly(fact) for name in words()[kind].get(code, ())]
        also = [name for code in _plainly(fact) for name in words()["country"].get(code, ())]
        return [*_plainly(fact), *called, *also]

    return write


@functools.cache
def words() -> dict[str, dict[str, list[str]]]:
    """How things are called, by kind and code."""
    return tomllib.loads(WORDS.read_text("utf-8"))


def _text(value: str, written: str) -> bool:
    return plain(value) == plain(written)


def _compact(value: str, written: str) -> bool:
    return compact(value) == compact(written)


def _words(value: str, written: str) -> bool:
    return sorted(plain(value).split()) == sorted(plain(written).split())


def _within(value: str, written: str) -> bool:
    """All words of the value are there, and at most four times as many: a sentence, no paragraph."""
    wanted, given = plain(value).split(), plain(written).split()
    return set(wanted) <= set(given) and len(given) <= 4 * len(wanted) + 4


def _amount(value: str, written: str) -> bool:
    """The same number, with or without thousands set apart, cents that are none, and a unit."""
    return _number_in(value) == _number_in(written) != ""


def _number_in(text: str) -> str:
    found = re.search(r"\d[\d.,' ]*", text)
    return re.sub(r"\D", "", re.sub(r"[.,]00?\b", "", found.group())) if found else ""


_COMPARE: dict[Way, Callable[[str, str], bool]] = {
    "text": _text,
    "compact": _compact,
    "words": _words,
    "within": _within,
    "amount": _amount,
}
FORMATS: dict[str, Callable[[Fact], list[str]]] = {
    "text": _plainly,
    "id": _plainly,
    "words": _plainly,
    "within": _plainly,
    "amount": _plainly,
    "digits": _digits,
    "date": _any_date,
    "dmy": _dated("%d/%m/%Y"),
    "dmyy": _dated("%d/%m/%y"),
    "mdy": _dated("%m/%d/%Y"),
    "ymd": _dated("%Y-%m-%d"),
    "joined": _dated("%d%m%Y"),
    "day": _day,
    "month": _month,
    "year": _dated("%Y"),
    "my": _month_of_year,
    "phone": _phone,
    "national": _national,
    "country": _called("country"),
    "nationality": _called("nationality"),
    "term": _called("term"),
    "tongue": _called("tongue"),
}
WAYS: dict[str, Way] = {
    "id": "compact",
    "joined": "compact",
    "phone": "compact",
    "national": "compact",
    "words": "words",
    "within": "within",
    "amount": "amount",
}
