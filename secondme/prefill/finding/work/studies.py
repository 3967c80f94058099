"""Studies told outside a CV: "City and Guilds in catering, Hull College, 1977 to 1979", "Aan de Hogeschool
Windesheim heb ik van 2007 tot 2011 Logistics gestudeerd", in seven languages. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from secondme.prefill.candidate import Proof
from secondme.prefill.finding.notes.days import Stretch, stretch_in, time_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.telegrams.clauses import rows_of, sentences_of
from secondme.prefill.finding.telegrams.lexicon import pattern
from secondme.prefill.finding.work.careers import Post, dated_post
from secondme.prefill.finding.work.values import study_in
from secondme.prefill.finding.work.words import DEGREE, ROLE, SCHOOL

LONGEST_LINE = 120
SURE = 0.8
_WORD = r"[A-ZÀ-Þ][\w'\u2019-]+"
_AT_SCHOOL = re.compile(
    rf"(?P<school>(?:{_WORD} ){{0,3}}(?:IFAS|IFSI|IUT|IES|(?i:universi\w+|\w*hochschule|hogeschool|"
    rf"college|instituto?|institut|"
    rf"[ée]cole|escuela|escola|scuola|faculdade|facultad|politecnico|lyc[ée]e|liceo))"
    rf"(?: (?:(?:de|of|di|do|da|del|degli|van|la|für) )*{_WORD}){{0,4}})"
)
_STUDIED = re.compile(
    r"(?i)\b(?:stud(?:y|ied|ies|iert\w*|eerde|eren)|gestudeerd|étudi\w+|estudi\w+|studia\w*|titulaire|degree|diplom\w*|"
    r"graduat\w+|laurea\w*|formei|licenci\w+|abschluss|abgeschlossen)\b"
)
_SUBJECT_BEFORE = re.compile(rf"(?P<subject>{_WORD}(?: {_WORD}){{0,3}}) (?:gestudeerd|studiert|studieren)\b")
_SUBJECT_BEHIND = re.compile(
    rf"\b(?i:studied|studying|étudié|estudié|studiato|estudei|studeerde|"
    rf"studierte(?: ich)?) (?P<subject>{_WORD}(?: {_WORD}){{0,3}})"
)
_ENDED = re.compile(
    r"(?i)\b(?:finished|completed|graduated|abgeschlossen|beendet|fini|terminé|diplômée?|acabé|terminé|finito|"
    r"terminato|laureat[oa]|acabei|terminei|concluí|afgerond|afgestudeerd)(?: (?:in|im|en|em|nel|"
    r"à))? (?=\w*\d)"
)
_DEGREE_NAMED = re.compile(
    r"(?i)\b(?P<degree>(?:diplôme|diploma|diplom|licence|licenciatura|laurea|grado|título|titolo)\b[^,.;()\d]{3,50}?)"
    r"(?= (?:obtenu\w*|awarded|obtained|erworben|obtenid\w+|conseguid\w+|ottenut\w+|conseguit\w+|"
    r"obtid\w+|behaald|in \d|en \d)|[,.;(])"
)


def told_studies(said: Said) -> Iterator[Post]:
    """The courses of studies that lines and sentences tell, each with its time."""
    for row in rows_of(said.text):
        found = False
        for post in _of_line(row.text, said.proof(row.first, row.last)):
            found = True
            yield post
        for sentence in () if found else sentences_of(row.text):
            yield from _of_sentence(sentence, said.proof(row.first, row.last))


def _of_line(text: str, proof: Proof) -> Iterator[Post]:
    """ "DEGREE in SUBJECT, SCHOOL, FROM to UNTIL", and nothing else."""
    stretch = stretch_in(text)
    if stretch is None or len(text) > LONGEST_LINE or not _is_of_studies(text) or ROLE.search(text):
        return
    rest = f"{text[: stretch.start]} | {text[stretch.end :]}"
    values = study_in(rest)
    if {"school", "degree"} <= dict(values).keys() and not _STUDIED.search(re.sub(DEGREE, "", text)):
        yield _post(values, stretch, proof)


def _of_sentence(text: str, proof: Proof) -> Iterator[Post]:
    stretch = stretch_in(text) or _ended(text)
    if stretch is None or not _STUDIED.search(text) or not _is_of_studies(text):
        return
    school = _AT_SCHOOL.search(text)
    if school is None:
        return
    subject = _SUBJECT_BEFORE.search(text) or _SUBJECT_BEHIND.search(text)
    named, degree = _DEGREE_NAMED.search(text), DEGREE.search(text)
    values = [("school", school["school"])]
    if named or degree:
        values.append(("degree", named["degree"] if named else degree[0] if degree else ""))
    if subject:
        values.append(("field of study", subject["subject"]))
    yield _post(values, stretch, proof)


def _ended(text: str) -> Stretch | None:
    """ "I finished in 1975": when studies ended that began nobody says when."""
    said = _ENDED.search(text)
    day = time_in(text[said.end() :]) if said else None
    if said is None or day is None or day.start > 1:
        return None
    first, last = said.end() + day.start, said.end() + day.end
    return Stretch(None, day.last, first, last, ends=text[first:last])


def _is_of_studies(text: str) -> bool:
    return bool(SCHOOL.search(text) or _AT_SCHOOL.search(text)) and not pattern("came to nothing").search(
        text
    )


def _post(values: list[tuple[str, str]], stretch: Stretch, proof: Proof) -> Post:
    return replace(dated_post("study", tuple(values), stretch, proof), sure=SURE)
