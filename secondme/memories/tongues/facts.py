"""Facts: what a sentence says of somebody by the wordings of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from secondme.memories.english.reading import Reading, When
from secondme.memories.predicates import IS, YEARLY, sentence_of
from secondme.memories.statement import Polarity, Statement
from secondme.memories.tongues.matching import Form
from secondme.memories.tongues.told import Told
from secondme.memories.tongues.towns import is_a_place
from secondme.memories.tongues.whom import Whom, is_somebody, name_in, relation_of, whom_of
from secondme.recall.periods import find_periods

SURE = 0.7
CARRIED = 0.6
"""What is said of "she" is a little less sure."""
_LISTED = frozenset(
    ("allergic to", "does not eat", "does not drink", "likes", "dislikes", "speaks", "child", "has")
)
_DENYING = frozenset(("does not eat", "does not drink", "dislikes"))
"""What is said by denying."""
_STATES = frozenset(("single", "witwe", "witwer"))
"""Where somebody is called by a noun for it."""
_PLACES = frozenset(("lives in", "is from", "born in"))
"""Whose article is part of the name: "La Rochelle"."""
_RELATIONS = frozenset("daughter son sister brother dog cat rabbit horse".split())  # noqa: SIM905
_ARTICLE = re.compile(r"(?:L[aeo]s?|El|Los) (?=[A-ZÀ-Þ])")
_A_NOUN = re.compile(r"\b(?:el|un|mi|tu|su|del|de|al|este|ese|nuevo|ningún|otro|a|en) *$", re.IGNORECASE)
"""Before a noun that looks like a verb: "dejé el trabajo en Orange"."""
_VALUES = ("value", "land", "region", "isles")
_IS_NAMED = re.compile(
    r" (?:ist|hat|war|wird|kommt|geht|wohnt|lebt|arbeitet|zieht|fährt|feiert|heiratet|studiert|macht|"
    r"fängt|beginnt|spielt|lernt|"
    r"möchte|und|aus|in|am|bei|besucht|zu|zur Welt|auf die Welt|geboren|telefoniert|gesprochen|getroffen|"
    r"geredet|essen|spazieren|"
    r"unterwegs|ins|abgeholt|geschrieben)\b|\s*[,.!:;)(]|\s*$"
)
"""Behind a name after "meine Schwester", where each noun has a capital."""
_SINCE = re.compile(r"\b(?:seit|depuis|desde)\b", re.IGNORECASE)
_UNKNOWN = date(2024, 2, 12)


@dataclass(frozen=True, slots=True)
class Found:
    """A wording that was found in a sentence. value: where its value stands."""

    predicate: str
    polarity: Polarity
    whom: Whom
    match: re.Match[str]
    value: tuple[int, int]
    turns: bool


def facts_in(reading: Reading, told: Told, carried: str | None) -> Iterator[Statement]:
    """The facts of a sentence. carried: whom "she" means."""
    matcher = told.matcher
    for form in matcher.forms_in(told.text):
        for match in form.pattern.finditer(told.text):
            if (found := _found(form, match, reading, told, carried)) is not None:
                yield from _stated(reading, told, found)
    taken: set[str] = set()
    for owned, pattern in matcher.owned:
        for match in pattern.finditer(told.text):
            if (whom := _owner(match, reading)) is None or told.supposes(match.start(), match.end()):
                continue
            if told.standing(match.start(), match.end()) == "holds":
                value = match.span("value")
                taken.add(told.text[slice(*value)])
                yield from _stated(
                    reading, told, Found(owned.predicate, "holds", whom, match, value, turns=False)
                )
    yield from (one for one in _free(reading, told) if one.value not in taken)


def _free(reading: Reading, told: Told) -> Iterator[Statement]:
    voice = reading.passage.voice
    if voice.name is None:
        return
    for free, pattern in told.matcher.free:
        for match in pattern.finditer(told.text):
            whom = whom_of(match, told.matcher, voice, None, is_object=True)
            if whom is None:
                continue
            found = Found(free.predicate, free.polarity, whom, match, match.span("value"), free.turns)
            if not told.supposes(*match.span()) and (made := _as_it_stands(told, found)) is not None:
                yield from _stated(reading, told, made)


def _owner(match: re.Match[str], reading: Reading) -> Whom | None:
    groups, voice = match.groupdict(), reading.passage.voice
    if name := groups.get("whose") or groups.get("of"):
        return Whom(voice.named(name))
    return Whom(voice.name) if voice.name else None


def _found(
    form: Form, match: re.Match[str], reading: Reading, told: Told, carried: str | None
) -> Found | None:
    """What a wording says here; None where it does not say it, or of nobody known."""
    first, last = match.span()
    if not _is_ordered(form, match, told) or told.supposes(first, last) or told.is_later(first, last):
        return None
    whom = whom_of(match, told.matcher, reading.passage.voice, carried)
    value = next((match.span(one) for one in _VALUES if match.groupdict().get(one)), None)
    if whom is None or value is None:
        return None
    wording = form.wording
    return _as_it_stands(told, Found(wording.predicate, wording.polarity, whom, match, value, wording.turns))


def _as_it_stands(told: Told, found: Found) -> Found | None:
    """What is found, turned round where it is denied or over; None where nothing is left of it."""
    value = found.value if found.predicate in _PLACES else trimmed(told, found.value)
    no_value = told.matcher.pattern(told.matcher.grammar.no_value)
    if value[0] >= value[1] or (found.predicate not in YEARLY and no_value.search(told.text[slice(*value)])):
        return None
    if found.predicate == "works at" and is_a_place(told.text[slice(*value)]):
        return None
    if is_of_a_name(found.predicate) and told.text[value[0]].isupper():
        article = _ARTICLE.match(told.text, *value)
        named = name_in(told.matcher, told.text, (article.end() if article else value[0], value[1]))
        if named is None:
            return None
        value = value[0], named[1]
    found = replace(found, value=value)
    standing = "holds" if found.predicate in _DENYING else told.standing(*found.match.span())
    if standing == "denied":
        return replace(found, predicate="dislikes") if found.predicate == "likes" else None
    if standing == "ended":
        return replace(found, polarity="ended") if found.polarity == "holds" else None
    return found


def is_of_a_name(predicate: str) -> bool:
    """Whether its value is a name, of somebody or of a place."""
    return predicate in _PLACES or predicate in ("partner", "lives with") or predicate in _RELATIONS


def _is_ordered(form: Form, match: re.Match[str], told: Told) -> bool:
    """Whether the words stand where they must: a verb first has something before it in its clause."""
    grammar = told.matcher.grammar
    before = told.text[: match.start()]
    if form.order == "bare":
        if _A_NOUN.search(before):
            return False
        return grammar.drops or not re.search(r"\w", re.sub(r"^[\s\d./:*-]+", "", before))
    if form.order == "turned":
        clause = before[told.clause_start(match.start()) :].strip()
        return 1 <= len(clause.split()) <= 9 and not is_somebody(told.matcher, clause)
    return True


def trimmed(told: Told, span: tuple[int, int]) -> tuple[int, int]:
    """A value without the little words at either end."""
    pattern = told.matcher.pattern
    little = told.matcher.grammar.trimmed
    first, last = span
    while (found := pattern(rf"(?:{little}(?: |(?<='))|['\" ])").match(told.text, first, last)) is not None:
        first = found.end()
    while (found := pattern(rf"(?: {little}|[ ,.'-])$").search(told.text, first, last)) is not None:
        last = found.start()
    return first, last


def _stated(reading: Reading, told: Told, found: Found) -> Iterator[Statement]:
    """The statements: one for each item of a list; and who "my sister Mira" is."""
    when = _when(reading, told, found)
    if when is None:
        return
    if found.whom.relation and found.whom.at is not None:
        yield kin_statement(reading, found.whom.relation, trimmed(told, found.whom.at))
    items = [found.value]
    if found.predicate in _LISTED:
        items = [trimmed(told, one) for one in _items(told, found.value)]
    for item in items:
        if item[0] < item[1]:
            yield _statement(reading, found, item, when)


def _statement(reading: Reading, found: Found, value: tuple[int, int], when: When) -> Statement:
    words = reading.verbatim(*value)
    is_state = (found.predicate == "partner" and not words[0].isupper()) or words.casefold() in _STATES
    sure = CARRIED if found.match.groupdict().get("they") else SURE
    return reading.statement(
        found.whom.subject,
        found.predicate,
        value,
        sentence_of(found.whom.subject, found.predicate, words, found.polarity, IS if is_state else None),
        first=found.match.start(),
        confidence=sure,
        polarity=found.polarity,
        when=when,
    )


def kin_statement(reading: Reading, relation: str, at: tuple[int, int]) -> Statement:
    """That somebody is the speaker's sister."""
    owner = reading.passage.voice.name or ""
    text = sentence_of(owner, relation, reading.verbatim(*at))
    return reading.statement(owner, relation, at, text, first=at[0], confidence=SURE)


def _items(told: Told, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    place = span[0]
    for one in told.matcher.pattern(told.matcher.grammar.and_).finditer(told.text, *span):
        yield place, one.start()
        place = one.end()
    yield place, span[1]


def _when(reading: Reading, told: Told, found: Found) -> When | None:
    """Since when it holds, or until when it held; None where it is still to come."""
    if found.predicate in ("birthday", "phone number", "mobile number", "address"):
        return When()
    written = reading.passage.written
    start, end = told.clause_start(found.match.start()), told.clause_end(found.match.end())
    named = [one for one in find_periods(told.text, written or _UNKNOWN) if start <= one.start < end]
    for one in named:
        begun = [it for it in one.periods if written is None or min(it.first, it.last) <= written]
        if not begun:
            return None
        if written is None and not (told.text[one.start : one.end])[-4:].isdigit():
            continue
        last = max(begun, key=lambda it: (it.first, it.last))
        since = _SINCE.search(told.text[max(0, one.start - 12) : one.start + 7])
        if found.turns or found.polarity == "ended" or since:
            return _since(found, last.first, last.last)
    return When()


def _since(found: Found, first: date, last: date) -> When:
    if found.polarity == "ended":
        if found.turns or first == last:
            return When(valid_to=first if first != date.min else last)
        if first == date.min:
            return When(valid_to=last)
        return When(valid_from=first, valid_to=last)
    return When(valid_from=first) if first != date.min else When()


def named_kin(reading: Reading, told: Told) -> Iterator[Statement]:
    """Who "my sister" is, where she is called by her name: "meine Schwester heißt Mira"."""
    matcher, voice = told.matcher, reading.passage.voice
    if voice.name is None:
        return
    grammar = matcher.grammar
    called = (
        r"(?<![\w'-])(?:{mine}) {before_kin}(?P<kin>{kin}){after_kin}"
        rf"(?:(?P<called>{grammar.called})|,? )(?P<value>{{person}})"
    )
    for match in matcher.pattern(called).finditer(told.text):
        relation = relation_of(matcher, match["kin"])
        if not relation or told.supposes(match.start(), match.end()):
            continue
        span = name_in(matcher, told.text, match.span("value"))
        if span and (match["called"] or not grammar.capitals or _IS_NAMED.match(told.text, span[1])):
            yield kin_statement(reading, relation, trimmed(told, span))
