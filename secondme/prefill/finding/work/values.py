"""Career values: what a line of a CV says beside its days: the job and the firm, or the school and the
degree. Pure.
"""

from __future__ import annotations

import re
from typing import Literal

from secondme.prefill.finding.notes.days import Stretch
from secondme.prefill.finding.work.words import DEGREE, FIRM, ROLE, SCHOOL, SUBJECT

Field = Literal["job", "study"]
_AT = re.compile(
    r"\s+(?:at|@|for|with|bei(?: der| dem)?|beim|für|chez|à l['\u2019]|à la|à|presso|alla|bij|na|no|en(?= "
    r"[A-Z]))\s+"
)
_OWNS = re.compile(
    r"(?i:(?P<role>inhaber(?:in)?|geschäftsführer(?:in)?|leiter(?:in)?|owner|co-owner|director|manager|head|founder|"
    r"propietari[oa]|dueñ[oa]|titolare|direttore|direttrice|gérante?|patronne?|propriétaire|don[oa]|sóci[oa]|gerente|"
    r"eigena(?:ar|resse)) (?:der|des|von|of(?: the)?|de la|del|de l['\u2019]|des?|du|della|"
    r"dell['\u2019]|dello|di|da|do|"
    r"van(?: de| het)?)) ?(?P<firm>[A-ZÀ-Þ][^,;|\n]{2,50})"
)
"""Who owns or leads a firm: "Inhaberin der Bäckerei Roth", "titolare del Bar Sole"."""
_FIRM_THEN_ROLE = re.compile(
    r"(?P<firm>[A-ZÀ-Þ][^,;|\n]{2,60}?)(?:, (?P<town>[^.|\n]{2,40}))?[.,|]? (?P<mark>\|)\s*[.:]\s*"
    r"(?P<role>[A-ZÀ-Þ][^.,;()|\n]{2,50})"
)
"""A firm, its days, a full stop and then the job: "Acme Ltd, Leeds, May 2019 to now. Data engineer"."""
_ROLE_THEN_DAYS = re.compile(
    r"(?P<firm>[A-ZÀ-Þ][^,;|.\n]{2,60}?)(?:, (?P<town>[^.,|\n]{2,30}))?\.\s+"
    r"(?P<role>[A-ZÀ-Þ][^.,;()|\n]{2,50})\.\s*"
    r"(?:(?i:from|von|vom|del|dal|du|de|van)\s*)?\|"
)
MOST_OF_A_ROLE = 6
_CALLED_DEGREE = re.compile(
    r"(?i)\b(?:abschluss|degree|diplôme|título|titolo|grau|diploma): (?P<degree>[^,;|\n]{2,40})"
)
_DASH = r"\s+[\u2013\u2014-]\s+|(?<=[\d).])\s*[\u2013\u2014]\s*|\s*[\u2013\u2014]\s*(?=[\d(])"
"""A long dash divides beside a blank or a number: "Wisconsin\u2013Madison" is one name."""
_STRONG = re.compile(rf"\s*[|\u00b7;\n]\s*|{_DASH}")
_MARKS = re.compile(rf"\s*[,|\u00b7;]\s*|{_DASH}|\s*:\s+|(?<=[^\W\d_]{{3}})\.\s+(?=[A-ZÀ-Þ])|(?<=\))\.\s+")
_FORM_OF_A_FIRM = re.compile(
    r",(?= (?:Lda|Ltda?|Limited|Inc|LLC|LLP|GmbH|AG|S\.?[AL]\b|S\.?p\.?A|S\.?r\.?l|SARL|SAS|B\.?V)\b)"
)
"""The comma of "Ventus, Lda" divides nothing."""
EDGES = " ,;:|()[]*_\u2013\u2014-\u00b7\t"


def values_of(field: Field, text: str) -> tuple[list[tuple[str, str]], float]:
    """What a line says beside its days, and how sure it is which part is what."""
    text = re.sub(r"^\s*(?:[-*+\u2022#>|]+\s*)+", "", re.sub(r"[*_`]{1,2}", "", text))
    text = _FORM_OF_A_FIRM.sub("", re.sub(r"\(\s*\)", "", text))
    if field == "job" and (told := _in_turn(text.lstrip(EDGES))):
        return told, 0.9
    text = text.strip(EDGES)
    return _study(text) if field == "study" else _job(text)


def job_in(text: str) -> dict[str, str]:
    """Both of what somebody does and for whom, where a few words say both: "cook at Acme"; else nothing."""
    at = _AT.search(text)
    found, _ = _job(text) if at is not None and ROLE.search(text[: at.start()]) else ([], 0.0)
    return dict(found) if len(found) == 2 else {}


def is_in_turn(line: str, stretch: Stretch) -> bool:
    """Whether a line has a firm, then the days, then the job, or the job and then the days."""
    text = f"{line[: stretch.start]} | {line[stretch.end :]}"
    return bool(_in_turn(text.lstrip(f"#>*+\u2022{EDGES}")))


def _in_turn(text: str) -> list[tuple[str, str]]:
    """The firm and the job of a line that has them in this order, with a full stop between."""
    for shape in (_FIRM_THEN_ROLE, _ROLE_THEN_DAYS):
        found = shape.match(text)
        if (
            found is not None
            and ROLE.search(found["firm"]) is None
            and len(found["role"].split()) <= MOST_OF_A_ROLE
        ):
            return [("occupation", found["role"].strip()), ("employer", found["firm"].strip(EDGES))]
    return []


def _job(text: str) -> tuple[list[tuple[str, str]], float]:
    owns = _OWNS.search(text)
    if owns is not None:
        return [("occupation", owns["role"]), ("employer", owns["firm"].strip(EDGES))], 0.92
    at = _AT.search(text)
    if at is not None:
        role, firm = (parts_of(side) for side in (text[: at.start()], text[at.end() :]))
        if role and firm and (firm[0][:1].isupper() or firm[0][:1].isdigit()):
            return [("occupation", role[-1]), ("employer", firm[0])], 0.92
    segments = [parts for one in _STRONG.split(text) if (parts := parts_of(one))]
    parts = [part for segment in segments for part in segment]
    firms = [one for one in parts if FIRM.search(one)]
    roles = [one for one in parts if ROLE.search(one) and one not in firms]
    if firms and roles:
        return [("occupation", roles[0]), ("employer", firms[0])], 0.92
    known = (firms or roles)[:1]
    others = [segment[0] for segment in segments if known and known[0] not in segment]
    if roles and not any(one[:1].isupper() for one in others):
        beside = next(segment for segment in segments if roles[0] in segment)
        others = [one for one in beside if one not in roles] or others
    if firms and not others and parts[0] not in firms:
        others = parts[:1]
    what, other = ("employer", "occupation") if firms else ("occupation", "employer")
    if known and others and (firms or others[0][:1].isupper()):
        return [(what, known[0]), (other, others[0])], 0.85
    if known:
        return [(what, known[0])], 0.8
    if len(segments) >= 2 and segments[0][0][:1].isupper():
        return [("employer", segments[0][0]), ("occupation", segments[1][0])], 0.5
    return ([("employer", parts[0])], 0.6) if len(parts) == 1 else ([], 0.0)


def _unless_a_subject(at: re.Match[str]) -> str:
    """A bar for "at", but for the one before a subject: "Licenciatura en Química"."""
    before = re.split(r"[,;|\n]", at.string[: at.start()])[-1]
    return at[0] if at[0].strip() in ("en", "na", "no") and DEGREE.search(before) else " | "


def study_in(text: str) -> list[tuple[str, str]]:
    """School, degree and subject that a line names beside its days."""
    return values_of("study", text)[0]


def _study(text: str) -> tuple[list[tuple[str, str]], float]:
    told = _CALLED_DEGREE.search(text)
    if told is not None:
        text = text[: told.start()] + text[told.end() :]
    parts = [part for line in _AT.sub(_unless_a_subject, text).split("\n") for part in parts_of(line)]
    schools = [one for one in parts if SCHOOL.search(one)]
    degrees = [one for one in parts if DEGREE.search(one) and one not in schools]
    found: list[tuple[str, str]] = [("school", schools[0])] if schools else []
    if told is not None:
        found.append(("degree", told["degree"].strip()))
        found += [("field of study", degrees[0])] if degrees else []
    elif degrees:
        subject = SUBJECT.search(degrees[0])
        rest = [one for one in parts if one not in schools and one != degrees[0]]
        found.append(("degree", degrees[0]))
        if subject is not None:
            found.append(("field of study", degrees[0][subject.end() :]))
        elif rest and schools:
            found.append(("field of study", rest[0]))
    return found, 0.9


def parts_of(text: str) -> list[str]:
    return [part for one in _MARKS.split(text) if (part := _bare(one)) and re.search(r"[^\W\d_]{2}", part)]


def _bare(text: str) -> str:
    """Without marks at its edges; brackets stay that are around the last words of it."""
    bare = text.strip(EDGES)
    return f"{bare})" if bare.count("(") > bare.count(")") else bare
