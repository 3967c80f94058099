"""Person lines: a line with the person's name and a day of birth, as lists and registers have it. Pure.

"Berg, Jonas Emil  *03.02.1988 Husum  m / led.", "me: clare ann poole, b. whitby 12/04/1971": whose it is
tells the name, what it is the day, and around the day stand the place, the sex and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from secondme.people.names import plain_name
from secondme.prefill.countries import country_of
from secondme.prefill.finding.noted import Noted
from secondme.prefill.finding.notes.days import full_day
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.relations import RELATIONS, SEXES
from secondme.recall.time_tokens import fold

_BORN = re.compile(
    r"(?i)(?:\*|\b(?:born|b\.|d\.?o\.?b\.?|geb(?:oren|\.)?|n[ée]e?|nacid[oa]|nac\.?|nat[oa]|n\.|"
    r"nascid[oa]|nasc\.?|g[ée]boren)"
    r"(?![\w]))[^\w*]{0,3}"
)
_PLACE = r"(?:[A-ZÀ-Þa-zß-ÿ][\w'\u2019-]*)(?: (?:de |la |am |an der )?[A-ZÀ-Þa-zß-ÿ][\w'\u2019-]*){0,2}"
_BEFORE = re.compile(
    rf"^(?:in |à |en |a |ad |em |te )?(?P<place>{_PLACE})(?: on| le| el| il| am| em| op|,)? ?$"
)
_BEHIND = re.compile(
    r"^,? ?(?:(?:in|à|en|a|ad|em|te) )?(?P<place>[A-ZÀ-Þ][\w'\u2019-]*(?: (?:(?:de|del|la|am|"
    r"an der) )?[A-ZÀ-Þ][\w'\u2019-]*){0,2})"
    r"(?= *(?:$|[,;/|(.]|\s{2,}))"
)
_LETTER = re.compile(r"(?<![\w.'\u2019])(?P<letter>[mwfhvMWFHV])(?![\w'\u2019.])")
_SEX = {"m": "male", "h": "male", "w": "female", "f": "female", "v": "female"}
_MARITAL = re.compile(
    r"(?i)(?<!\w)(?P<status>led\.|verh\.|gesch\.|verw\.|ledig|verheiratet|geschieden|verwitwet|single|"
    r"married|divorced|widow(?:ed|er)?|"
    r"célibataire|mariée?|divorcée?|veuve?|solter[oa]|casad[oa]|divorciad[oa]|viud[oa]|celibe|nubile|"
    r"coniugat[oa]|sposat[oa]|vedov[oa]|"
    r"solteir[oa]|divorciad[oa]|viúv[oa]|ongehuwd|gehuwd|gescheiden)(?!\w)"
)
_SMALL = frozenset("the der die das den dem les los las het und and".split())  # noqa: SIM905
_SHORT = {
    "dt": "deutsch",
    "österr": "österreichisch",
    "schweiz": "schweizerisch",
    "brit": "British",
    "franç": "français",
    "ital": "italiana",
    "esp": "española",
}
_SIGNED = re.compile(
    r"(?i)(?:(?:love|lots of love|all my love|alles liebe|bussi|gros bisous|bisous|je t['\u2019]embrasse|"
    r"besos|un beso|un abrazo|te quiere|baci|un bacio|"
    r"un abbraccio|beijos|beijinhos|liefs|kusjes),? ?)?(?:(?:your|deine?|euer|eure|ta|ton|votre|tu|la tua|"
    r"il tuo|tua|tuo|a tua|o teu|tua|teu|je|jouw) )?"
    r"(?P<kin>[^\W\d_]+)[ ,.!xX*\u2764\ufe0f-]{0,8}"
)
LAST_ROWS = 4
IN_A_LINE, BESIDE_IT = 0.9, 0.85
LONGEST, YOUNGEST, OLDEST = 160, 12, 115
"""Characters of such a line; years of those who fill in forms."""


def is_of_age(day: str, as_of: date) -> bool:
    """Whether somebody born on that day (ISO 8601) may be filling in forms."""
    return YOUNGEST <= as_of.year - int(day[:4]) <= OLDEST


def person_lines(said: Said, circle: Circle, attribute: str) -> Iterator[Noted]:
    """What lines with the person's name and birth say of an attribute."""
    if attribute not in ("birthday", "birthplace", "sex", "marital status", "nationality") or said.is_chat:
        return
    at = 0
    for line in said.text.split("\n"):
        first, at = at, at + len(line) + 1
        if len(line) > LONGEST or not _is_of_me(line, circle):
            continue
        day = full_day(line)
        written = said.said_at.date() if said.said_at else date.max
        if day is None or day.first.year + YOUNGEST > written.year:
            continue
        for value in _told(attribute, line, day.start, day.end, day.first):
            yield Noted(
                value,
                said.proof(first, first + len(line)),
                IN_A_LINE if attribute == "birthday" else BESIDE_IT,
                order=(said.passage, first),
            )


def signed_as(said: Said) -> Iterator[Noted]:
    """The sex by what the person signs a letter as: "Dein Papa", "mum x", "Ta maman"."""
    rows = [row for row in said.text.rstrip().split("\n") if row.strip()]
    if said.is_chat or len(rows) <= LAST_ROWS:
        return
    for row in rows[-LAST_ROWS:]:
        signed = _SIGNED.fullmatch(row.strip())
        if signed is not None and (sex := SEXES.get(fold(signed["kin"]))) is not None:
            first = said.text.rfind(row)
            yield Noted(sex, said.proof(first, first + len(row)), BESIDE_IT, order=(said.passage, first))


def _is_of_me(line: str, circle: Circle) -> bool:
    """Whether a line has a first and a family name of the person, and nobody else's relation or a second
    birth."""
    words = set(plain_name(line.replace(",", " ")).split())
    if len(_BORN.findall(line)) > 1 or any(word in RELATIONS for word in words):
        return False
    return any(len(name.split()) > 1 and {name.split()[0], name.split()[-1]} <= words for name in circle.own)


def _is_a_place(text: str) -> bool:
    return len(text) > 2 and fold(text) not in _SMALL and country_of(text) is None


def _told(attribute: str, line: str, start: int, end: int, day: date) -> Iterator[str]:
    born = next((one for one in _BORN.finditer(line, 0, start)), None)
    rest = line[end:]
    if attribute == "birthday" and born is not None:
        yield day.isoformat()
    elif attribute == "birthplace" and born is not None:
        found = (_BEFORE.match(line[born.end() : start]), _BEHIND.match(rest))
        places = (match["place"] for match in found if match is not None)
        yield from [one if one[:1].isupper() else one.title() for one in places if _is_a_place(one)][:1]
    elif attribute == "sex":
        letters = {_SEX[one["letter"].lower()] for one in _LETTER.finditer(rest)}
        yield from letters if len(letters) == 1 else ()
    elif attribute == "marital status":
        yield from (one["status"] for one in list(_MARITAL.finditer(rest))[:1])
    elif attribute == "nationality":
        for word in re.findall(r"[^\W\d_]+", rest):
            if (told := _SHORT.get(fold(word), word)) and country_of(told, people=True) and len(word) > 1:
                yield told
                break
