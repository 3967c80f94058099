"""Weighing: values from several places become candidates, the best first, each as sure as its places make it.
Pure.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from secondme.prefill.addresses import is_same_home
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.candidate import Candidate, Found, Proof
from secondme.prefill.countries import country_code, country_of
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.tenses import changes, newest_first, stale
from secondme.prefill.writing.synonyms import meaning
from secondme.recall.time_tokens import fold

MOST_SURE = 0.99
OUTDATED = 0.8
AGREEING = 0.7
"""By so much of itself a further place that says the same makes a value surer: copies are made from one
another.
"""
MEANT = frozenset({"marital status", "sex", "honorific"})
"""Attributes whose values are the same where they mean the same: "verheiratet" and "married"."""
CLEARLY_LATER = timedelta(days=30)
SUPERSEDES, CONFLICTS = (0.95, 0.5), (0.6, 0.55)
"""What the newer and the older value keep of their sureness where they differ: of what changes over time
and was said clearly later, and of all else.
"""
BESIDE = 0.85
"""What a second nationality keeps beside the first."""
_TOO = re.compile(
    r"(?i)\b(?:also|as well|too|second|dual|auch|außerdem|zweite\w*|aussi|également|deuxième|también|"
    r"segund[ao]|anche|"
    r"second[ao]|também|ook|tweede)\b"
)
_RANK: Mapping[Found, int] = {"memory": 0, "note": 1, "contact": 2, "worked out": 3, "model": 4}


def candidates_of(found: Sequence[Noted], attribute: str, as_of: date) -> list[Candidate]:
    """A candidate for each value, best first; values that exclude each other are less sure, and all are
    given.
    """
    groups = _grouped(newest_first(found), attribute)
    made = [_candidate(group, attribute, as_of) for group in groups]
    if len(groups) > 1 and not ATTRIBUTES[attribute].several:
        made = _in_conflict(groups, made, attribute)
    return sorted(made, key=lambda one: one.confidence, reverse=True)


def joined(found: Sequence[Noted], attribute: str, as_of: date) -> list[Candidate]:
    """All values of an attribute that has several at a time as one, with commas between them, in order."""
    groups = _grouped(sorted(found, key=lambda one: one.order), attribute)
    if not groups:
        return []
    made = [_candidate(group, attribute, as_of) for group in groups]
    return [
        Candidate(
            value=", ".join(one.value for one in made),
            found=made[0].found,
            proofs=tuple(proof for one in made for proof in one.proofs),
            confidence=min(one.confidence for one in made),
            stale=next((one.stale for one in made if one.stale), ""),
        )
    ]


def same_key(value: str) -> str:
    """What two ways to write a value have in common."""
    return "".join(filter(str.isalnum, fold(value)))


def _grouped(found: Sequence[Noted], attribute: str) -> list[list[Noted]]:
    """Those of one value together, in the order of their first ones."""
    groups: dict[str, list[Noted]] = {}
    for one in found:
        key = _meant(one.value, attribute) or same_key(one.value)
        near = next(
            (at for at, others in groups.items() if _is_same(one, key, others[0], at, attribute)), key
        )
        groups.setdefault(near, []).append(one)
    return list(groups.values())


def _is_same(one: Noted, key: str, other: Noted, key_too: str, attribute: str) -> bool:
    """Whether two values are one, of which one may say less; of names with some of the words left out."""
    if attribute == "address" and is_same_home(one.value, other.value):
        return True
    if attribute == "street address" and _words(one.value) == _words(other.value):
        return True
    if attribute != "full name":
        return _is_part(key, key_too, attribute)
    words, words_too = (set(fold(it.value).split()) for it in (one, other))
    return key == key_too or words <= words_too or words_too <= words


def _words(value: str) -> list[str]:
    """The words of a street with its number and its flat, in whatever order."""
    return sorted(re.findall(r"\w+", fold(value)))


def _meant(value: str, attribute: str) -> str | None:
    """What a value of few stands for, whatever its language; None where nothing says."""
    if attribute == "nationality":
        return country_code(value) if value.isupper() else country_of(value, people=True)
    return meaning(value, attribute, "") if attribute in MEANT else None


def _is_part(one: str, other: str, attribute: str) -> bool:
    """Whether one is the other with less: an address without its country, a number without its prefix."""
    if one == other:
        return True
    short, long = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
    least = 3 if attribute == "birthplace" else 8
    return len(short) >= least and (long.startswith(short) or long.endswith(short))


def _candidate(group: Sequence[Noted], attribute: str, as_of: date) -> Candidate:
    longer = -1 if attribute == "birthplace" else 1
    fullest = max(group, key=lambda one: (round(one.sure, 1), longer * len(same_key(one.value))))
    newest = newest_first(group)[0]
    outdated = "" if newest.past or newest.valid_to else stale(attribute, newest, as_of)
    sure = min(_together(group), MOST_SURE) * (OUTDATED if outdated else 1.0)
    begins = [one.valid_from for one in group if one.valid_from]
    ends = [one.valid_to for one in group if one.valid_to]
    return Candidate(
        value=fullest.value,
        found=min((one.found for one in group), key=lambda found: _RANK[found]),
        proofs=_proofs([fullest, *group]),
        confidence=round(sure, 3),
        valid_from=min(begins, default=None),
        valid_to=max(ends, default=None),
        stale=outdated,
    )


def _together(group: Sequence[Noted]) -> float:
    """How sure places are together: each passage counts once, by the surest that it says."""
    best: dict[int, float] = {}
    for one in group:
        best[one.proof.passage] = max(best.get(one.proof.passage, 0.0), one.sure)
    first, *more = sorted(best.values(), reverse=True)
    return 1 - (1 - first) * math.prod(1 - AGREEING * sure for sure in more)


def _proofs(group: Sequence[Noted]) -> tuple[Proof, ...]:
    proofs = [proof for one in group for proof in (one.proof, *one.more)]
    return tuple({(proof.passage, proof.id): proof for proof in reversed(proofs)}.values())[::-1]


def _in_conflict(
    groups: Sequence[Sequence[Noted]], made: Sequence[Candidate], attribute: str
) -> list[Candidate]:
    """The first group is the newest: it wins where such things change and it was said clearly later."""
    newest, others = groups[0][0], [one for group in groups[1:] for one in group]
    if attribute == "nationality" and sum(not _is_beside(group) for group in groups) == 1:
        both = zip(groups, made, strict=True)
        return [_lowered(one, BESIDE) if _is_beside(group) else one for group, one in both]
    if all(one.found == "memory" and one.proof.passage == newest.proof.passage for one in (newest, *others)):
        return list(made)
    later = all(_clearly_later(newest, one) for one in others)
    keeps = SUPERSEDES if changes(attribute) and later else CONFLICTS
    return [_lowered(one, keeps[0] if at == 0 else keeps[1]) for at, one in enumerate(made)]


def _is_beside(group: Sequence[Noted]) -> bool:
    """Whether all that say so speak of a second one: "I also have a Swiss passport"."""
    return all(_TOO.search(one.proof.quote) for one in group)


def _clearly_later(newest: Noted, other: Noted) -> bool:
    begun, before = newest.valid_from or newest.said, other.valid_from or other.said
    return begun is not None and before is not None and begun - before >= CLEARLY_LATER


def _lowered(one: Candidate, keeps: float) -> Candidate:
    return Candidate(
        *(
            one.value,
            one.found,
            one.proofs,
            round(one.confidence * keeps, 3),
            one.valid_from,
            one.valid_to,
            one.stale,
        )
    )
