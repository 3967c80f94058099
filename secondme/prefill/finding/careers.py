"""Careers: the jobs and the studies of a CV, each with its days, the last one first. Pure.

"2019-2022 Software engineer at Acme", "### Acme GmbH, Berlin (03/2019 - 05/2022)", rows of a table, in
seven languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from secondme.prefill.candidate import Proof
from secondme.prefill.finding.days import Stretch, stretch_in, time_in, written
from secondme.prefill.finding.labels import words_in
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.passages import Said

Field = Literal["job", "study"]
JOB_HEADS = frozenset(
    """
    experience employment work career jobs job berufserfahrung werdegang arbeit beruflicher berufliche
    emplois experiences professionnelle professionnel parcours experiencia laboral profesional empleos
    esperienza esperienze lavorativa professionale lavori experiencia profissional empregos werkervaring
    loopbaan banen positions stellen
    """.split()  # noqa: SIM905
)
STUDY_HEADS = frozenset(
    """
    education studies school schooling university degrees ausbildung bildung studium schule schulbildung
    bildungsweg formation etudes diplomes educacion estudios formacion istruzione studi formazione formacao
    educacao estudos opleiding opleidingen onderwijs studie
    """.split()  # noqa: SIM905
)
ATTRIBUTES = {
    "employer": "job",
    "occupation": "job",
    "school": "study",
    "degree": "study",
    "field of study": "study",
}
_AT = re.compile(
    r"\s+(?:at|@|for|with|bei(?: der| dem)?|beim|für|chez|à l['\u2019]|à la|à|presso|alla|bij|na|no|en(?= "
    r"[A-Z]))\s+"
)
SURE = 0.85
"""From here on it is sure which part of a line is the firm and which the job."""
LONGEST_BESIDE = 120
_STRONG = re.compile(r"\s*[|\u2013\u2014\u00b7;\n]\s*|\s+-\s+")
_MARKS = re.compile(r"\s*[,|\u2013\u2014\u00b7;]\s*|\s+-\s+")
_EDGES = " ,;:|()[]*_\u2013\u2014-\u00b7\t"
_FIRM = re.compile(
    r"\b(?:GmbH|AG|KG|SE|Ltd|Limited|LLC|LLP|Inc|Corp|PLC|plc|S\.?A\.?|S\.?L\.?|S\.?p\.?A|S\.?r\.?l|B\.?V|"
    r"N\.?V|Lda|SAS|SARL|Co|"
    r"Group|Bank|Hospital|Clinic|Klinik|Charité|School|Schule|University|Council|Institute|Institut|Museum|"
    r"Studio|Studios|"
    r"Labs?|Systems|Software|Consulting|Partners|Hotel|Restaurant|Bakery|Bäckerei|Ministry|Verlag|Press|"
    r"Agency|Agentur|"
    r"Hôpital|Agence|Mairie|Ayuntamiento|Ospedale|Câmara|Stichting|Gemeente|Ziekenhuis)\b"
)
_SCHOOL = re.compile(
    r"(?i)\b(?:\w*universi\w+|uni\b|\w*hochschule|college|\w*school|\w*gymnasium|\w*schule|lyc[ée]e|école|"
    r"ecole|escuela|"
    r"instituto?|institute|liceo|scuola|politecnico|escola|faculdade|academy|akademie|académie|academia|"
    r"polytechni\w+|TU \w+|"
    r"ETH|MIT|LMU|UCL|LSE)\b"
)
_DEGREE = re.compile(
    r"(?i)\b(?:b\.?a\.?|b\.?sc\.?|m\.?a\.?|m\.?sc\.?|mba|ph\.?d\.?|bachelor\w*|master\w*|magister|diplom\w*|"
    r"abitur|matura|licen\w+|"
    r"grado|laurea\w*|doctor\w*|promotion|baccalaur\w+|bac\b|diplôme|a-levels|a levels|gcse\w*|"
    r"apprenticeship|staatsexamen|"
    r"mestrado|maestría|m[áa]ster)\b"
)
_SUBJECT = re.compile(r"\s+(?:in|of|en|di|em|de)\s+(?=[A-ZÀ-Þ])")
_ROLE = re.compile(
    r"(?i)\b(?:\w*engineer|\w*developer|\w*manager\w*|\w*nurse|\w*teacher|\w*assistant\w*|\w*designer\w*|"
    r"\w*analyst\w*|\w*entwickler\w*|"
    r"\w*ingenieur\w*|\w*lehrer\w*|\w*leiter\w*|\w*krankenpfleger\w*|\w*berater\w*|consultant\w*|"
    r"architekt\w*|architect\w*|"
    r"ingénieure?|infirmiè?re?|professeure?|développeu\w+|chef\w*|cook|baker|bäcker\w*|journalist\w*|"
    r"redakteur\w*|editor\w*|"
    r"ingenier[oa]|enfermer[oa]|profesora?|desarrollador\w*|director\w*|ingegnere|infermier[ea]|insegnante|"
    r"sviluppat\w+|"
    r"engenheir[oa]|enfermeir[oa]|professora?|programador\w*|intern|praktikant\w*|trainee|clerk|accountant|"
    r"buchhalter\w*|"
    r"verpleegkundige|leraar|ontwikkelaar|head of \w+|lead|officer|researcher|scientist|librarian|"
    r"translator|übersetzer\w*|"
    r"traduct\w+|photographer|fotograf\w*|waiter|waitress|kellner\w*|barista|driver|fahrer\w*|seller|"
    r"verkäufer\w*|vendeu\w+)\b"
)


@dataclass(frozen=True, slots=True)
class Post:
    """A job or a course of studies. values: by attribute ("employer", "occupation", "degree"). begins,
    ends: as a candidate has them; `ends` is empty where it goes on."""

    field: Field
    values: tuple[tuple[str, str], ...]
    first: date | None
    last: date | None
    begins: str
    ends: str
    proof: Proof
    sure: float = 0.9

    def noted(self, attribute: str) -> Noted | None:
        """What it says of an attribute; None where it does not."""
        edge = {
            **dict.fromkeys(("start date", "study start"), self.begins),
            **dict.fromkeys(("end date", "study end"), self.ends),
        }
        value = edge.get(attribute) if attribute in edge else dict(self.values).get(attribute)
        if not value:
            return None
        return Noted(value, self.proof, self.sure, False, self.first, self.last, (self.proof.passage, 0))


def posts_in(said: Said) -> Iterator[Post]:
    """The jobs and studies that a passage below such a heading lists, or that its heading is one of."""
    trail = said.heading.split(" > ")
    field = next(
        (one for head in [*reversed(trail), said.title] if (one := field_of(head)) is not None), None
    )
    if field is None:
        return
    if (head := trail[-1]) and field_of(head) is None and _time(field, head) is not None:
        yield from _post(field, head, said, 0, len(said.text), said.text.split("\n")[0])
        return
    for first, last in _blocks(said.text):
        lines = said.text[first:last].split("\n")
        dated = [line for line in lines if _time(field, line) is not None]
        if len(dated) == 1:
            yield from _post(field, dated[0], said, first, last, _beside(lines, dated[0]))
            continue
        start = first
        for place, line in enumerate(lines):
            if line in dated:
                below = lines[place + 1] if place + 1 < len(lines) and lines[place + 1] not in dated else ""
                yield from _post(field, line, said, start, start + len(line), below)
            start += len(line) + 1


def _time(field: Field, line: str) -> Stretch | None:
    """The time that a line gives; of studies one day is when they ended."""
    if (stretch := stretch_in(line)) is not None:
        return stretch
    day = time_in(line) if field == "study" else None
    if day is None:
        return None
    return Stretch(None, day.last, day.start, day.end, ends=line[day.start : day.end])


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of lines between blank ones."""
    start = 0
    for end in [*(match.span() for match in re.finditer(r"\n\s*\n", text)), (len(text), len(text))]:
        yield start, end[0]
        start = end[1]


def _beside(lines: Sequence[str], dated: str) -> str:
    """The first of the other lines of a block, or the two before the one with the days."""
    at = lines.index(dated)
    return "\n".join(lines[max(0, at - 2) : at] if at else lines[1:2])


def field_of(head: str) -> Field | None:
    """What a heading is about: jobs, studies, or neither."""
    words = set(words_in(head))
    if words & STUDY_HEADS:
        return "study"
    return "job" if words & JOB_HEADS else None


def in_order(posts: Sequence[Post]) -> list[Post]:
    """The last one first: what goes on, then by when it ended, and began; each once."""
    latest = sorted(posts, key=lambda one: (one.last or date.max, one.first or date.min), reverse=True)
    once = {(one.values, one.begins): one for one in reversed(latest)}
    return [one for one in latest if once[(one.values, one.begins)] is one]


def _post(field: Field, line: str, said: Said, first: int, last: int, beside: str) -> Iterator[Post]:
    """A job or a course by the line with its days, and by what stands beside it as far as that says too
    little.
    """
    stretch = _time(field, line)
    if stretch is None:
        return
    rest = f"{line[: stretch.start]} | {line[stretch.end :]}"
    values, sure = _values(field, rest)
    if len(beside) < LONGEST_BESIDE and (len(values) < 2 or sure < SURE):
        more, sure_too = _values(field, f"{beside} | {rest}" if rest.strip(_EDGES) else beside)
        values, sure = (more, sure_too) if len(more) >= len(values) else (values, sure)
    if values:
        yield replace(_dated(field, tuple(values), stretch, said.proof(first, last)), sure=sure)


def _dated(field: Field, values: tuple[tuple[str, str], ...], stretch: Stretch, proof: Proof) -> Post:
    begins, ends = (written(edge) if edge else "" for edge in (stretch.begins, stretch.ends))
    return Post(field, values, stretch.first, stretch.last, begins, ends, proof)


def _values(field: Field, text: str) -> tuple[list[tuple[str, str]], float]:
    """What a line says beside its days, and how sure it is which part is what."""
    text = re.sub(r"^\s*(?:[-*+\u2022#>|]+\s*)+", "", re.sub(r"[*_`]{1,2}", "", text)).strip(_EDGES)
    return _study(text) if field == "study" else _job(text)


def _job(text: str) -> tuple[list[tuple[str, str]], float]:
    at = _AT.search(text)
    if at is not None:
        role, firm = (_parts(side) for side in (text[: at.start()], text[at.end() :]))
        if role and firm:
            return [("occupation", role[-1]), ("employer", firm[0])], 0.92
    segments = [parts for one in _STRONG.split(text) if (parts := _parts(one))]
    parts = [part for segment in segments for part in segment]
    firms = [one for one in parts if _FIRM.search(one)]
    roles = [one for one in parts if _ROLE.search(one) and one not in firms]
    if firms and roles:
        return [("occupation", roles[0]), ("employer", firms[0])], 0.92
    known = (firms or roles)[:1]
    others = [segment[0] for segment in segments if known and known[0] not in segment]
    if not others and len(segments) == 1 and roles:
        others = [one for one in parts if one not in roles]
    what, other = ("employer", "occupation") if firms else ("occupation", "employer")
    if known and others:
        return [(what, known[0]), (other, others[0])], 0.85
    if known:
        return [(what, known[0])], 0.8
    if len(segments) >= 2:
        return [("employer", segments[0][0]), ("occupation", segments[1][0])], 0.5
    return ([("employer", parts[0])], 0.6) if parts else ([], 0.0)


def _study(text: str) -> tuple[list[tuple[str, str]], float]:
    parts = _parts(_AT.sub(" | ", text))
    schools = [one for one in parts if _SCHOOL.search(one)]
    degrees = [one for one in parts if _DEGREE.search(one) and one not in schools]
    found: list[tuple[str, str]] = [("school", schools[0])] if schools else []
    if degrees:
        subject = _SUBJECT.search(degrees[0])
        rest = [one for one in parts if one not in schools and one != degrees[0]]
        found.append(("degree", degrees[0]))
        if subject is not None:
            found.append(("field of study", degrees[0][subject.end() :]))
        elif rest and schools:
            found.append(("field of study", rest[0]))
    return found, 0.9


def _parts(text: str) -> list[str]:
    return [
        part for one in _MARKS.split(text) if (part := one.strip(_EDGES)) and re.search(r"[^\W\d_]{2}", part)
    ]
