"""A follow-up question made to stand by itself: "when was that?" is asked about what was asked about before.

By rules that cost nothing and can be read: a person who is pointed at ("she") is named, what is asked of
somebody else ("what about Piran?") is asked again with the other name, and where words are missing those of
the question before are put behind it: "when was that? (about: puffin boat)". A question that says itself what
it is about is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from secondme.conversation.following_elsewhere import lean
from secondme.conversation.kinds import ASKING, LEADING, words_of
from secondme.conversation.phrases import DAYS, MONTHS, names_in, topics_in
from secondme.conversation.speech import Speech, speech_of
from secondme.conversation.state import WorkingState

MOST_ABOUT = 6
"""So many words of what came before are put behind a question; more would drown its own."""
LONGEST = 600
"""Characters; what is longer says itself what it is about."""
JUST_NAMED = 0.65
"""Names that weigh less than this were not in the last exchange."""

_THEY = re.compile(r"\b(?:they|them|their|theirs|they're|they've)\b", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?:it|its|it's|that|that's|this|these|those|there|then|the (?:same|other|others|first|second|last"
    r"|latter)(?: one| ones| time)?|the (?:day|week|month|year|one|ones) (?:before|after)|one|ones|else"
    r"|more|another"
    r"|(?:before|after)(?=\s*\W*$)|both|either|neither|again|instead|such)\b",
    re.IGNORECASE,
)
_NOT_POINTING = re.compile(
    r"\b(?:(?:is|are|was|were|am|be|been|isn't|aren't) there(?=\s+(?:a|an|any|anything|no|some|another|more)"
    r"\b)|there (?:is|are|was|were)|what time is it|is it (?:raining|snowing|late)|more than|this (?:morning"
    r"|afternoon|evening|week|weekend|month|year|spring|summer|autumn|winter)|that (?:i|we|you)"
    r"|one of (?:my|our))\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers|he's|she's)\b", re.IGNORECASE)
_SELF = re.compile(r"\b(?:i|me|my|mine|we|us|our|ours|myself)\b", re.IGNORECASE)
_INSTEAD = re.compile(
    r"^(?:(?:and|but|so|ok|okay|no|sorry|well|or|then|also|actually)[\s,]+)*"
    r"(?:(?:what|how) about|what of|(?:the )?same (?:question )?(?:for|with|about)|(?:i )?meant?|i mean|not"
    r" that,?|for|with|in|on|at|by|about)?\s*(?P<who>[^?.!,]+?)(?:[\s,]+(?:too|then|instead"
    r"|as well))?\s*[?.!]*$",
    re.IGNORECASE,
)
_INSTEAD_SAID = re.compile(
    r"\b(?:what about|how about|what of|same (?:question )?(?:for|with|about)|i meant?|too\s*\?)|"
    r"^(?:and|or|but|no|so)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"\b(?:(?:in|on|this|last|next)\s+)*(?:{'|'.join(sorted(DAYS | MONTHS))}|(?:19|20)\d\d|yesterday|today"
    r"|tomorrow|(?:this|last|next) (?:week|weekend|month|year|spring|summer|autumn|winter)|easter"
    r"|christmas)\b"
    r"(?:\s+(?:19|20)\d\d)?",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\s*\(about: ([^()]*)\)\s*$")
_VERB_LIKE = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reworded:
    """A question that stands by itself. follows: whether it leans on what came before. sure: whether that is
    plain.
    """

    text: str
    follows: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question taken apart against a state."""

    text: str
    state: WorkingState
    names: Sequence[str]
    topics: Sequence[str]
    leads: bool

    @property
    def stands(self) -> bool:
        """Whether it names somebody and what is asked of them, or has words enough of its own."""
        return bool(self.names and self.topics) or len(self.topics) >= 3


def contextualise(question: str, state: WorkingState) -> str:
    """The question as it stands by itself; one that already does is left as it is."""
    return reword(question, state).text


def reword(question: str, state: WorkingState) -> Reworded:
    """The question as it stands by itself, and how plain it was what it leans on."""
    plain = question.strip()
    if not plain or len(plain) > LONGEST or not (state.question or state.focus):
        return Reworded(plain)
    if speech := speech_of(plain, without_context(state.question)):
        return _reworded_in(speech, plain, state)
    asked = _take_apart(plain, state)
    for rule in _RULES:
        if (made := rule(asked)) is not None:
            return made
    return Reworded(plain)


def _reworded_in(speech: Speech, question: str, state: WorkingState) -> Reworded:
    """The same in another language than English."""
    leaning = lean(question, speech, state)
    if leaning is None:
        return Reworded(question)
    said = leaning.text.casefold()
    wanted = [word for word in dict.fromkeys(leaning.about) if word.casefold() not in said][:MOST_ABOUT]
    text = f"{leaning.text} (about: {', '.join(wanted)})" if wanted else leaning.text
    return Reworded(text, follows=True, sure=leaning.sure)


def without_context(question: str) -> str:
    """The question as it was before anything was put behind it."""
    return _ABOUT.sub("", question)


def _take_apart(question: str, state: WorkingState) -> _Asked:
    names = names_in(question, [one.text for one in state.names])
    words = words_of(question)
    leads = bool(words) and words[0] in LEADING - {"right", "now", "sorry"}
    return _Asked(question, state, names, topics_in(question, names), leads)


def _instead(asked: _Asked) -> Reworded | None:
    """ "What about Piran?", "and in 2024?", "no, I meant the other boat": the question before, of another."""
    match = _INSTEAD.match(asked.text)
    if not match or not _INSTEAD_SAID.search(asked.text) or not asked.state.question:
        return None
    who = match["who"].strip()
    words = words_of(who)
    if not 0 < len(words) <= 4 or not ASKING.isdisjoint(words) or _VERB_LIKE.search(who) or _points(who):
        return None
    return _asked_of(who, asked)


def _asked_of(who: str, asked: _Asked) -> Reworded:
    before = asked.state.question
    bare = without_context(before)
    if _TIME.fullmatch(who) or (_TIME.search(asked.text) and not asked.names):
        when = _time_in(asked.text) or who
        swapped = _TIME.sub(when, bare, count=1) if _TIME.search(bare) else f"{bare.rstrip('?! .')} {when}?"
        return Reworded(swapped + _behind(before), follows=True)
    earlier = names_in(before, [one.text for one in asked.state.names])
    name = asked.names[0] if asked.names else None
    is_somebody = name is not None or (len(words_of(who)) == 1 and bool(earlier))
    if is_somebody and earlier:
        other = name or who
        taken = next((one for one in earlier if one.casefold() != other.casefold()), None)
        if taken is not None:
            others = "|".join(re.escape(one) for one in earlier)
            pattern = rf"\b{re.escape(taken)}(?:(?:,? and|,) (?:{others}))*\b"
            swapped = re.sub(pattern, lambda _: other, before, count=1, flags=re.IGNORECASE)
            return Reworded(swapped, follows=True)
    if is_somebody:
        self_named = re.sub(r"\b(?:do|am) i\b", f"does {name or who}", bare, count=1, flags=re.IGNORECASE)
        if self_named != bare:
            return Reworded(self_named, follows=True)
    return Reworded(_with(asked, _topics_before(asked)), follows=True, sure=False)


def _time_in(text: str) -> str | None:
    found = _TIME.search(text)
    return found.group() if found else None


def _behind(before: str) -> str:
    found = _ABOUT.search(before)
    return f" (about: {found[1]})" if found else ""


def _bare(asked: _Asked) -> Reworded | None:
    """ "Why?", "who else?", "are you sure?": nothing of its own but what it asks for."""
    if asked.names or asked.topics or _PERSON.search(asked.text):
        return None
    if not asked.leads and _SELF.search(asked.text) and not _points(asked.text):
        return None
    return Reworded(_with(asked, _all_before(asked)), follows=True)


def _person(asked: _Asked) -> Reworded | None:
    """ "Where does she live?": whoever was talked of last."""
    if not _PERSON.search(asked.text) or asked.names:
        return None
    people = asked.state.names
    if not people:
        return Reworded(_with(asked, _topics_before(asked)), follows=True, sure=False)
    who = people[0].text
    named = _PERSON.sub(lambda match: _named_instead(match, who), asked.text)
    close = [one for one in people[1:] if one.weight > people[0].weight - 0.05]
    needs = asked.leads or _points(asked.text) or not asked.topics
    about = [word for word in _topics_before(asked) if needs]
    return Reworded(_put_behind(named, about, asked), follows=True, sure=not close)


def _named_instead(match: re.Match[str], who: str) -> str:
    word = match.group().casefold()
    if word in {"he's", "she's"}:
        return f"{who} is"
    rest = match.string[match.end() :]
    owns = word in {"his", "hers"} or (
        word == "her" and re.match(r"\s+(?!to\b|for\b|in\b|on\b|at\b|about\b)\w", rest)
    )
    return f"{who}'s" if owns else who


def _several(asked: _Asked) -> Reworded | None:
    """ "When do they arrive?": all who were named in the last exchange, or the things that were."""
    if not _THEY.search(asked.text) or asked.names:
        return None
    people = [one.text for one in asked.state.names if one.weight >= JUST_NAMED]
    if len(people) >= 2:
        return Reworded(_with(asked, people[:3]), follows=True)
    return Reworded(_with(asked, _all_before(asked)), follows=True, sure=False)


def _pointing(asked: _Asked) -> Reworded | None:
    """ "When was that?", "how long does it take?": what was asked about before."""
    if not _points(asked.text) or asked.stands:
        return None
    return Reworded(_with(asked, _all_before(asked)), follows=True, sure=not asked.names)


def _leading(asked: _Asked) -> Reworded | None:
    """ "And who has the tickets?": it goes on with what was asked about, unless it names something else."""
    if not asked.leads or asked.stands:
        return None
    by_itself = bool(asked.names) or (_SELF.search(asked.text) is not None and bool(asked.topics))
    if by_itself:
        return Reworded(asked.text, sure=False)
    return Reworded(_with(asked, _all_before(asked)), follows=True, sure=len(asked.topics) < 2)


def _meagre(asked: _Asked) -> Reworded | None:
    """ "Who has the tickets?" after a question about the boat: one word alone says too little."""
    if asked.names or len(asked.topics) > 1 or _SELF.search(asked.text) or _NOT_POINTING.search(asked.text):
        return None
    return Reworded(_with(asked, _all_before(asked)), follows=True, sure=False)


_RULES: tuple[Callable[[_Asked], Reworded | None], ...] = (
    _instead,
    _bare,
    _person,
    _several,
    _pointing,
    _leading,
    _meagre,
)


def _points(text: str) -> bool:
    return bool(_POINTING.search(_NOT_POINTING.sub(" ", text)))


def _all_before(asked: _Asked) -> list[str]:
    """The names and content words of the question before; of its answer the names, where it has none
    itself.
    """
    before = asked.state.question
    known = [one.text for one in asked.state.names]
    names = names_in(before, known)
    topics = topics_in(before, names)
    if len(names) + len(topics) < 2:
        names += [one for one in names_in(asked.state.answer, known) if one not in names][:2]
    words = names + topics
    return words or [one.text for one in asked.state.focus[:MOST_ABOUT]]


def _topics_before(asked: _Asked) -> list[str]:
    before = asked.state.question
    topics = topics_in(before, names_in(before, [one.text for one in asked.state.names]))
    return topics or [one.text for one in asked.state.topics[:MOST_ABOUT]]


def _with(asked: _Asked, about: Sequence[str]) -> str:
    return _put_behind(asked.text, about, asked)


def _put_behind(text: str, about: Sequence[str], asked: _Asked) -> str:
    said = {
        word.casefold() for word in [*asked.topics, *(part for name in asked.names for part in name.split())]
    }
    wanted = [word for word in dict.fromkeys(about) if word.casefold() not in said and word not in text][
        :MOST_ABOUT
    ]
    return f"{text} (about: {', '.join(wanted)})" if wanted else text
