"""What becomes of a statement beside what is known: added, merged, an update, a contradiction, or an end.

What is known of one subject and predicate is a line in time. A statement has its place on it by when it
holds, not by when it was read, so a year of chats gives the same memories in whatever order it comes.
Nothing is lost: what is not true any more, or never was, keeps its place with the time at which it ended.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from secondme.memories.statement import Polarity
from secondme.memories.tongues.signs import CHANGED, CORRECTED
from secondme.recall.time_tokens import fold

Verb = Literal["add", "update", "merge", "contradict", "retire", "keep"]
SOON = timedelta(days=14)
"""Two people who say different things so soon after each other disagree; later, something changed."""
CORRECTED_WITHIN = timedelta(days=14)
"""A slip is put right soon after, or it was none."""

_CHANGED = re.compile(
    r"\b(?:now|new|since|moved|moving|started|starting|joined|switched|changed|became|become|left|quit|got|"
    r"just|"
    r"has gone|gone|went|relocated|transferred|swapped|traded|no longer|anymore|any more|took up|taken up|"
    r"promoted|"
    r"bought|adopted|hired|replaced|instead|gave up|given up|dropped|finished|sold|retired|renamed|these "
    r"days|nowadays|"
    r"from now on|recently|used to)\b",
    re.IGNORECASE,
)
_IT = r"(?:that|it|this|he|she|they|[\w']+ (?:one|name|number|address|thing))"
_DENIED = re.compile(
    r"(?:^|[.:!,;]\s+)\W*(?:no|nope|nah|never|nonsense|rubbish|wrong|impossible|hardly|not true|not so|come "
    r"on|really|"
    r"huh|what|hm+|excuse me|sorry, no|actually,? no)\b(?=[ ,:;.!?\u2013\u2014-])(?!\s+(?:longer|more|idea|"
    r"worries|problem|way to|one|matter|name|"
    r"address|city|person|dog|cat)\b)"
    rf"|\b(?:still|no way|pretty sure|quite sure|dead sure|for sure|i (?:doubt|disagree|bet|swear|know for a "
    rf"fact|beg to differ)|"
    r"i(?:'m| am) (?:\w+ )?(?:sure|certain|positive|convinced)|are you sure|"
    rf"{_IT}(?:(?:'s| is| was| are) (?:\w+ )?(?:not|wrong|incorrect|nonsense|rubbish|outdated|old news|a "
    rf"mistake|false|untrue|"
    r"news to me|impossible|strange|odd|weird|dangerous)|(?: is| was|)n't|(?: must| can't| cannot| can not| "
    r"couldn't) be|"
    r" doesn't (?:sound|look|seem))|"
    r"not what (?:i|he|she|they)|(?:isn't|aren't|not) (?:true|right|correct|so)|"
    r"you(?:'re| are| must be| have|'ve| got| may be| might be)(?: \w+)? (?:wrong|mistaken|confus\w+|mix\w+|"
    r"thinking of|behind|out of date|"
    r"misinformed|misheard|blind)|are you (?:blind|mad|kidding|joking)|"
    r"(?:don't|do not|can't|cannot) (?:think so|believe (?:that|it|so)|agree)|last i (?:heard|checked|knew)|"
    r"hasn't changed|never changed|unchanged|as (?:always|ever|before))\b",
    re.IGNORECASE,
)
"""Somebody else is said to be wrong, or that it is as it was."""
_CORRECTED = re.compile(
    r"\b(?:i meant|i mean|meant to|actually|correct(?:ion|ed|ing)?|scratch that|typo|autocorrect|sorry|(?:my|"
    r"by) mistake|misspoke|"
    r"should have (?:been|said|written)|that should be|mistyped|misread|misheard|misremembered|wrong(?:ly)?|"
    r"oops|whoops|i (?:mixed|confused|muddled|got (?:it|"
    r"that|them) mixed)|mixed "
    r"(?:it|that|them|those|up)|mix-up|slip|my bad|to be clear|i (?:said|wrote) [^.]{2,40} but|confus\w+|i "
    r"(?:checked|asked|looked))\b"
    r"|\bnot\b.+\bbut\b|(?:, |\. ?|^)not\b|\bit wasn't\b",
    re.IGNORECASE,
)
_NOT = (
    r"(?:\b(?:not|never|nor|no|rather than|instead of)|n['\u2019]t)(?: (?:to|of|about|with|called|named|"
    r"learning|playing|allergic|the|an?|any|her|his|their|all|really|just|even))*"
)
"""What stands before a value that is ruled out."""
_TOO = re.compile(r"\b(?:too|also|as well|another|second|both)\b", re.IGNORECASE)
_LITTLE = re.compile(r"\b(?:the|a|an|my|her|his|their|our|at|in|to|of)\b")
_OTHER = re.compile(r"[^\w+@.#]+|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement that may become a memory.

    at: when it begins to hold, or ends where its polarity says so. said: when it was said. view: who says
    it, None the person. own: whether they say it of themselves. single: whether there is one value at a
    time. quote: the words.
    """

    value: str
    at: datetime
    said: datetime
    view: str | None
    own: bool
    single: bool
    polarity: Polarity
    quote: str


@dataclass(frozen=True, slots=True)
class Known:
    """A memory of the same subject and predicate. said: when somebody said so, in time order."""

    id: int
    value: str
    begins: datetime | None
    ends: datetime | None
    view: str | None
    own: bool
    said: tuple[datetime, ...]

    @property
    def said_at(self) -> datetime:
        """When somebody said so last."""
        return self.said[-1]

    def said_after(self, moment: datetime) -> datetime | None:
        """When somebody said so next after that moment, while it held."""
        later = (one for one in self.said if one > moment)
        return next((one for one in later if self.ends is None or one < self.ends), None)

    def holds_at(self, moment: datetime) -> bool:
        return (self.begins is None or self.begins <= moment) and (self.ends is None or self.ends > moment)


@dataclass(frozen=True, slots=True)
class Ending:
    """A known memory that gets other bounds. superseded: whether the new memory stands in its place."""

    id: int
    begins: datetime | None
    ends: datetime | None
    superseded: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done, and why.

    target: the known memory that is merged with, updated, contradicted or retired. begins, ends, successor:
    of the new memory, where there is one; the successor holds after it. endings: what changes of others.
    """

    verb: Verb
    reason: str
    target: int | None = None
    begins: datetime | None = None
    ends: datetime | None = None
    successor: int | None = None
    endings: tuple[Ending, ...] = ()
    resumes: datetime | None = None
    """From when the target holds again, as a memory of its own: it was said anew after what is heard now."""

    @property
    def is_new(self) -> bool:
        """Whether it makes a memory."""
        return self.verb in ("add", "update", "contradict") or (self.verb == "retire" and self.target is None)


def decide(candidate: Candidate, known: Sequence[Known]) -> Decision:
    """What becomes of the candidate. known: the memories of the same subject and predicate, in any order."""
    line = sorted(known, key=_beginning)
    if candidate.polarity == "never":
        return _deny(candidate, line)
    if candidate.polarity == "ended":
        return _end(candidate, line)
    same = [one for one in line if same_value(one.value, candidate.value)]
    if holding := [one for one in same if one.holds_at(candidate.at)]:
        return _agree(candidate, holding[-1], line)
    if not candidate.single:
        return _among_several(candidate, line)
    wrong = [one for one in line if one not in same and _overrules(candidate, one)]
    line = [one for one in line if one not in wrong]
    before = [one for one in line if one.holds_at(candidate.at)]
    after = next((one for one in line if one.begins is not None and one.begins > candidate.at), None)
    if after is not None and after in same and not any(one.said_after(candidate.at) for one in before):
        decision = _move_back(candidate, after, before)
    elif before:
        decision = _beside(candidate, before[-1], after)
    else:
        decision = _insert(candidate, after)
    return _overruling(decision, wrong)


def same_value(one: str, other: str) -> bool:
    """Whether two values say the same: "the harbour office" and "harbour office in Piran"."""
    first, second = plain_words(one), plain_words(other)
    if not first or not second:
        return first == second
    return first == second or set(first) <= set(second) or set(second) <= set(first)


def _agree(candidate: Candidate, same: Known, line: Sequence[Known]) -> Decision:
    """Said again. Of two that contradict each other, whom it is about has the last word."""
    others = [one for one in line if one.id != same.id and one.holds_at(candidate.at)]
    if candidate.own and candidate.single and others and candidate.at >= same.said_at:
        endings = tuple(Ending(one.id, one.begins, candidate.at, superseded=False) for one in others)
        return Decision("merge", "whom it is about said so again", same.id, endings=endings)
    return Decision("merge", "it was said before", same.id)


def _among_several(candidate: Candidate, line: Sequence[Known]) -> Decision:
    """One more value beside others, or against one of them, where the words say so."""
    others = [one for one in line if one.holds_at(candidate.at) and one.view != candidate.view]
    if against := [] if candidate.own else _set_against(candidate, others):
        last = max(against, key=lambda one: (one.said_at, one.id))
        return Decision("contradict", "somebody else says otherwise", last.id, begins=candidate.at)
    return Decision("add", "nobody said so before", begins=candidate.at)


def _set_against(candidate: Candidate, others: Sequence[Known]) -> Sequence[Known]:
    """Those whose value the words rule out, "peanuts, not cats"; else all, where the words deny at all."""
    said = " ".join(fold(candidate.quote).split())
    ruled_out = [one for one in others if re.search(rf"{_NOT} ?{re.escape(fold(one.value))}(?!\w)", said)]
    denies = _DENIED.search(candidate.quote) and not _TOO.search(candidate.quote)
    return ruled_out or (others if denies else ())


def _move_back(candidate: Candidate, after: Known, before: Sequence[Known]) -> Decision:
    """It held earlier than was known."""
    endings = [Ending(one.id, one.begins, candidate.at, superseded=False) for one in before]
    moved = Ending(after.id, candidate.at, after.ends, superseded=False)
    return Decision("merge", "it held earlier than was known", after.id, endings=(*endings, moved))


def _overrules(candidate: Candidate, known: Known) -> bool:
    """Whether the later word of the same person leaves no room for it: "I moved last week", after what was
    said of the time since."""
    entitled = candidate.own or candidate.view == known.view
    within = known.begins is not None and candidate.at < known.begins <= candidate.said
    return entitled and within and known.said_at <= candidate.said


def _overruling(decision: Decision, wrong: Sequence[Known]) -> Decision:
    """The decision, and that these never held."""
    if not wrong or decision.verb in ("keep", "contradict"):
        return decision
    endings = tuple(Ending(one.id, one.begins, one.begins, superseded=True) for one in wrong)
    if decision.verb == "add":
        return replace(decision, verb="update", reason="it changed", target=wrong[-1].id, endings=endings)
    return replace(decision, endings=(*decision.endings, *endings))


def _insert(candidate: Candidate, after: Known | None) -> Decision:
    if after is None:
        return Decision("add", "nobody said so before", begins=candidate.at)
    reason = "it held before what is known"
    return Decision("add", reason, begins=candidate.at, ends=after.begins, successor=after.id)


def _beside(candidate: Candidate, current: Known, after: Known | None) -> Decision:
    """Another value than the one that holds: a slip put right, a contradiction, or a change."""
    if _corrects(candidate, current):
        wrong = Ending(current.id, current.begins, current.begins, superseded=True)
        return Decision(
            *("update", "it was put right", current.id),
            begins=current.begins,
            ends=current.ends,
            successor=None if after is None or current.ends is None else after.id,
            endings=(wrong,),
        )
    if _contradicts(candidate, current):
        return Decision("contradict", "somebody else says otherwise", current.id, begins=candidate.at)
    ended = Ending(current.id, current.begins, candidate.at, superseded=True)
    if again := current.said_after(max(candidate.at, candidate.said)):
        return Decision(
            *("update", "it was otherwise for a while", current.id, candidate.at, again, None, (ended,)),
            again,
        )
    ends, successor = (current.ends, None) if after is None else (after.begins, after.id)
    return Decision("update", "it changed", current.id, candidate.at, ends, successor, (ended,))


def _corrects(candidate: Candidate, current: Known) -> bool:
    same_speaker = candidate.view == current.view
    soon = timedelta() <= candidate.at - current.said_at <= CORRECTED_WITHIN
    corrected = _CORRECTED.search(candidate.quote) or CORRECTED.search(candidate.quote)
    return same_speaker and soon and corrected is not None


def _contradicts(candidate: Candidate, current: Known) -> bool:
    """Whether somebody denies what another said, rather than telling that it changed."""
    if candidate.own or candidate.view == current.view:
        return False
    if _DENIED.search(candidate.quote):
        return True
    if _CHANGED.search(candidate.quote) or CHANGED.search(candidate.quote):
        return False
    return current.own or candidate.at - current.said_at <= SOON


def _end(candidate: Candidate, line: Sequence[Known]) -> Decision:
    """It does not hold any more."""
    holding = [one for one in line if one.holds_at(candidate.at)]
    if candidate.value:
        holding = [one for one in holding if same_value(one.value, candidate.value)]
    if holding:
        endings = tuple(Ending(one.id, one.begins, candidate.at, superseded=False) for one in holding)
        return Decision("retire", "it ended", holding[-1].id, endings=endings)
    if not candidate.value or any(same_value(one.value, candidate.value) for one in line):
        return Decision("keep", "nothing is known to have ended")
    first = min((one.begins for one in line if one.begins is not None), default=candidate.at)
    return Decision("retire", "it held once", ends=min(first, candidate.at))


def _deny(candidate: Candidate, line: Sequence[Known]) -> Decision:
    """It never held, says somebody: with whom it is about, or who said it, that is so."""
    meant = [one for one in line if same_value(one.value, candidate.value) and one.ends is None]
    if not meant:
        return Decision("keep", "nobody said that it was so")
    known = meant[-1]
    if not (candidate.own or candidate.view in (None, known.view)):
        if candidate.at - known.said_at <= SOON:
            return Decision("keep", "somebody else denies it")
        ended = Ending(known.id, known.begins, candidate.at, superseded=False)
        return Decision("retire", "it is not so any more, says somebody else", known.id, endings=(ended,))
    ending = Ending(known.id, known.begins, known.begins or known.said_at, superseded=False)
    return Decision("retire", "it never held", known.id, endings=(ending,))


def _beginning(one: Known) -> tuple[float, int]:
    return (one.begins.timestamp() if one.begins is not None else float("-inf"), one.id)


def plain_words(value: str) -> tuple[str, ...]:
    """The words of a value that tell it from others."""
    bare = _OTHER.sub(" ", _LITTLE.sub(" ", fold(value)))
    return tuple(bare.split())
