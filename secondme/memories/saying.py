"""Saying: from a clause that matches a wording, or an owner's noun, to the statements that it makes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from secondme.memories.attributes import Attribute
from secondme.memories.clauses import BREAK, Clause, VerbGroup
from secondme.memories.days import Days, due, find_days, said
from secondme.memories.predicates import (
    Verb,
    is_single,
    kind_of,
    negated_sentence_of,
    sentence_of,
    speaking,
    tidy,
)
from secondme.memories.shapes import says_something, shape_like, trimmed_end
from secondme.memories.spoken import Sentence
from secondme.memories.statement import Polarity, Statement
from secondme.memories.voice import Voice
from secondme.memories.wordings import BY_WORD, DUE_VALUE, Wording
from secondme.recall.calendar_days import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read, who says it, and when it was written."""

    text: str
    voice: Voice
    written: date | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What a clause says of a subject, before its days are looked at. value: characters of the sentence.

    denied: it is said not to be so, which leaves open whether it was ("ended" then; not that it is over)."""

    predicate: str
    first: int
    value: tuple[int, int]
    lead: str
    polarity: Polarity
    denied: bool
    since: bool
    confidence: float
    told_at: int = 0
    verb: Verb | None = None


_OVER = re.compile(r"\b(?:any ?more|any longer|no more)\b", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:since|for (?:\w+ )?(?:\w+ )?(?:years?|months?|weeks?|ages|decades?))\b", re.IGNORECASE
)
_NOW = re.compile(r"\b(?:now|any ?more|these days|nowadays)\b", re.IGNORECASE)
_LET_GO = re.compile(
    r",? (?:and )?(?:not(?! only| just| far)|instead of|rather than) (?:in |at |to |as |"
    r"on |for )?(?:an? |the |my |our )?"
)
_INSTEAD = re.compile(
    r",? (?:but|it's|he's|she's|rather)(?: actually| rather| now| with)? (?:in |at |to |"
    r"as |on |for |with )?(?:an? |the )?"
)
_PASSIVE = frozenset("fired promoted hired made laid".split())  # noqa: SIM905
_LISTED = frozenset({"allergic to", "speaks", "does not eat", "does not drink"})
_ITEM = re.compile(r"(?:(?!, | and | or | nor | & )[^,])+")
_LITTLE = re.compile(r"\s*(?:(?:and|or|nor|&|some|any|a little|a bit of|fluent)\s+)*")
_OPPOSITE = {"likes": "dislikes", "eats": "does not eat", "drinks": "does not drink"}
_UNSAID = frozenset({"eats", "drinks"})
"""Not a predicate of its own; only its denial is."""
_PLACES = frozenset({"lives in", "born in", "is from"})
_HOLDERS = frozenset({"lives in", "works at", "works as", "address", "partner", "age"})
"""Where one of these is said, the same words are not told as an event as well."""
_VERB_LIKE = re.compile(r"[a-z][a-z'-]+\b")
_WEAK = re.compile(
    r"(?:be|see|try|let|think|say|tell you|admit|bet|take it|pass|wait|know|miss|love|"
    r"never|not|need|regret|die|kill|cry|scream|"
    r"believe|explain|keep|remember|forget|go (?:mad|crazy|insane|nuts)|sleep|manage|want|"
    r"like|feel|give you|add|start by|"
    r"assume|get (?:back|there|it)|have to|just|probably|leave (?:it|you|that)|stop|do "
    r"(?:it|that|so|this)|check|look|make (?:it|sure)|"
    r"come back|show you|send you|use|need|guess|cope|survive|become|get)\b"
)
_VAGUE = re.compile(r"\b(?:it|you|your|that|this|them|these|those|one|something|anything)\b", re.IGNORECASE)
_OTHER_VERB = re.compile(r"\w+ (?:\w+ )?(?:is|was|are|were|will)\b")
_POINTING = re.compile(r"\b(?:there|here|it|that|this|you|them|so|one|know|back|then)$", re.IGNORECASE)
_PARTICLES = frozenset(
    ["up", "home", "back", "late", "early", "out", "away", "off", "in", "on", "around", "over", "again", "together", "down", "well", "on"]
)
_NO_VERBS = frozenset(
    ["the", "a", "an", "my", "our", "his", "her", "their", "your", "this", "that", "these", "those", "it", "in", "on", "at", "to", "be", "with", "for", "and", "or", "but", "from", "by", "as", "not"]
)


def attribute_statements(passage: Passage, sentence: Sentence, found: Attribute) -> list[Statement]:
    """What is said of an owner's noun."""
    if sentence.supposes(found.first):
        return []
    polarity = _attribute_polarity(found, sentence.text)
    first, last = found.value
    if found.loose:
        last = trimmed_end(sentence.text, first, last)
    claim = Claim(
        found.predicate,
        found.first,
        (first, last),
        found.lead,
        polarity,
        found.group.polarity == "not" and polarity == "ended",
        True,
        found.weight * sentence.sureness(found.first, told=False),
    )
    return _stated(passage, sentence, found.subject, claim)


def _attribute_polarity(found: Attribute, sentence: str) -> Polarity:
    if found.group.polarity == "never":
        return "never"
    return "ended" if found.over or found.group.polarity != "plain" else "holds"


def clause_statements(
    passage: Passage, sentence: Sentence, clause: Clause, subject: str, *, reminded: bool = False
) -> list[Statement]:
    """What a clause says of a subject."""
    told = bool(clause.subject and (clause.subject["told"] or clause.subject["wrong"]))
    sure = sentence.sureness(clause.first, told=told) * _plainness(clause)
    made: list[Statement] = []
    if clause.group.modal in {"plan", "due"} or reminded:
        if clause.group.polarity == "plain":
            made += _plan(
                passage,
                sentence,
                clause,
                subject,
                (clause.main_at, len(sentence.text)),
                "",
                None,
                sure * 0.75,
                needs_day=clause.group.modal == "due",
            )
        return made
    for wording in BY_WORD.get("#" if clause.main[:1].isdigit() else clause.main, ()):
        match = wording.rest.match(sentence.text, clause.main_at if wording.at_main else clause.after)
        if match is None:
            continue
        made += _by_wording(passage, sentence, clause, subject, wording, match, sure, made)
    return (
        made
        if clause.subject is None or not clause.subject["beside"]
        else [one for one in made if one.value or one.predicate != "partner"]
    )


def _plainness(clause: Clause) -> float:
    """Less where the subject is left out or a pronoun, or somebody passes on what another says of themselves."""
    if clause.subject is None:
        return 0.9
    if clause.subject["pronoun"]:
        return 0.8
    return 0.9 if clause.subject["told"] else 1.0


def _by_wording(
    passage: Passage,
    sentence: Sentence,
    clause: Clause,
    subject: str,
    wording: Wording,
    match: re.Match[str],
    sure: float,
    before: list[Statement],
) -> list[Statement]:
    text = sentence.text
    lead = match.groupdict().get("lead") or ""
    if wording.does in {"plan", "due"}:
        if not _is_plan(wording, clause):
            return []
        needs_day = wording.does == "due"
        return _plan(
            passage,
            sentence,
            clause,
            subject,
            match.span("value"),
            lead,
            wording.verb,
            sure * wording.weight,
            needs_day=needs_day,
        )
    if wording.does == "event":
        if any(one.predicate in _HOLDERS for one in before) or not _is_done(clause):
            return []
        return _event(passage, sentence, clause, subject, match.span("value"), sure * wording.weight)
    ends = _clause_end(text, match.end())
    claim = _claim(wording, clause, text[clause.after : ends])
    if claim is None:
        return []
    predicate, polarity, denied, factor = claim
    first, last = match.span("value")
    if wording.trimmed:
        last = trimmed_end(text, first, min(last, _first_day(passage, text, first, last)))
    made = Claim(
        predicate,
        clause.first,
        (first, last),
        lead,
        polarity,
        denied,
        wording.does in {"change", "ending"},
        wording.weight * sure * factor,
        clause.subject.end() if clause.subject else clause.start,
        wording.verb,
    )
    return _stated(passage, sentence, subject, made)


def _claim(wording: Wording, clause: Clause, rest: str) -> tuple[str, Polarity, bool, float] | None:
    """Predicate and polarity of a wording by how its verb stands; whether it is denied; and how sure that is."""
    group, main = clause.group, clause.main
    if group.modal in {"might", "plan", "due"}:
        return None
    over = _OVER.search(rest) is not None
    standing = _standing(wording, group, main, rest)
    if standing is None:
        return None
    if standing == "denied":
        if wording.predicate in _OPPOSITE and not (over and wording.predicate == "likes"):
            return _OPPOSITE[wording.predicate], "holds", False, 0.95
        if over:
            return wording.predicate, "ended", False, 1.0
        return (wording.predicate, "ended", True, 0.8) if wording.predicate != "dislikes" else None
    if wording.predicate in _UNSAID:
        return (
            (_OPPOSITE[wording.predicate], "holds", False, 0.9)
            if standing == "ended" and not group.past
            else None
        )
    factor = (
        0.75
        if standing == "ended"
        and group.modal != "used"
        and group.polarity == "plain"
        and wording.does != "ending"
        else 1.0
    )
    return wording.predicate, standing, False, factor


def _standing(wording: Wording, group: VerbGroup, main: str, rest: str) -> Polarity | str | None:
    """ "holds", "ended", "never" or "denied"; None where the verb does not stand as the wording needs it."""
    negative = group.polarity in {"not", "never"}
    match wording.does:
        case "once":
            return "holds" if group.be and not negative else None
        case "state":
            return _state(group, main, wording, rest)
        case "be" | "have":
            if not (group.be if wording.does == "be" else group.have and main != "'s"):
                return None
            if group.polarity == "no longer" or group.modal == "used":
                return "ended"
            if negative:
                return (
                    "never"
                    if group.polarity == "never" or (group.past and group.polarity == "not")
                    else "denied"
                )
            return "ended" if group.past and not (wording.does == "have" and not group.past) else "holds"
        case "change" | "ending":
            if (group.be and not group.have and main not in _PASSIVE) or group.modal:
                return None
            if wording.does == "ending":
                return None if group.polarity != "plain" else "ended"
            return "holds" if group.polarity == "plain" else "never" if negative else None
    return None


def _state(group: VerbGroup, main: str, wording: Wording, rest: str) -> Polarity | str | None:
    if main in wording.now:
        if group.modal == "used" or group.polarity == "no longer":
            return "ended"
        if main.endswith("ing") != group.be or (group.have and not group.be):
            return None
        if group.polarity != "plain":
            return "never" if group.past and not group.be else "denied"
        return ("ended" if group.be else None) if group.past else "holds"
    if group.polarity in {"never", "not"}:
        return "ended" if group.have and re.search(r"\bsince\b", rest) else "never"
    if group.be and not group.have:
        return None
    if group.have:
        return "holds" if _SINCE.search(rest) else None
    return "ended" if group.polarity == "plain" else None


def _is_plan(wording: Wording, clause: Clause) -> bool:
    group, main = clause.group, clause.main
    if group.modal or group.polarity != "plain" or group.past:
        return False
    if main in {"to", "a", "an"}:
        return group.have and not group.be
    return group.be if main.endswith("ing") else not (group.be or (group.have and main in wording.now))


def _is_done(clause: Clause) -> bool:
    group = clause.group
    return not group.modal and group.polarity == "plain" and (group.have or not group.be)


def _plan(
    passage: Passage,
    sentence: Sentence,
    clause: Clause,
    subject: str,
    span: tuple[int, int],
    lead: str,
    verb: Verb | None,
    confidence: float,
    *,
    needs_day: bool = False,
) -> list[Statement]:
    """A plan, with the day it is due where one is named."""
    text = sentence.text
    loose = DUE_VALUE.match(text, span[0])
    if loose is None:
        return []
    days = _days_near(passage, text, clause, min(_clause_end(text, span[0]), loose.end()))
    coming = days.after(passage.written) if days else None
    first, last = span[0], loose.end()
    if days and first < days.start:
        last = min(last, days.start)
    last = trimmed_end(text, first, min(last, _clause_end(text, first)))
    value = text[first:last]
    if coming is None and (needs_day or " " not in value or _WEAK.match(value) or _VAGUE.search(value)):
        return []
    if _OTHER_VERB.match(value):  # "Hesper's leaving do is on Friday".
        return []
    if (
        (not lead
        and (not _VERB_LIKE.match(value) or value.split()[0] in _NO_VERBS))
        or not says_something(value)
    ):
        return []
    if _POINTING.search(value):
        return []
    day = coming[1] if coming and coming[1] != date.max else None
    told = passage.voice.told(passage.text[sentence.start + first : sentence.start + last])
    when = _when_due(days, coming)
    reads = sentence_of(subject, "plans", f"{lead}{told}{f' {when}' if when else ''}", verb=verb)
    return [
        _statement(
            passage,
            sentence,
            "plans",
            subject,
            (first, last),
            reads,
            clause.first,
            days,
            confidence if day else confidence * 0.8,
            valid_to=day,
        )
    ]


def _when_due(days: Days | None, coming: Span | None) -> str:
    """The days of a plan in words: "on 3 December 2025", "by 14 November 2025"."""
    if days is None or coming is None or coming[1] == date.max:
        return ""
    return due(coming[1]) if coming[0] == date.min or days.word in {"by", "before", "until"} else said(coming)


def _event(
    passage: Passage,
    sentence: Sentence,
    clause: Clause,
    subject: str,
    span: tuple[int, int],
    confidence: float,
) -> list[Statement]:
    """What somebody did on days that are named."""
    text = sentence.text
    ends = _clause_end(text, span[0])
    days = _days_near(passage, text, clause, ends)
    then = (
        days.before(passage.written)
        if days and days.word not in {"since", "for", "until", "till", "before", "after"}
        else None
    )
    if days is None or then is None or then[0] == date.min or then[1] == date.max:
        return []
    first, last = span[0], min(span[1], ends)
    if first < days.start:
        last = min(last, days.start)
    last = trimmed_end(text, first, last)
    value = text[first:last]
    done = value.partition(" ")[2]
    if done in _PARTICLES or not says_something(done) or _POINTING.search(value):
        return []
    told = passage.voice.told(passage.text[sentence.start + first : sentence.start + last])
    told = told if clause.subject else told[:1].lower() + told[1:]
    reads = tidy(f"{speaking(subject)} {told} {said(then)}.")
    return [
        _statement(
            passage,
            sentence,
            "did",
            subject,
            (first, last),
            reads,
            clause.first,
            days,
            confidence,
            valid_from=then[0],
            valid_to=then[1],
        )
    ]


def _stated(passage: Passage, sentence: Sentence, subject: str, claim: Claim) -> list[Statement]:
    """The statement of a claim, and what it denies or says instead beside it ("not X but Y", "Y, not X")."""
    text = sentence.text
    value = text[slice(*claim.value)]
    if value and (not says_something(value) or not _is_place_like(claim.predicate, value, text)):
        return []
    clause_end = _clause_end(text, claim.value[1])
    days = _fact_days(passage, text, claim, clause_end)
    made = [_fact(passage, sentence, subject, claim, days)]
    if not value:
        return made
    if claim.predicate in _LISTED:
        return [
            _fact(passage, sentence, subject, replace(claim, value=span, lead=""), days)
            for span in _items(text, claim.value)
        ]
    for pattern, polarity in ((_LET_GO, _let_go(text, claim.value[1])), (_INSTEAD, "holds")):
        if (claim.polarity == "holds") == (pattern is _INSTEAD):
            continue
        after = pattern.match(text, claim.value[1])
        other = shape_like(value).match(text, after.end()) if after else None
        if other and other.group() != value and says_something(other.group()):
            beside = replace(claim, value=other.span(), polarity=polarity, denied=False)
            made.append(_fact(passage, sentence, subject, beside, (None, None, None)))
    return made


def _items(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The items of a list: "nuts, eggs and shellfish"."""
    found: list[tuple[int, int]] = []
    for one in _ITEM.finditer(text, *span):
        little = _LITTLE.match(text, one.start(), one.end())
        first = little.end() if little else one.start()
        if says_something(text[first : one.end()]):
            found.append((first, one.end()))
    return found


def _is_place_like(predicate: str, value: str, sentence: str) -> bool:
    """Whether a place has its capital, unless the whole sentence is without."""
    return predicate not in _PLACES or value != value.lower() or sentence == sentence.lower()


def _let_go(text: str, place: int) -> Polarity:
    return "ended" if _NOW.search(text, max(0, place - 40), place + 8) else "never"


def _fact(
    passage: Passage,
    sentence: Sentence,
    subject: str,
    claim: Claim,
    when: tuple[Days | None, date | None, date | None],
) -> Statement:
    start = sentence.start
    value = passage.text[start + claim.value[0] : start + claim.value[1]]
    days, valid_from, valid_to = when
    if not value:
        end = claim.value[1]
        reads = _own_words(passage, sentence, subject, claim.told_at, end)
    elif claim.denied:
        reads = negated_sentence_of(subject, claim.predicate, _read(passage, claim, value))
    else:
        reads = sentence_of(
            subject, claim.predicate, _read(passage, claim, value), claim.polarity, claim.verb
        )
    return _statement(
        passage,
        sentence,
        claim.predicate,
        subject,
        claim.value,
        reads,
        claim.first,
        days,
        claim.confidence,
        claim.polarity,
        valid_from,
        valid_to,
    )


def _read(passage: Passage, claim: Claim, value: str) -> str:
    """The value as it is read in the sentence: with its article, and without the speaker's "my"."""
    return passage.voice.told(f"{claim.lead}{value}")


def _own_words(passage: Passage, sentence: Sentence, subject: str, first: int, end: int) -> str:
    """A clause without a value, in its own words, with who is meant for the subject: "Noor quit her job."."""
    words = re.sub(r"^\s*'?(?:ve|s|m|re)\b", "", sentence.text[first:end])
    return tidy(f"{speaking(subject)} {passage.voice.told(words)}.")


def _statement(
    passage: Passage,
    sentence: Sentence,
    predicate: str,
    subject: str,
    span: tuple[int, int],
    reads: str,
    first: int,
    days: Days | None,
    confidence: float,
    polarity: Polarity = "holds",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Statement:
    start = sentence.start
    begins = min(first, span[0], days.start if days else first)
    ends = max(span[1], days.end if days else 0)
    return Statement(
        kind=kind_of(predicate),
        subject=subject,
        predicate=predicate,
        value=passage.text[start + span[0] : start + span[1]],
        text=reads,
        first=start + begins,
        last=start + ends,
        single=is_single(predicate),
        polarity=polarity,
        valid_from=valid_from,
        valid_to=valid_to,
        confidence=round(confidence, 3),
    )


def _clause_end(text: str, place: int) -> int:
    found = BREAK.search(text, place)
    return found.start() if found else len(text)


def _first_day(passage: Passage, text: str, first: int, last: int) -> int:
    """Where the first time within a value begins, else its end."""
    return next((one.start for one in find_days(text, passage.written) if first < one.start < last), last)


def _days_near(passage: Passage, text: str, clause: Clause, end: int) -> Days | None:
    """The time that belongs to a clause: the first after its main word, else the one right before its subject."""
    found = find_days(text, passage.written)
    within = [
        one
        for one in found
        if clause.main_at <= one.start < end or clause.first <= one.start < clause.main_at
    ]
    if within:
        return within[0]
    before = [
        one for one in found if one.end <= clause.first and not re.search(r"\w", text[one.end : clause.first])
    ]
    return before[-1] if before else None


def _meant(days: Days, written: date | None) -> Span | None:
    """What a time means beside a fact: "from June" the next one, everything else the last one."""
    before, after = days.before(written), days.after(written)
    return after or before if days.word == "from" and not days.is_range else before or after


def _fact_days(
    passage: Passage, text: str, claim: Claim, end: int
) -> tuple[Days | None, date | None, date | None]:
    """The time named with a fact, and from and until when the fact holds by it."""
    found = find_days(text, passage.written)
    after = [one for one in found if claim.value[1] <= one.start < end]
    before = [
        one for one in found if one.end <= claim.first and not re.search(r"\w", text[one.end : claim.first])
    ]
    days = after[0] if after else before[-1] if before else None
    span = _meant(days, passage.written) if days else None
    if days is None or span is None or claim.polarity == "never":
        return None, None, None
    first, last = (None if day in {date.min, date.max} else day for day in span)
    is_range = days.is_range
    if claim.polarity == "ended":
        if is_range:
            return days, first, last
        return (days, None, first) if days.word == "since" else (days, None, last)
    if days.word in {"until", "till", "til"}:
        return days, None, last
    if is_range:
        return days, first, last
    return (days, first, None) if days.word in {"since", "from"} or claim.since else (None, None, None)
