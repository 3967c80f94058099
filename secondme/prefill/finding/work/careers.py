"""Careers: the jobs and the studies of a CV, each with its days, the last one first. Pure.

"2019-2022 Software engineer at Acme", "### Acme GmbH, Berlin (03/2019 - 05/2022)", rows of a table, in
seven languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from secondme.prefill.candidate import Proof
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.days import Stretch, stretch_in, time_in, written
from secondme.prefill.finding.notes.labels import is_neutral, words_in
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.telegrams.lexicon import pattern
from secondme.prefill.finding.work.rows import Row, rows_in
from secondme.prefill.finding.work.values import EDGES, Field, is_in_turn, parts_of, values_of
from secondme.prefill.finding.work.words import DEGREE, FIRM, JOB_HEADS, ROLE, SCHOOL, STUDY_HEADS

ATTRIBUTES = {
    "employer": "job",
    "occupation": "job",
    "school": "study",
    "degree": "study",
    "field of study": "study",
}
SURE = 0.85
"""From here on it is sure which part of a line is the firm and which the job."""
LONGEST_BESIDE, LONGEST_HEAD = 120, 40
LONGEST_GAP = timedelta(days=400)
CV = frozenset("cv lebenslauf curriculum curriculo résumé resume vitae vita".split())  # noqa: SIM905
_FIRM_FIRST = re.compile(r"[\s*_+\u2022-]*[A-ZÀ-Þ][^.!?]{2,60}\.\s+(?P<next>[^.,;]{3,40})")
"""A firm, a full stop and then the job: "Acme, Porto. Data engineer, since ..."."""
_PROSE = re.compile(
    r"[\w)][.!] +[A-ZÀ-Þ]\S+ [^\W\d]{1,12} [^\W\d]|"
    r"\w{3}[.!] +[a-zß-ÿ]{4,} [^\W\d]{1,12} [^\W\d]"
)
"""Where a sentence goes on after another: no line of a list."""
_NO_WORK = re.compile(
    r"(?i)\b(?:unemployed|out of work|gap year|parental leave|arbeitslos\w*|arbeitssuchend|elternzeit|"
    r"chômage|congé parental|"
    r"paro|desempleo|disoccupat\w+|desempreg\w+|werkloos|sabbati\w+|"
    r"(?:i|we|ich|wir|ik|wij) (?:live|lived|wohne|wohnen|wohnte|woon|wonen|woonde)|"
    r"(?:j['\u2019]|nous |on )(?:habite|habitons|habitais)|"
    r"vivo|vivimos|vivía|abito|abitiamo|abitavo|moro|moramos|morava)\b"
)
_TOWN = re.compile(r"\s*\([A-ZÀ-Þ][\w' -]{2,30}\)\s*$")
_SHORT_FORM = re.compile(r"\s*\([A-Z][A-Za-z]{1,7}\)\s*$")
"""The short form behind a school's name: "(UFPE)"."""
_SAME_WORK = re.compile(rf"\s*\((?:{ROLE.pattern.removeprefix('(?i)')})\)\s*$", re.IGNORECASE)
"""The same work in another language: "developer (programador)"."""
_BULLET = re.compile(r"\s*[-+*\u2022] ")


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


def is_after_a_gap(one: Post, posts: Sequence[Post], as_of: date) -> bool:
    """Whether nothing is known of a year and more between the end of a job and the next one.

    Then the list has another, which was not understood.
    """
    if one.last is None or one.field != "job":
        return False
    begun = one.first or one.last
    later = [post.first for post in posts if post.first is not None and post.first > begun]
    return min(later, default=as_of) - one.last > LONGEST_GAP


def posts_in(said: Said) -> Iterator[Post]:
    """The jobs and studies that a passage below such a heading lists, or that its heading is one of."""
    trail = said.heading.split(" > ")
    field = next(
        (one for head in [*reversed(trail), said.title] if (one := field_of(head)) is not None), None
    )
    head = trail[-1] if field_of(trail[-1]) is None and len(trail) > 1 else ""
    if field is not None and head and _time(field, head) is not None:
        yield from _post(field, head, said, 0, len(said.text), said.text.split("\n")[0])
        return
    for row in rows_in(said.text):
        if field is not None:
            yield from _of_row(field, row, said)
        elif is_cv(said):
            kind: Field = "study" if is_of_studies(" ".join((row.role, *row.rest))) else "job"
            yield from _of_row(kind, row, said)
    for part, first, last in _sections(field, said.text):
        yield from _in_blocks(part, said, first, last, head)


def is_cv(said: Said) -> bool:
    """Whether a passage stands in a CV, by its headings or its title."""
    return not CV.isdisjoint((*words_in(said.heading), *words_in(said.title)))


def is_of_studies(text: str) -> bool:
    """Whether a line names a degree or a school, and no work."""
    return bool(DEGREE.search(text) or SCHOOL.search(text)) and not ROLE.search(text)


def _sections(field: Field | None, text: str) -> Iterator[tuple[Field, int, int]]:
    """The stretches of a text below short lines that head jobs or studies; all of it where none does."""
    start, over, at = 0, field, 0
    for line in text.split("\n"):
        bare = line.strip(" :*#_")
        is_head = 0 < len(bare) <= LONGEST_HEAD and not re.search(r"[\d|,]", bare) and _is_a_head(line, bare)
        if is_head and (named := field_of(bare) or ("" if bare.isupper() else None)) is not None:
            if over:
                yield over, start, at
            start, over = at + len(line) + 1, named or None
        at += len(line) + 1
    if over:
        yield over, start, len(text)


def _is_a_head(line: str, bare: str) -> bool:
    return bare.isupper() or line.rstrip().endswith(":") or line.strip().startswith("**")


def _in_blocks(field: Field, said: Said, start: int, end: int, head: str) -> Iterator[Post]:
    over, is_heading = head, bool(head)
    for first, last in _blocks(said.text[start:end]):
        first, last = first + start, last + start
        lines = said.text[first:last].split("\n")
        lines = [line for line in lines if line.strip() and not line.startswith("|")]
        dated = [line for line in lines if _time(field, line) is not None]
        if not dated:
            over, is_heading = (_head(lines[0]), False) if lines and not is_heading else (over, is_heading)
            continue
        own = _head(lines[0]) if lines[0] not in dated else ""
        listed = all(_BULLET.match(line) for line in dated)
        if field == "job" and ((own and listed) or (over and (listed or is_heading))):
            yield from _below(own or over, lines, dated, said, first)
        elif len(dated) == 1:
            yield from _post(field, dated[0], said, first, last, _beside(lines, dated[0]))
        else:
            yield from _each(field, lines, dated, said, first)
        over = over if listed or is_heading else ""


def _each(field: Field, lines: Sequence[str], dated: Sequence[str], said: Said, start: int) -> Iterator[Post]:
    """The dated lines of a block, each a job or a course with the line below it."""
    for place, line in enumerate(lines):
        if line in dated:
            below = lines[place + 1] if place + 1 < len(lines) and lines[place + 1] not in dated else ""
            yield from _post(field, line, said, start, start + len(line), below)
        start += len(line) + 1


def _head(line: str) -> str:
    """The firm that a line without a time names, above those with the jobs there; empty where it is none."""
    bare = re.sub(r"[*_`#]", "", line).strip(" :")
    is_short = 0 < len(bare) <= LONGEST_BESIDE and not bare.endswith(".")
    is_told = line.rstrip().endswith(":") and not FIRM.search(bare)
    names = (
        is_short and not is_told and bare[:1].isupper() and not is_neutral(bare) and field_of(bare) is None
    )
    return bare if names and not _BULLET.match(line) else ""


def _below(over: str, lines: Sequence[str], dated: Sequence[str], said: Said, start: int) -> Iterator[Post]:
    """The jobs of a firm, each a line with its time, below the line with its name."""
    for line in lines:
        if line in dated and (stretch := _time("job", line)) is not None:
            own, _ = values_of("job", f"{line[: stretch.start]} | {line[stretch.end :]}")
            role = dict(own).get("occupation") or next((value for _, value in own), "")
            names = parts_of(over)
            if names and role and (FIRM.search(over) or not ROLE.search(over)) and not FIRM.search(role):
                values = (("occupation", role), ("employer", names[0]))
                yield dated_post("job", values, stretch, said.proof(start, start + len(line)))
            else:
                yield from _post("job", line, said, start, start + len(line), over)
        start += len(line) + 1


def _of_row(field: Field, row: Row, said: Said) -> Iterator[Post]:
    """The job or the course in a row of a table, by the heads of its columns where they tell."""
    stretch = _time(field, row.time)
    if stretch is None:
        return
    proof = said.proof(row.first, row.last)
    if field == "job" and row.firm and row.role:
        values = (("occupation", parts_of(row.role)[0]), ("employer", parts_of(row.firm)[0]))
        yield dated_post("job", values, stretch, proof)
    elif values_too := values_of(field, " | ".join(row.rest)):
        found, sure = values_too
        if found:
            yield replace(dated_post(field, tuple(found), stretch, proof), sure=sure)


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
    return "\n".join(lines[max(0, at - 2) : at] if at else lines[1:3])


def field_of(head: str) -> Field | None:
    """What a heading is about: jobs, studies, or neither."""
    words = set(words_in(head))
    if words & STUDY_HEADS:
        return "study"
    return "job" if words & JOB_HEADS else None


def employments(posts: Sequence[Post]) -> list[Post]:
    """The jobs with those at one firm that follow each other as one: it is the last of them, and began with
    the first.
    """
    found: list[Post] = []
    for post in posts:
        firm, last = dict(post.values).get("employer"), found[-1] if found else None
        if last is None or not firm or firm != dict(last.values).get("employer"):
            found.append(post)
        elif last.first is None or (post.first is not None and post.first < last.first):
            found[-1] = replace(last, first=post.first, begins=post.begins)
    return found


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
    if stretch is None or (
        field == "job"
        and (
            (_PROSE.search(line) and not (_names_firm_first(line) or is_in_turn(line, stretch)))
            or _NO_WORK.search(line)
            or pattern("came to nothing").search(line)
        )
    ):
        return
    line, stretch = _to_the_day(line, stretch)
    rest = f"{line[: stretch.start]} | {line[stretch.end :]}"
    values, sure = values_of(field, rest)
    if len(beside) < LONGEST_BESIDE and (len(values) < 2 or sure < SURE):
        more, sure_too = values_of(field, f"{beside} | {rest}" if rest.strip(EDGES) else beside)
        values, sure = (more, sure_too) if len(more) >= len(values) else (values, sure)
    if values:
        yield replace(dated_post(field, tuple(values), stretch, said.proof(first, last)), sure=sure)


def _names_firm_first(line: str) -> bool:
    named = _FIRM_FIRST.match(line)
    return named is not None and ROLE.search(named["next"]) is not None


def _to_the_day(line: str, stretch: Stretch) -> tuple[str, Stretch]:
    """The line with its time once: "2005-2017 cook, Acme, from 15/09/2005 to 31/01/2017" says it twice."""
    other = stretch_in(line[stretch.end :])
    if other is None or not (other.first and other.last and stretch.first and stretch.last):
        return line, stretch
    if not (stretch.first <= other.first and other.last <= stretch.last):
        return line, stretch
    start, end = other.start + stretch.end, other.end + stretch.end
    bare = line[: stretch.start] + " " * (stretch.end - stretch.start) + line[stretch.end :]
    bare = re.sub(r"(?:\b(?:from|von|du|del|dal|de|van)\s+)?$", "", bare[:start]).ljust(start) + bare[start:]
    return bare, replace(other, start=start, end=end)


def dated_post(field: Field, values: tuple[tuple[str, str], ...], stretch: Stretch, proof: Proof) -> Post:
    """A job or a course with the edges of its time as a candidate has them."""
    begins, ends = (written(edge) if edge else "" for edge in (stretch.begins, stretch.ends))
    asides = {"employer": _TOWN, "school": _SHORT_FORM, "occupation": _SAME_WORK}
    values = tuple((name, asides[name].sub("", value) if name in asides else value) for name, value in values)
    return Post(field, values, stretch.first, stretch.last, begins, ends, proof)
