"""Letters: of numbers and addresses in one, only those below the person's own name are the person's. Pure.

What stands at its head, or below the other's name, is the office's or the friend's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondme.prefill.finding.notes.letterheads import is_own_name
from secondme.prefill.finding.people.circle import Circle
from secondme.prefill.finding.people.relations import SEXES
from secondme.recall.time_tokens import fold

REACHED_AT = frozenset(
    (
        *("phone", "mobile", "landline", "fax", "work phone", "email", "work email", "website"),
        *("address", "street address", "postcode", "city", "region", "country"),
    )
)
"""What letters have of both who writes and who is written to."""
_GREETS = re.compile(
    r"^\s*(?:Dear|Sehr geehrte\w*|Liebe[rs]?|Chère?s?|Madame|Monsieur|Estimad[oa]s?|Querid[oa]s?|Gentile|"
    r"Egregi[oa]|Spettabile|Car[oa]|Exm[oa]|Prezad[oa]s?|Car[oa]s?|Geachte|Beste)\b[^\n]{0,60}[,:.]?\s*$",
    re.MULTILINE,
)
_HAILS = re.compile(
    r"^\s*(?i:(?:my|mein\w*|mon|ma|mes|mi|mis|mio|mia|meu|minha|mijn) )?(?:(?i:dear(?:est)?|lieb\w+|"
    r"ch[èe]re?s?|querid[oa]s?|car[oa]|lieve|hi|hello|hey|hallo|hi|moin|servus|salut|coucou|bonjour|bonsoir|hola|"
    r"buen[oa]s (?:d[íi]as|tardes|noches)|buenas|ciao|buongiorno|buonasera|salve|ol[áa]|oi|bom dia|boa tarde|"
    r"hoi|dag)\b[^\n.;\d]{0,40}|(?P<kin>[^\W\d_]+)(?: (?:and|und|et|y|e|en) [^\W\d_]+)?)[,:!]\s*$",
    re.MULTILINE,
)
"""As _GREETS, in letters to friends and family: "Mum,", "Meine liebe Ida,", "Hola Marta:"."""
_CLOSES = re.compile(
    r"^[^\n]{0,80}\b(?:Yours (?:sincerely|faithfully|truly)|(?:Kind|Best) regards|Sincerely|"
    r"(?:Mit )?(?:freundlichen|besten|herzlichen) Gr(?:ü|ue)(?:ß|ss)en|Hochachtungsvoll|"
    r"Cordialement|salutations|Bien à vous|Atentamente|(?:Un )?(?:cordial )?saludos?|"
    r"(?:Distinti|Cordiali) saluti|Atenciosamente|(?:melhores )?cumprimentos|"
    r"(?:Met )?(?:vriendelijke|hartelijke) groet\w*|Hoogachtend)\b",
    re.MULTILINE | re.IGNORECASE,
)


def is_letter(text: str) -> bool:
    """Whether a text greets somebody in a line of its own and closes as letters do."""
    greets = _GREETS.search(text)
    return greets is not None and _CLOSES.search(text, greets.end()) is not None


def greeting_in(text: str) -> int | None:
    """Where a letter greets somebody, in a line of its own; None where it does not."""
    found = _GREETS.search(text)
    is_name = found is not None and not found[0].rstrip().endswith((",", ":", "."))
    if is_name:  # "Madame Jeanne Colbert" is who writes, "Madame," whom one writes to.
        found = next((one for one in _GREETS.finditer(text) if one[0].rstrip().endswith((",", ":"))), None)
    if found is not None:
        return found.start()
    hails = (one for one in _HAILS.finditer(text) if not one["kin"] or fold(one["kin"]) in SEXES)
    return next((one.start() for one in hails), None)


def own_blocks(text: str, circle: Circle) -> Iterator[tuple[int, int]]:
    """The characters of the lines below the person's own name, up to the next blank line."""
    at, begun = 0, -1
    for line in [*text.split("\n"), ""]:
        if begun < 0 and is_own_name(line, circle):
            begun = at
        elif begun >= 0 and not line.strip():
            yield begun, at
            begun = -1
        at += len(line) + 1
