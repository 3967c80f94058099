"""From a sentence to what it asks: "Never share my salary", "Sign with my first name to friends".

Only a single short sentence that commands is an instruction: "I never eat fish" says something, and a page
that somebody keeps may hold commands of others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import cast

from secondme.instructions.instruction import ACTS, Act, Force, Rule
from secondme.instructions.topics import is_topic, people_of, topics_of

LONGEST = 200
"""Characters of what can be an instruction."""

_SHARE: tuple[Act, ...] = ACTS
"""What must not leave by a program must not leave by a form or a letter either."""
_LANGUAGES = {
    "english": "en", "englisch": "en", "anglais": "en", "inglés": "en",
    "german": "de", "deutsch": "de", "allemand": "de", "alemán": "de",
    "french": "fr", "französisch": "fr", "français": "fr", "francés": "fr",
    "spanish": "es", "spanisch": "es", "espagnol": "es", "español": "es",
    "italian": "it", "italienisch": "it", "italien": "it", "italiano": "it",
    "dutch": "nl", "niederländisch": "nl", "néerlandais": "nl", "neerlandés": "nl",
    "portuguese": "pt", "portugiesisch": "pt", "portugais": "pt", "portugués": "pt",
    "polish": "pl", "polnisch": "pl", "polonais": "pl", "polaco": "pl",
}  # fmt: skip
_LANGUAGE = "|".join(_LANGUAGES)
_SIGNED = (
    ("first name", r"my (?:first|given) name|meinem vornamen|mon prénom|mi nombre(?: de pila)?"),
    ("full name", r"my (?:full|whole) name|meinem (?:vollen|ganzen|vollständigen) namen|mon nom complet|"
     r"mi nombre completo"),
    ("last name", r"my (?:last|family) name|my surname|meinem nachnamen|mon nom de famille|mi apellido"),
    ("initials", r"my initials|meinen initialen|mes initiales|mis iniciales"),
)  # fmt: skip
_PLACES: tuple[tuple[str, tuple[Act, ...]], ...] = (
    (r"(?:on|in|into) (?:any |all |the )?forms?|in (?:ein )?formular(?:en|e)?|dans les formulaires|"
     r"en (?:los )?formularios", ("fill",)),
    (r"in (?:any |my |the )?(?:mails?|e-mails?|letters?|messages?|drafts?)|in (?:mails|briefen|nachrichten)|"
     r"dans les (?:mails|lettres)|en (?:los )?(?:correos|cartas)", ("draft",)),
    (r"(?:with|to) (?:any |other |all )?(?:programs?|apps?|clients?|assistants?)|(?:mit|an) (?:andere[nr]? )?"
     r"(?:programmen?|apps)|avec (?:d'autres )?(?:programmes|applications)|"
     r"con (?:otros )?(?:programas|aplicaciones)",
     ("share",)),
)  # fmt: skip

_SHARED = (
    # "Never share my salary with X", "Never tell X my age", "Never tell X about Y"
    r"(?:share|give(?: out| away)?|send|disclose|reveal|pass on|hand out|show) (?P<what>.+?)"
    r"(?: (?:with|to) (?P<who>.+))?",
    r"(?:tell|show) (?P<who>.+?) (?:about (?P<what>.+)|(?P<what2>(?:my|where|how|what) .+))",
    # "Gib nie mein Gehalt an X weiter", "Teile niemals ..."
    r"(?:gib|teile?|nenne?|verrate?|schicke?|zeige?) (?P<what>.+?)(?: (?:an|mit|gegenüber) (?P<who>.+?))?"
    r"(?: (?:weiter|mit|preis|heraus|raus))?",
    r"(?P<what>.+?)(?: (?:an|mit|gegenüber) (?P<who>.+?))? "
    r"(?:weitergeben|teilen|nennen|verraten|preisgeben|mitteilen)",
    r"(?:partager?|partagez|donner?s?|donnez|communiquer?s?|divulguer?s?|révéle?r?s?|envoie[rs]?) "
    r"(?P<what>.+?)(?: (?:à|avec|aux?) (?P<who>.+))?",
    r"(?:compartas|des|digas|reveles|envíes|compartir|dar|revelar) (?P<what>.+?)(?: (?:a|con) (?P<who>.+))?",
)
_FILLED = (
    r"(?:fill in|fill out|fill|enter|put) (?P<what>.+?)",
    r"(?:trage?|fülle?) (?P<what>.+?)(?: (?:ein|aus))?",
    r"(?:remplis|inscris|saisis|remplir) (?P<what>.+?)",
    r"(?:rellenes|pongas|rellenar|poner) (?P<what>.+?)",
)
_DRAFTED = (
    r"(?:mention|refer to|bring up|discuss|talk about|speak of|write about) (?P<what>.+?)"
    r"(?: (?:to|with|in front of) (?P<who>.+))?",
    r"erwähne?n? (?P<what>.+?)(?: (?:gegenüber|bei) (?P<who>.+))?",
    r"(?:mentionne[rs]?|parle[rs]? d[eu]) (?P<what>.+?)(?: (?:à|avec) (?P<who>.+))?",
    r"(?:menciones|mencionar|hables de) (?P<what>.+?)(?: (?:a|con) (?P<who>.+))?",
    r"(?:write|say|use) (?P<what>[\"“„«'].+[\"”“»'])(?: (?:to|with) (?P<who>.+))?",
)
_NEVER = re.compile(
    r"^(?:please |bitte |por favor )?(?:never(?: ever)?|do not(?: ever)?|don['\u2019]t(?: ever)?|"
    r"nie(?:mals)?|ne jamais|nunca)\b:? (?P<rest>.+)$",
    re.IGNORECASE,
)
_NEVER_WITHIN = re.compile(
    r"^(?:(?:bitte )?(?P<german>\w+ .*?)\b(?:nie(?:mals)?|nicht)\b ?(?P<more>.*)|"
    r"ne (?P<french>\w+) (?:jamais|pas) (?P<matter>.+)|no (?P<spanish>\w+) nunca (?P<asunto>.+))$",
    re.IGNORECASE,
)
_ALWAYS = re.compile(r"^(?:please |bitte )?(?:always|immer|toujours|siempre) (?P<rest>.+)$", re.IGNORECASE)
_ALWAYS_WITHIN = re.compile(r" (?:always|immer|toujours|siempre)\b", re.IGNORECASE)
_POINTING = re.compile(r"it|this|that|them|him|her|me|us|es|das|ihn|ça|cela|lo|eso|esto", re.IGNORECASE)
"""What says nothing without the sentence before."""
_OWN = re.compile(
    r"^(?:my|our|any of my|mein\w*|unser\w*|mon|ma|mes|mis?|where i|what i|how much i|anything|etwas|rien)\b",
    re.IGNORECASE,
)

_SIGN = re.compile(
    r"(?:sign(?: off)?|unterschreibe?|firma|signe)(?: (?:all |my )?(?:mails?|letters?|messages?|everything))?"
    r" (?:(?:to|an|bei|gegenüber|à|a) (?P<who2>.+?) )?(?:with|as|mit|avec|con|als) (?P<how>.+?)"
    r"(?: (?:to|for|when writing to|with|an|bei|gegenüber|à|aux|pour|a|para) (?P<who>.+))?",
    re.IGNORECASE,
)
_DATES = re.compile(
    r"(?:write|format|schreibe?|écris|escribe) (?:the |das |les |las |all )?(?:dates?|datum|daten|fechas) "
    r"(?:as|like|in the form(?: of)?|als|wie|so:?|comme|sous la forme|como) (?P<how>.+)",
    re.IGNORECASE,
)
_TONGUE = re.compile(
    r"(?:write|reply|answer|respond|schreibe?|antworte?|écris|réponds|escribe|responde)"
    r"(?: (?:(?:to|an|à|a) )?(?P<who>.+?))?,? (?:in|auf|en) "
    rf"(?P<language>{_LANGUAGE})(?:,? (?:to|an|à|a|when writing to) (?P<who2>.+))?",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"(?:keep|write) (?:it |them |my )?(?:mails?|e-mails?|letters?|messages?|everything)? ?"
    r"(?P<how>short|brief|long)(?: (?:mails?|e-mails?|letters?|messages?))?(?: (?:to|with|for) (?P<who>.+))?",
    re.IGNORECASE,
)
_TONE = re.compile(
    r"(?:be (?P<how>formal|informal)|(?:use|sag|sage) [\"“„«]?(?P<word>sie|du|vous|tu|usted|tú)[\"”“»]?)"
    r"(?: (?:with|to|zu|avec|con) (?P<who>.+))?",
    re.IGNORECASE,
)
_FORMAL = frozenset({"sie", "vous", "usted", "formal"})


def understand(text: str) -> Rule | None:
    """What the sentence asks for good; None where it is no instruction, or none that is understood."""
    said = " ".join(text.split())
    command = said.rstrip(".!").strip()
    several = "\n" in text.strip() or re.search(r"[^\W\d][.!?] \S", said)
    if not command or len(said) > LONGEST or several or said.endswith("?"):
        return None
    for force, rest in _commands(command):
        if rule := _matter(force, rest):
            return rule
    return None if _forbids(command) else _manner(_ALWAYS_WITHIN.sub("", _after_always(command), count=1))


def _commands(command: str) -> list[tuple[Force, str]]:
    """The command without "never" or "always", wherever that stands in it."""
    found: list[tuple[Force, str]] = []
    if said := _NEVER.match(command):
        found.append(("never", said["rest"]))
    elif said := _NEVER_WITHIN.match(command):
        parts = [part.strip() for part in said.groups() if part]
        found.append(("never", " ".join(parts)))
    elif said := _ALWAYS.match(command):
        found.append(("always", said["rest"]))
    return found


def _forbids(command: str) -> bool:
    return bool(_NEVER.match(command))


def _after_always(command: str) -> str:
    said = _ALWAYS.match(command)
    return said["rest"] if said else re.sub(r"^(?:please|bitte) ", "", command, flags=re.IGNORECASE)


def _matter(force: Force, rest: str) -> Rule | None:
    """A rule about what is shared, filled in or mentioned."""
    rest, narrowed = _without_place(rest)
    kinds: tuple[tuple[Sequence[str], tuple[Act, ...], Callable[[str], bool]], ...] = (
        (_SHARED, _SHARE, _is_own),
        (_FILLED, ("fill",), lambda what: narrowed == ("fill",) or _is_own(what)),
        (_DRAFTED, ("draft",), lambda what: True),
    )
    for patterns, acts, is_meant in kinds:
        for pattern in patterns:
            found = re.fullmatch(pattern, rest, re.IGNORECASE)
            what = found and (found["what"] or found.groupdict().get("what2"))
            if (
                found
                and what
                and not _POINTING.fullmatch(what)
                and (is_meant(what) or (pattern == _SHARED[1] and found["what"]))
            ):
                return _about(force, narrowed or acts, what, found.groupdict().get("who") or "")
    if force == "always" and (found := re.fullmatch(r"use (?P<what>my .+)", rest, re.IGNORECASE)):
        return _about(force, narrowed or ("fill", "draft"), found["what"], "")
    return None


def _is_own(what: str) -> bool:
    """Whether it is something of the person, and not a taxi that is shared."""
    return bool(_OWN.match(what)) or is_topic(what)


def _about(force: Force, acts: tuple[Act, ...], what: str, who: str) -> Rule:
    attributes, words = topics_of(what)
    everything = frozenset({"anything", "everything", "forms", "form", "etwas", "rien"})
    return Rule(force, acts, attributes, tuple(one for one in words if one not in everything), people_of(who))


def _without_place(rest: str) -> tuple[str, tuple[Act, ...]]:
    """The command without where it holds ("on forms"), and the acts that are meant by that."""
    for place, acts in _PLACES:
        if found := re.search(rf" (?:{place})$", rest, re.IGNORECASE):
            return rest[: found.start()], acts
    return rest, ()


def _manner(command: str) -> Rule | None:
    """A rule about how to write."""
    for pattern, read in _MANNERS:
        if found := pattern.fullmatch(command):
            parts = found.groupdict()
            people = people_of(parts.get("who") or parts.get("who2") or "")
            acts = cast("tuple[Act, ...]", ("draft", "fill") if pattern is _DATES else ("draft",))
            return Rule("always", acts, people=people, manner=read(found))
    return None


def _signed(found: re.Match[str]) -> str:
    how = found["how"].strip("\"“”„«»' ")
    known = (name for name, pattern in _SIGNED if re.fullmatch(pattern, how, re.IGNORECASE))
    return f"sign: {next(known, how)}"


def _toned(found: re.Match[str]) -> str:
    said = (found["how"] or found["word"]).casefold()
    return f"tone: {'formal' if said in _FORMAL else 'informal'}"


_MANNERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_SIGN, _signed),
    (_DATES, lambda found: f"dates: {found['how'].strip(chr(34) + '“”„«»')}"),
    (_TONGUE, lambda found: f"language: {_LANGUAGES[found['language'].casefold()]}"),
    (_SHORT, lambda found: f"length: {'long' if found['how'].casefold() == 'long' else 'short'}"),
    (_TONE, _toned),
)
