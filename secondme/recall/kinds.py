"""The kind of a question: what sort of answer it wants, told from its words."""

from __future__ import annotations

import re
from enum import StrEnum

LOOKED_AT = 400
"""Characters; what somebody wants stands at the beginning."""


class QuestionKind(StrEnum):
    """What sort of answer a question wants. WHAT: anything else, also where nothing is asked."""

    WHEN = "when"
    WHERE = "where"
    WHO = "who"
    HOW_MANY = "how many"
    HOW_MUCH = "how much"
    WHY = "why"
    YES_NO = "yes or no"
    LIST = "list"
    ORDER = "order"
    WHAT = "what"


_BEFORE = (
    r"(?:(?:and|so|but|und|et|y|e|en|since|until|from|by|at|in|on|to|with|for|about|of|seit|bis|ab|von|mit|"
    r"depuis|avec|chez|desde|hasta|con|de|da|di|per|com|para|por|sinds|met|tot|vanaf|à|a)\s+){0,2}"
)
_KINDS = (
    (
        QuestionKind.ORDER,
        r"\b(?:which|what|who|was|wer|welche[rs]?|quel(?:le)?s?|qui|cu[aá]l(?:es)?|qui[eé]n|quale|chi|"
        r"qual|quem|"
        r"welke?|wie|did|happened)\b.*\b(?:first|last|earlier|later|zuerst|zuletzt|früher|später|"
        r"en premier|d'abord|en dernier|primero|por último|per prim[oa]|per ultim[oa]|primeiro|por último|"
        r"het eerst|als eerste|eerder|het laatst)\s*[,:?]"
        r"|\b(?:which|what)\b.{0,60}\b(?:came|come|comes|happened|was|were|did|is)\b.{0,60}\b"
        r"(?:first|last|earlier|later|before or after)\b"
        r"(?!\s+(?:time|name|year|week|month|night|summer|\w+day)\b)"
        r"|\b(?:in (?:what|which) order|in welcher reihenfolge|dans quel ordre|en qué orden|in che ordine|"
        r"em que ordem|in welke volgorde|before or after|vorher oder nachher|avant ou après|"
        r"antes o después|prima o dopo|antes ou depois|voor of na)\b",
    ),
    (
        QuestionKind.HOW_MANY,
        rf"^{_BEFORE}(?:how many|how often|wie ?viele|wie oft|combien d[e'\u2019]|combien de fois|"
        r"cu[aá]nt[oa]s|quant[ie]\b|quant[oa]s\b|hoeveel(?!\s+(?:kost|geld))|hoe vaak)",
    ),
    (
        QuestionKind.HOW_MUCH,
        rf"^{_BEFORE}(?:how (?:much|long|old|far|tall|big|heavy|large)|"
        r"wie ?(?:viel|lange?|alt|weit|groß|"
        r"hoch|teuer|schwer)\b|combien|cu[aá]nt[oa]\b|quant[oa]\b|hoeveel|hoe (?:lang|oud|ver|groot|duur|"
        r"zwaar))",
    ),
    (
        QuestionKind.LIST,
        r"\b(?:what|which|who) (?:are|were)? ?all\b|\ball (?:the|my|of)\b"
        r"|^(?:list|name all|show (?:me )?all)\b"
        r"|^which \w+s\b|^which (?:of|people|children)\b"
        r"|^what (?!(?:is|was|does|has|kind)\b)(?:\S+ ){0,4}?\w*[^s\W]s "
        r"(?:have|has|had|did|do|does|are|were|will|would|can|could)\b"
        r"|^what (?:kinds|types|sorts) of\b"
        r"|^what are (?!.*\b(?:used for|good for|meant for|about|like)\s*\?*$|\S+ \S+ for\s*\?*$)"
        r"(?:\S+['\u2019]s?|my|our|their|the) \S+"
        r"|^what (?:\w+ )?(?:have|has) (?:i|we|you|he|she|they|[A-Z]\w+)\b"
        r"|^(?:welche[rn]? \w+(?:e|en|er|s)|was alles|wer alles|quels|quelles|lesquel(?:le)?s|cuáles|"
        r"qu[eé] \w+s\b|quali|quais|welke \w+(?:en|s))\b|\b(?:alle meine|tous mes|toutes mes|todos mis|"
        r"todas mis|tutti i miei|tutte le mie|todos os meus|todas as minhas|al mijn)\b",
    ),
    (
        QuestionKind.WHEN,
        rf"^{_BEFORE}(?:when|what (?:time|date|day|year|month)|which (?:day|year|month|date)|wann|"
        r"um wie ?viel uhr|(?:an )?welche[mnrs]? (?:tag|jahr|monat|datum)|quand|quel jour|"
        r"quelle (?:date|année)|cu[aá]ndo|qu[eé] (?:día|año|fecha)|quando|che giorno|(?:in )?che anno|"
        r"que dia|"
        r"(?:em )?que ano|wanneer|welke (?:dag|datum)|welk jaar|hoe laat)\b",
    ),
    (
        QuestionKind.WHERE,
        rf"^{_BEFORE}(?:where|wherever|wo|wohin|woher|où|d['\u2019]où|d[oó]nde|ad[oó]nde|"
        r"dove|da dove|dov['\u2019]è|onde|"
        r"aonde|waar(?!om)|waarheen|(?:what|which) (?:place|city|country|town))\b",
    ),
    (
        QuestionKind.WHO,
        rf"^{_BEFORE}(?:who(?:m|se)?|wer|wen|wem|wessen|qui(?! est-ce que j)|qui[eé]n(?:es)?|chi|quem|"
        r"wie (?:is|was|heeft|had|zijn|gaf|zei|kan|komt|heb|ging|gaat)|"
        r"which person|what(?:'s| is) the name of)\b",
    ),
    (
        QuestionKind.WHY,
        rf"^{_BEFORE}(?:why|how come|what for|warum|wieso|weshalb|pourquoi|por qu[eé]|perch[eé]|porqu[eê]|"
        r"por que|waarom|what (?:was|is) the reason)\b",
    ),
    (
        QuestionKind.YES_NO,
        r"^(?:is|are|was(?!\s(?:hat|habe|haben|ist|sind|war|waren|wird|kann|mach\w*)\b)|were|am|do|does|did|have|has|had|can|could|will|would|should|shall|may|might|"
        r"isn't|aren't|wasn't|didn't|don't|doesn't|hasn't|haven't)\s+\S+\s+\S"
        r"|^(?:ist|sind|war|waren|bin|habe|hast|hat|haben|hatte|hatten|kann|können|wird|werden|"
        r"soll)\s+\S+\s+\S"
        r"|^(?:est-ce que|as-tu|a-t-|ai-je|est-il|est-elle|avons-nous|avez-vous)"
        r"|^(?:heb|heeft|hebben|had|hadden|ben|zijn|kan|kunnen|gaat)\s+\S+\s+\S",
    ),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)


def kind_of(text: str) -> QuestionKind:
    """What sort of answer is wanted; WHAT where the words do not tell."""
    asked = " ".join(text[:LOOKED_AT].split()).lstrip("¿¡ \"'")
    return next((kind for kind, pattern in _PATTERNS if pattern.search(asked)), QuestionKind.WHAT)
