"""Follow-ups in languages other than English, made to stand by themselves as the English ones are.

By the same few rules, which lean less on grammar here: a person who is pointed at is named in place of the
pronoun, what is asked of somebody else is asked again with the other name, and all else that is missing is
put behind the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secondme.conversation.phrases import names_in
from secondme.conversation.speech import Speech, words_in
from secondme.conversation.state import WorkingState
from secondme.recall.periods import find_periods

MOST_WORDS = 4
"""Of what is asked about instead; a longer one is a question by itself."""
ANY_DAY = date(2025, 6, 18)
"""By which it is seen that words name a time at all, whichever it is."""

_SPELLED = re.compile(r"\w+(?:['\u2019\-]\w+)*")
_ABOUT = re.compile(r"\s*\(about: [^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a question leans on. text: it, with names for pronouns; about: what is put behind it; sure:
    whether that is plain."""

    text: str
    about: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Turn:
    text: str
    speech: Speech
    state: WorkingState

    @property
    def words(self) -> list[str]:
        return words_in(self.text)

    @property
    def names(self) -> list[str]:
        return _names(self.text, self.state)

    @property
    def topics(self) -> list[str]:
        return _topics(self.text, self.speech, self.names)

    @property
    def leads(self) -> bool:
        return bool(self.words) and self.words[0] in self.speech.leading

    @property
    def points(self) -> bool:
        last = bool(self.words) and self.words[-1] in self.speech.pointing_last
        return last or not self.speech.pointing.isdisjoint(self.words)

    @property
    def is_own(self) -> bool:
        """Whether it is about the person, who needs no naming."""
        return not self.speech.first.isdisjoint(self.words)

    @property
    def before(self) -> str:
        return _ABOUT.sub("", self.state.question)


def lean(text: str, speech: Speech, state: WorkingState) -> Leaning | None:
    """What a question in this language leans on; None where it stands by itself."""
    turn = _Turn(text, speech, state)
    if not turn.words:
        return None
    for rule in (_instead, _person, _lacking):
        if (found := rule(turn)) is not None:
            return found
    return None


def _instead(turn: _Turn) -> Leaning | None:
    """ "Und Piran?", "und am Samstag?": the question before, of another."""
    leading = "|".join(sorted(map(re.escape, turn.speech.leading), key=len, reverse=True))
    form = (
        rf"\W*(?:(?:{leading})\b[\s,]*)*(?P<said>(?:{turn.speech.instead})\b)?\s*(?P<who>[^?.!]+?)\s*[?.!]*"
    )
    match = re.fullmatch(form, turn.text, re.IGNORECASE)
    if match is None or not turn.before or not (match["said"] or turn.leads):
        return None
    who, words = match["who"], words_in(match["who"])
    asks = not (turn.speech.asking | turn.speech.telling | turn.speech.verbs_first).isdisjoint(words)
    if len(words) > MOST_WORDS or asks or turn.points:
        return None
    if find_periods(who, ANY_DAY):
        return Leaning(f"{turn.before.rstrip('?! .')} {who}?")
    earlier = _names(turn.before, turn.state)
    if earlier and (turn.names or len(words) == 1):
        other = turn.names[0] if turn.names else who
        return Leaning(re.sub(rf"\b{re.escape(earlier[0])}\b", lambda _: other, turn.before, count=1))
    return Leaning(turn.text, tuple(_topics(turn.before, turn.speech, earlier)), sure=False)


def _person(turn: _Turn) -> Leaning | None:
    """ "Wo wohnt sie?", "Qui est son professeur ?": whoever was talked of last."""
    people = turn.state.names
    pointing = "|".join(map(re.escape, turn.speech.they | turn.speech.theirs))
    if turn.names or not people or not re.search(rf"\b(?:{pointing})\b", turn.text, re.IGNORECASE):
        return None
    they = "|".join(map(re.escape, turn.speech.they))
    text = re.sub(
        rf"(?:-t)?-(?:{they})\b|\b(?:{they})\b", f" {people[0].text}", turn.text, flags=re.IGNORECASE
    )
    missing = turn.leads or turn.points or not turn.topics
    about = _topics(turn.before, turn.speech, _names(turn.before, turn.state)) if missing else []
    owner = [people[0].text] if text == turn.text else []
    close = len(people) > 1 and people[1].weight > people[0].weight - 0.05
    return Leaning(" ".join(text.split()), (*owner, *about), sure=not close)


def _lacking(turn: _Turn) -> Leaning | None:
    """ "Warum?", "Wann war das?", "Et qui a les billets ?": what was asked about before."""
    if turn.names and (turn.topics or not turn.leads):
        return None
    if turn.is_own and turn.topics and not turn.points:
        return None
    few = len(turn.topics) <= 1 and not turn.names
    if not (few or ((turn.points or turn.leads) and len(turn.topics) < 3)):
        return None
    before = turn.before
    names = _names(before, turn.state) or [one.text for one in turn.state.names[:1]]
    plain = not turn.topics or turn.points or turn.leads
    return Leaning(turn.text, (*names, *_topics(before, turn.speech, names)), sure=plain)


def _names(text: str, state: WorkingState) -> list[str]:
    return names_in(_ABOUT.sub("", text), [one.text for one in state.names])


def _topics(text: str, speech: Speech, names: Sequence[str]) -> list[str]:
    """The content words that are no names, as they are written, each once, in order."""
    of_names = {part.casefold() for name in names for part in name.split()}
    found: dict[str, str] = {}
    for word in _SPELLED.findall(_ABOUT.sub("", text)):
        plain = word.casefold()
        if len(plain) > 1 and plain not in speech.little and plain not in of_names:
            found.setdefault(plain, word)
    return list(found.values())
