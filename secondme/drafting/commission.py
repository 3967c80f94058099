"""From "mail to the landlord about the heating" to its kind, to whom it goes, and what it is about."""

from __future__ import annotations

import re

from secondme.drafting.draft import Commission, Kind
from secondme.errors import UsageError

_KINDS: tuple[tuple[str, Kind], ...] = (
    (r"e-?mail|mail|correo(?: electrónico)?|courriel|reply|answer|antwort|réponse|respuesta", "mail"),
    (r"letter|brief|lettre|carta", "letter"),
    (r"(?:text )?message|sms|chat|nachricht|mensaje", "message"),
    (r"text|note|post|speech|essay|report|summary|story|rede|bericht|notiz|discours|discurso|texto", "text"),
)
_WORDS = "|".join(words for words, _ in _KINDS)
_ASKED = re.compile(
    rf"(?:(?:please |bitte )?(?:write|draft|schreibe?|écris|escribe) )?(?:(?:an?|the|eine?n?|une?|"
    rf"un|una|der|die|le|la) )?(?:short |long |kurze |courte? )?(?P<kind>{_WORDS})\b,?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_TO = re.compile(
    r"(?:to|an|à|au|a|al|für|for)\s+(?P<to>.+?)(?=\s+(?:about|regarding|because|that|saying|asking|on|über|wegen|dass|"
    r"au sujet|à propos|pour|sobre|acerca|para)\b|[,:]|$)",
    re.IGNORECASE | re.DOTALL,
)
_ABOUT = re.compile(
    r"^[\s,:]*(?:about|regarding|on|saying|über|wegen|au sujet d[eu]|à propos d[eu]|sobre|acerca de)\s+",
    re.IGNORECASE,
)


def read_commission(text: str, to: str = "") -> Commission:
    """What is asked for. to: whom the person names apart. Raises UsageError for an empty text."""
    asked = " ".join(text.split())
    if not asked:
        raise UsageError(
            'Say what to write: secondme draft "mail to the landlord about the heating". Nothing was written.'
        )
    found = _ASKED.fullmatch(asked)
    kind, rest = (_kind_of(found["kind"]), found["rest"]) if found else ("text", asked)
    addressed = _TO.match(rest) if found else None
    if addressed:
        rest = rest[addressed.end() :]
    named = to.strip() or (addressed["to"].strip() if addressed else "")
    matter = _ABOUT.sub("", rest).strip(" ,.:") or named or asked
    if not found and named:
        kind = "mail"
    return Commission(kind, named, matter, asked)


def _kind_of(word: str) -> Kind:
    return next(kind for words, kind in _KINDS if re.fullmatch(words, word, re.IGNORECASE))
