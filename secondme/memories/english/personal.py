"""Personal: the words of a clause as others tell them: "I'm flying to Oslo" is "Noor is flying to Oslo"."""

from __future__ import annotations

import re

from secondme.memories.english.voice import Voice

_BE = re.compile(r"(?:I|i|[Ww]e)(?:'m|m| am|'re| are)\b")
_HAVE = re.compile(r"(?:I|i|[Ww]e)(?:'ve got|'ve| have got| have)\b")
_WILL = re.compile(r"(?:I|i|[Ww]e)(?:'ll| will)\b")
_VERB = re.compile(r"(?:I|i|[Ww]e)(?P<often>(?: (?:now|also|only|then|just|still))*) (?P<verb>[a-z]+)\b")
_PAST = re.compile(r"\w+ed$|got$|bought$")


def by_whom(clause: str, voice: Voice) -> str:
    """The clause as it is told of who speaks; as it stands where that is the person."""
    if voice.me or not voice.speaker:
        return clause
    name = voice.speaker
    for pattern, verb in ((_BE, "is"), (_HAVE, "has"), (_WILL, "will")):
        if (found := pattern.match(clause)) is not None:
            return f"{name} {verb}{voice.told(clause[found.end() :])}"
    found = _VERB.match(clause)
    if found is None:
        return voice.told(clause)
    verb = found["verb"] if _PAST.match(found["verb"]) else _third(found["verb"])
    return f"{name}{found['often']} {verb}{voice.told(clause[found.end() :])}"


def _third(verb: str) -> str:
    """The form of a verb for "he" and "she"."""
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "ch", "sh", "o")) else f"{verb}s"
