"""Amending: what a sentence takes back or corrects: of the one before it in the same passage, or of what the
speaker said in an earlier one, which is then known by the value that was wrong (see `turning`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from secondme.memories.english.reading import Reading
from secondme.memories.english.shapes import says_something, shape_like
from secondme.memories.english.turning import LITTLE, OPEN, SPAN, STOP, SURE
from secondme.memories.predicates import sentence_of
from secondme.memories.statement import Statement

_TAKES_BACK = re.compile(
    r"\W*(?:no,? |oh,? |sorry,? |wait,? |actually,? )*(?:(?:scratch|forget|ignore|strike|"
    r"disregard) that|never ?mind|just kidding|kidding|"
    r"jk|just joking|joking|only joking|not really|not true|that's wrong|that was wrong|"
    r"that's not (?:right|true))\b\W*(?:$|[,:;\u2013\u2014-]|I\b)",
    re.IGNORECASE,
)
_SAYS_OTHERWISE = re.compile(
    r"\W*(?:(?:no|sorry|actually|wait|oh|oops|ugh|correction|I mean|I meant(?: to (?:say|"
    r"write))?|make that|scratch that|rather|hang on|"
    r"my mistake|typo|\*)[,:!.\u2013\u2014 -]*)+(?:it's|it is|that's|that is|that should "
    r"be|it should be|should be|make that|I meant?)?\s*"
    r"(?:actually |now )?(?:in |at |on |to |an? |the )*",
    re.IGNORECASE,
)
_LET_GO = re.compile(r",? (?:and )?not (?:in |at |on |to |an? |the )*")

_MARK = (
    r"(?:sorry|no|oh|oops|whoops|ugh|wait|hang on|hold on|argh|damn|actually|correction|typo|autocorrect|mea "
    r"culpa|"
    r"I mean|I meant(?: to (?:say|write|type))?|I should have (?:said|written)|make that|make it|scratch "
    r"that|rather|"
    r"my (?:mistake|bad|fault)|that should (?:be|read|have been|say)|it should (?:be|read|have been|say)|"
    r"should (?:be|read)|read that as|that was (?:wrong|a (?:typo|mistake|slip))|it's|it is|that's|it was|\*)"
)
_MARKED = re.compile(rf"\W*(?:{_MARK}(?:[\s,:;!.*\u2013\u2014-]+|$))+{LITTLE}", re.IGNORECASE)
_RIGHT = re.compile(
    rf"(?P<new>{SPAN})(?:,? of course|,? I mean)?(?:,? and|,|\.|;| -| \u2013| \u2014)? (?:\(|and )?(?:[Nn]ot|"
    rf"[Ii]nstead of|[Rr]ather than) "
    rf"{LITTLE}(?P<old>{SPAN})(?=\s*$|[.,;:!?)]|\n| of course)"
)
_WRONG_FIRST = re.compile(
    rf"\W*(?:(?:[Nn]ot|[Ii]t(?:'s| is| was)(?: not|n't)|[Ii]t isn't|[Ii] (?:said|wrote|typed|put|told (?:you|"
    rf"them|everyone))|[Ff]orget|[Dd]id I (?:say|write)|"
    rf"[Ww]hen I (?:said|wrote)) )?{LITTLE}(?P<old>{SPAN})[,.?!;:\s]*(?:(?:is|was) (?:wrong|a (?:typo|"
    rf"mistake|slip))|"
    rf"but|no|sorry|I meant?|I meant to (?:say|write)|it's|it is|make that|(?:it |that )?should (?:be|have "
    rf"been|read))"
    rf"(?:[\s,:;!-]+(?:but|no|sorry|I meant?|I meant to (?:say|write)|it's|it is|make that|should be|of "
    rf"course|rather))*"
    rf"[\s,:;!-]+{LITTLE}(?P<new>{SPAN}){STOP}"
)
_PLAIN_RIGHT = re.compile(rf"\W*{LITTLE}(?P<new>{SPAN}), not {LITTLE}(?P<old>{SPAN})\W*\Z")
_SURELY_MARKED = re.compile(
    rf"\W*(?:(?:sorry|oops|whoops|no|argh|ugh|my (?:mistake|bad|fault)|I misspoke|I was wrong|I got (?:it|"
    rf"that) wrong|wrong)[,.:! ]+)*(?:I meant(?: to (?:say|write|type))?|correction|typo|autocorrect|"
    rf"make that|that should (?:be|read|have been|say)|it should (?:be|read|have been|say)|should (?:be|"
    rf"read)|\*)[\s,:;!-]*{LITTLE}",
    re.IGNORECASE,
)
_JUDGING = re.compile(
    r"(?:right|true|correct|so|it|that|this|all|bad|good|sure|serious|possible|fair|wrong|me|you|him|her|"
    r"them)\b",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"\b(?:not|instead|rather|mean|meant|sorry|correct\w*|typo|autocorrect|wrong|mistake|slip|should|scratch|"
    r"forget|"
    r"ignore|strike|disregard|delete|make (?:that|it)|said|wrote|typed|oops|whoops|ugh|wait|actually|no)\b|"
    r"^\W*\*",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"(?P<new>{SPAN})\W*\Z")
_UNSAID = re.compile(
    r"\W*(?:no,? |oh,? |sorry,? |wait,? |actually,? |please,? |just )*(?:scratch|forget|ignore|strike|"
    r"disregard|delete)"
    rf" (?:that|this|it|(?:what|whatever|everything|all) (?:I|i) (?:just )?(?:said|wrote|told you)(?: "
    rf"(?:about|on) "
    rf"{LITTLE}(?P<old>{SPAN}))?|my last (?:message|text|one|mail)|the last (?:one|message))(?: (?:please|"
    rf"last "
    rf"message|one))?{STOP}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|I|he|she|we|they|you|it|my|your)\b|'[sm]\b|\?", re.IGNORECASE
)
"""In a value it shows that it is a sentence of its own."""


def takes_back(sentence: str) -> bool:
    """Whether it says that what was said just before is not so."""
    return _TAKES_BACK.match(sentence) is not None


def amended(sentence: str, start: int, last: Statement) -> Statement | None:
    """The last statement with the value that this sentence corrects it to: "actually it's 14 May, not 4 May".

    start: of the sentence in its passage. None where it corrects nothing.
    """
    begun = _SAYS_OTHERWISE.match(sentence)
    if begun is None or not last.value or last.kind in {"plan", "event"}:
        return None
    value = shape_like(last.value).match(sentence, begun.end())
    if value is None or value.group() == last.value:
        return None
    rest = sentence[value.end() :]
    let_go = _LET_GO.match(rest)
    if not let_go and rest.strip(" .!)\n"):
        return None
    return replace(
        last,
        value=value.group(),
        text=sentence_of(last.subject, last.predicate, value.group()),
        first=start,
        last=start + len(sentence.rstrip()),
        polarity="holds",
    )


def never_so(statement: Statement) -> Statement:
    """The same, said to be wrong."""
    text = sentence_of(statement.subject, statement.predicate, statement.value, "never")
    return replace(statement, text=text, polarity="never", valid_from=None, valid_to=None)


def corrections_in(reading: Reading) -> Iterator[Statement]:
    """What a sentence puts right, or unsays, of an earlier passage of the same speaker."""
    text = reading.text
    if not _HINT.search(text):
        return
    if (unsaid := _UNSAID.match(text)) is not None:
        span = unsaid.span("old") if unsaid["old"] else (0, 0)
        yield reading.statement("", OPEN, span, "", first=0, confidence=SURE, polarity="never")
        return
    whole = reading.with_what_follows().text
    marked = _MARKED.match(text)
    found = _RIGHT.match(whole, marked.end()) if marked else None
    found = found or _WRONG_FIRST.match(text) or _PLAIN_RIGHT.match(text)
    if found is not None and _is_value(found["new"]) and _is_value(found["old"]):
        made = reading.statement("", OPEN, found.span("new"), "", first=0, confidence=SURE)
        yield replace(made, instead_of=found["old"])
        return
    surely = _SURELY_MARKED.match(text)
    new = _ALONE.match(text, surely.end()) if surely else None
    if new is not None and _is_value(new["new"]):
        yield reading.statement("", OPEN, new.span("new"), "", first=0, confidence=SURE)


def _is_value(words: str) -> bool:
    meant = says_something(words) and not _JUDGING.match(words)
    return meant and len(words.split()) < 7 and not _SENTENCE.search(words)
