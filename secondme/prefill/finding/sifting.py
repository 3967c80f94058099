"""Sifting: which of the values found are so, in the light of what else is known. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from secondme.people.names import is_whole, plain_name
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.people.circle import Bond
from secondme.prefill.finding.tenses import holds
from secondme.prefill.finding.weighing import same_key
from secondme.prefill.finding.work.careers import Post
from secondme.prefill.writing.synonyms import meaning

FEWEST_LETTERS = 4
"""Of the name of a firm in a mail address."""

_NEXT_SENTENCE = re.compile(r"(?<=\w{4})[.!?]\s+(?=\w)")


def without_former(found: list[Noted]) -> list[Noted]:
    """Without the marriage that a divorce, or a death told of later or with it, has ended."""
    meant = [(one, meaning(one.value, "marital status", "")) for one in found]
    ended = any(status == "divorced" for _, status in meant)
    widowed = max((one.said or date.min for one, status in meant if status == "widowed"), default=None)
    return [
        one
        for one, status in meant
        if status != "married" or not (ended or (widowed is not None and (one.said or date.min) <= widowed))
    ]


def not_among(told: Sequence[Post], listed: Sequence[Post]) -> list[Post]:
    """Of jobs told in sentences those that no list has."""
    begun = {post.first for post in listed if post.field == "job"}
    return [post for post in told if post.first not in begun or post.first is None]


def is_of_a_firm(address: str, firms: Sequence[str]) -> bool:
    """Whether what stands behind the @ is in a firm's name, or has it in it."""
    site = same_key(address.rpartition("@")[2].split(".")[0])
    return len(site) >= FEWEST_LETTERS and any(firm and (site in firm or firm in site) for firm in firms)


def as_remembered(written: list[Noted], remembered: list[Noted], now: datetime) -> list[Noted]:
    """What notes say, in the light of memories: what one made of the same words does not hold any more is
    over.
    """
    over = {(one.proof.passage, same_key(one.value)): one for one in remembered if not holds(one, now.date())}
    return [
        replace(one, past=True, valid_to=memory.valid_to)
        if (memory := over.get((one.proof.passage, same_key(one.value)))) is not None
        else one
        for one in written
    ]


def around(text: str, name: str) -> tuple[int, int]:
    """The line in which a name stands."""
    at = max(text.find(name), 0)
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def name_of(bond: Bond, attribute: str) -> str:
    """The name of whom a bond is with; empty where it tells only a part. "Dr Patel" is whole enough."""
    first, *rest = bond.name.split()
    titled = bool(rest) and plain_name(first.rstrip(".")) == ""
    if attribute == "given name":
        return "" if titled else first
    return bond.name if titled or is_whole(plain_name(bond.name)) else ""


def is_one_word(plain: str) -> bool:
    """Whether a plain name has one word."""
    return plain.isalpha()


def without_next_sentence(one: Noted) -> Noted:
    """Without the sentences behind a value: "Paramedic. Not a driver"."""
    return replace(one, value=_NEXT_SENTENCE.split(one.value)[0])
