"""Careers in sentences: "Since 1 June I work as a planner at Vechtstroom", in seven languages. Pure.

What somebody works as stands right before the firm, and the time beside both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from secondme.prefill.finding.notes.days import Stretch, stretch_in, times_in
from secondme.prefill.finding.notes.labels import words_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.telegrams.clauses import rows_of, sentences_of
from secondme.prefill.finding.telegrams.lexicon import pattern
from secondme.prefill.finding.work.careers import Post, dated_post, field_of
from secondme.prefill.finding.work.words import DEGREE, JOB_HEADS, SCHOOL
from secondme.prefill.finding.work.words import ROLE as WORK

BOSS = "boss"
"""A word for one may begin what somebody works as: "chef boulanger"."""
LONGEST_LINE, NEAR, SHORTEST = 170, 16, timedelta(days=60)
SURE, BY_ITSELF = 0.8, 0.75
"""How sure a job is that a sentence tells, and when one began by itself, in a note about work."""
_WORD = r"[A-ZÀ-Þ][\w&'\u2019.-]*"
_JOINED = r"(?: (?:(?:de|del|della|di|du|des|da|do|of|van|&|y|e|und|and) )?(?:" + _WORD + r"|&))"
_FIRM = re.compile(
    r"(?:(?<!\w)(?i:at|bei(?: der| dem)?|beim|chez|au|aux|en|presso|alla|al|bij|na|no|in|para a?)"
    r"(?: (?:the|la|el|het|de|der|den))? |(?i:à l['\u2019]|à la |all['\u2019]|dell['\u2019]|@ ?))"
    rf"(?P<firm>{_WORD}{_JOINED}{{0,5}})"
)
_AS = re.compile(
    r"(?i).*(?<!\w)(?:as an?|as|als|comme|como|come|en tant que|was|am|war|bin|ik|soy|sou|sono|suis|"
    r"étais|era|the|an?|el|la|un|una|une|il|lo|um|uma|de|een|ein|eine|den|resto|remain|ich)(?!\w)"
)
_ROLE = re.compile(r"[^\W\d_][\w'\u2019-]*(?: [^\W\d_][\w'\u2019().ª-]*){0,3}")
_WORKS = re.compile(
    r"(?i)\b(?:work|worked|working|works|job|employed|arbeite|gearbeitet|arbeitete|angestellt|tätig|travaill\w+|"
    r"employée?|trabaj\w+|emplead[oa]|lavor\w+|impiegat[oa]|trabalh\w+|werk|werkte|gewerkt|in dienst|"
    r"indefinido|unbefristet|CDI|CLT|contract|contrat\w*|contratto|contrato|vast)\b"
)
_BEGAN = re.compile(
    r"(?i)\b(?:started|began|joined|angefangen|begonnen|eingetreten|commencé|embauchée?|entrée?|empecé|entré|"
    r"entrat[oa]|assunt[oa]|iniziato|cominciato|comecei|entrei|begon)\b"
)
_HERE = re.compile(
    r"(?i)\b(?:there|here|j['\u2019]y|dort|hier|allí|aquí|lì|qui|dove|cá|lá|daar|er|started)\b"
)


_SAYERS = frozenset("i we ich wir je j nous on yo nosotros io noi eu nos ik wij".split())  # noqa: SIM905
"""Who says what follows: "wir wohnen" is nobody's work."""


def told_posts(said: Said) -> Iterator[Post]:
    """The jobs that a passage tells in sentences, each with its time."""
    about = _is_about_work(said)
    before = ""
    for text, first, last in _pieces(said.text):
        told_first, before = before, text
        stretch = _time_of_a_job(text)
        if stretch is None or pattern("came to nothing").search(text):
            continue
        stretch, values = _values(text, stretch)
        post = dated_post("job", values, stretch, said.proof(first, last))
        if len(values) == 2 and (about or _WORKS.search(text) or _is_long(stretch)):
            yield replace(post, sure=SURE)
        elif not values and about and stretch.last is None and _HERE.search(text):
            _, values = _values(told_first, Stretch(None, None, 0, 0)) if _BEGAN.search(text) else (None, ())
            post = dated_post("job", values, stretch, post.proof)
            yield replace(post, sure=BY_ITSELF)


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """The lines of a note that are short enough to tell of one job, and the sentences of the others."""
    for row in rows_of(text):
        if len(row.text) <= LONGEST_LINE and sum(1 for _ in times_in(row.text)) <= 2:
            yield row.text, row.first, row.last
        else:
            yield from ((one, row.first, row.last) for one in sentences_of(row.text))


def _time_of_a_job(text: str) -> Stretch | None:
    """From when to when, or the day on which one began and nothing says that it ended."""
    if (stretch := stretch_in(text)) is not None:
        return stretch
    for day in times_in(text):
        began = _BEGAN.search(text, 0, day.start)
        if began is not None and day.start - began.end() <= NEAR:
            return Stretch(day.first, None, began.start(), day.end, begins=text[day.start : day.end])
    return None


def _is_long(stretch: Stretch) -> bool:
    last = stretch.last or date.max
    return stretch.first is not None and last - stretch.first >= SHORTEST


def _is_about_work(said: Said) -> bool:
    heads = {*words_in(said.title), *words_in(said.heading)}
    return not heads.isdisjoint(JOB_HEADS) or field_of(said.title) == "job"


def _values(sentence: str, first: Stretch) -> tuple[Stretch, tuple[tuple[str, str], ...]]:
    """What somebody works as, and where, with the time that stands nearest to it."""
    times = [first, *_later(sentence, first)]
    bare = sentence
    for one in times:
        bare = bare[: one.start] + " " * (one.end - one.start) + bare[one.end :]
    for match in _FIRM.finditer(bare):
        firm = match["firm"]
        firm = firm if firm.endswith((".L.", ".A.")) else firm.rstrip(".")
        role = _role(bare[: match.start()])
        is_school = SCHOOL.search(firm) and not _WORKS.search(bare)
        if role and not DEGREE.search(role) and not is_school:
            nearest = min(times, key=lambda one: max(one.start - match.end(), match.start() - one.end))
            return nearest, (("occupation", role), ("employer", firm))
    return first, ()


def _later(sentence: str, first: Stretch) -> Iterator[Stretch]:
    at = first.end
    while (one := stretch_in(sentence[at:])) is not None:
        yield replace(one, start=one.start + at, end=one.end + at)
        at += one.end


def _role(before: str) -> str:
    """The last words before the firm, without what leads up to them; empty where they are no work."""
    clause = re.split(r"[,;:(]|\s{2,}|\s[\u2013\u2014-]\s", before.rstrip())[-1].strip()
    led = _AS.match(clause + " ")
    bare = clause[led.end() :].strip() if led else clause
    work = WORK.search(clause)  # "maestra de primaria": what joins two words of a job leads up to nothing.
    bare = clause[work.start() :] if led and work and work.start() < led.end() < len(clause) else bare
    words = words_in(bare)
    if not _SAYERS.isdisjoint(words):
        return ""
    is_role = (
        _ROLE.fullmatch(bare)
        and 1 <= len(words) <= 4
        and not any(RELATIONS.get(word, BOSS) not in (BOSS, "school") for word in words)
    )
    return bare if is_role and not pattern("negations").search(bare) and not _WORKS.fullmatch(bare) else ""
