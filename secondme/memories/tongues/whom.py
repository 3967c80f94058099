"""Whom a sentence speaks of: the speaker, "my sister Mira", "Mira", "she"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from secondme.memories.english.voice import Voice
from secondme.memories.tongues.matching import Matcher

_BEFORE = re.compile(
    r"(?:\b(?:von|vom|mit|bei|für|als|zu|zum|zur|oder|der|die|das|den|dem|ein|eine|einen|kein|keine|"
    r"de|du|des|avec|ou|chez|pour|par|le|la|les|un|une|à|au|el|los|las|una|con|o|para|por|del|al|a)|"
    r"\b[dl]')\s*$",
    re.IGNORECASE,
)
"""Before a name that is not the subject, or nobody's: "die Firma", "la sœur de Mira"."""


_CAPITAL = re.compile(r"[^\W\d_a-zà-ÿ][\w'-]*")
"""A word with a capital."""
_PARTICLE = re.compile(r"L[aeo]|De|Du|El|Los|Las")
"""Part of a name between others: "le docteur Le Goff"."""


@dataclass(frozen=True, slots=True)
class Whom:
    """The subject. relation, named: where "my sister Mira" tells who the sister is, at characters `at`."""

    subject: str
    relation: str = ""
    at: tuple[int, int] | None = None


def whom_of(
    match: re.Match[str], matcher: Matcher, voice: Voice, carried: str | None, *, is_object: bool = False
) -> Whom | None:
    """Whom a match is about; None where nobody can tell. carried: whom "she" means, if anybody.

    is_object: little words may stand before the name ("a Mira le gusta").
    """
    groups = match.groupdict()
    if groups.get("kin"):
        return _related(match, matcher, voice)
    if groups.get("home"):
        subject = voice.related(relation_of(matcher, match["home"]) or "", None)
        return Whom(subject) if subject else None
    if groups.get("who"):
        return _by_name(match, matcher, voice, is_object=is_object)
    if groups.get("they"):
        return Whom(carried) if carried else None
    return Whom(voice.name) if voice.name else None


def is_somebody(matcher: Matcher, text: str) -> bool:
    """Whether a text names somebody, and says nothing else."""
    match = matcher.pattern("{who}").fullmatch(text)
    if match is None:
        return False
    return not match["who"] or name_in(matcher, text, match.span("who")) == match.span("who")


def name_in(matcher: Matcher, text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """A name as far as it is one: without the words with a capital that end it; None where none is left."""
    no_name = matcher.pattern("(?:{no_names})")
    last = span[0]
    for word in _CAPITAL.finditer(text, *span):
        is_title = matcher.pattern("(?:{titles})").fullmatch(
            text, word.start(), min(word.end() + 1, len(text))
        )
        is_particle = word.start() > span[0] and word.end() < span[1] and _PARTICLE.fullmatch(word.group())
        if no_name.fullmatch(word.group()) and not (is_title or is_particle):
            break
        last = word.end()
    return (span[0], last) if last > span[0] else None


def _by_name(match: re.Match[str], matcher: Matcher, voice: Voice, *, is_object: bool) -> Whom | None:
    """Whom a name means, which may have a conjunction before it: "Wenn Mira", but no article."""
    text, (first, last) = match.string, match.span("who")
    no_name = matcher.pattern("(?:{no_names})")
    word = _CAPITAL.match(text, first, last)
    if word is not None and no_name.fullmatch(word.group()) and name_in(matcher, text, (first, last)) is None:
        first = word.end() + 1
    if not is_object and _BEFORE.search(text, 0, first):
        return None
    span = name_in(matcher, text, (first, last)) if first < last else None
    return Whom(voice.named(text[slice(*span)])) if span is not None and span[1] == last else None


def _related(match: re.Match[str], matcher: Matcher, voice: Voice) -> Whom | None:
    relation = relation_of(matcher, match["kin"])
    if relation is None or voice.name is None:
        return None
    if match["named"] and (span := name_in(matcher, match.string, match.span("named"))):
        return Whom(voice.named(match.string[slice(*span)]), relation, span)
    subject = voice.related(relation, None)
    return Whom(subject) if subject else None


def named_first(matcher: Matcher, text: str, voice: Voice) -> str | None:
    """Whom a sentence begins with, if it speaks of nobody else: "Mira hat angerufen."."""
    start = re.match(r"[\s>*•-]*", text)
    match = matcher.pattern(r"{who} (?-i:[a-zà-ÿ])").match(text, start.end() if start else 0)
    if match is None or match["they"]:
        return None
    others = matcher.pattern(r"(?<![\w'-])(?:{mine}) {before_kin}(?:{kin})\b").search(text, match.end())
    whom = whom_of(match, matcher, voice, None)
    return whom.subject if whom is not None and others is None else None


def relation_of(matcher: Matcher, word: str) -> str | None:
    """What a word for somebody is called in memories."""
    kin = matcher.grammar.kin
    found = kin.get(word.casefold())
    return found or next((kin[one] for one in kin if matcher.pattern(one).fullmatch(word)), None)
