"""Amending: what a sentence takes back or corrects of the one before it, in the same passage."""

from __future__ import annotations

import re
from dataclasses import replace

from secondme.memories.english.shapes import shape_like
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
