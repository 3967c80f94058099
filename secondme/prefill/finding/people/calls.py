"""Calls: whom the person wants called when something happens to them, by cues and no frame. Pure.

People say it in hundreds of ways: "if I'm ever run over it's Clara they're to ring, not Ben", "Notfall
zuerst Heike", "à prévenir: ma fille", "they've got you as my next of kin". What these have in common is a
cue, and in the same sentence the first person named who is not ruled out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from secondme.people.names import plain_name
from secondme.prefill.finding.notes.labels import MINE, is_neutral
from secondme.prefill.finding.notes.passages import Said
from secondme.prefill.finding.people.circle import Bond, Circle
from secondme.prefill.finding.people.emergencies import URGENT
from secondme.prefill.finding.people.relations import RELATIONS
from secondme.prefill.finding.people.strangers import tells_of_another
from secondme.recall.time_tokens import fold

_CUES = (
    "emergency|emergencies|next of kin|happens to me|happened to me|ice|call first|ring first|"
    "who to call|who to ring|appeler|anrufen|llamar|chiamare|chamar|bellen|notfall|notfälle|"
    "notfallkontakt|notfallnummer|mir was|mir etwas|verständigen|benachrichtigen|urgence|prévenir|"
    "il m'arrive|m'arrive|m'arrivait|emergencia|emergencias|urgencia|urgencias|me pasa|me pasara|"
    "avisar|avisen|avisad|emergenza|emergenze|mi succede|mi capita|avvisare|emergência|emergências|"
    "me acontecer|me acontece|noodgeval|nood|noodnummer|mij iets|me iets|waarschuwen|in case|"
    "ernstfall|contacto de emergencia|aviso|ring|call|phone|ligar|chiamare"
)
CUES = tuple(_CUES.split("|"))
"""Words with which the passages are found that may say whom to call."""
_CUE = re.compile(
    r"(?i)\b(?:(?:any|some)thing (?:\w+ )?happ?en(?:s|ed)? to me|(?:any|some)thing happ?ens(?! to)|"
    r"emergenc(?:y|ies)(?: contacts?| number)?|next of kin|"
    r"(?:person |who |whom )?to (?:call|ring|phone|notify|contact)(?: first)?(?= ?[:=]|$)|(?:call|ring|"
    r"phone) first|(?-i:ICE)(?![\w-])|(?<=\n)(?-i:RING|CALL|PHONE|ANRUFEN|APPELER|LLAMAR|AVISAR|CHIAMARE|"
    r"AVVISARE|LIGAR|BELLEN)(?= {2,}| ?:)|"
    r"notf(?:all|älle)\w*|ernstfall|(?:wenn|falls) mir (?:et)?was|(?:zu )?(?:verständigen|benachrichtigen)|"
    r"(?:en caso de )?aviso(?= ?[:.])|(?:dich|sie|ihn|meine \w+) (?:sollen|soll|müssen) (?:sie|man) anrufen|"
    r"(?:en cas d['\u2019]|contact d['\u2019]|n[°º] d['\u2019])?urgences?|(?:à|faut|faudra|"
    r"qui) (?:prévenir|appeler)|qu['\u2019]on (?:prévienne|appelle)|en cas d['\u2019]accident|"
    r"s['\u2019]il m['\u2019]arriv\w+|"
    r"(?:contacto de |en caso de |caso de |para |en una )?(?:emergencias?|urgencias?)|"
    r"si (?:a mí )?me (?:pasa|pasara|ocurre|sucede) algo|"
    r"(?:personas? )?a (?:quien )?avisar|avis(?:ar|en|ad) (?:a|al)|"
    r"(?:in caso di |contatto (?:di |d['\u2019])?|per le )?emergenz[ae]|se mi (?:succede|capita|"
    r"accade) qualcosa|(?:da|"
    r"persona da) (?:avvisare|chiamare|contattare)|"
    r"(?:em caso de |contacto de |contato de )?(?:emergências?|urgências?)|"
    r"se (?:algo )?me acontece\w*(?: (?:alguma coisa|algo))?|a avisar|"
    r"(?:bij |in geval van )?nood(?:geval\w*|nummer\w*|contact\w*)?(?= |:|$)|als (?:mij|me|"
    r"er) iets (?:overkomt|gebeurt|met mij)|"
    r"te waarschuwen)"
)
_NOT_THIS = re.compile(
    r"(?i)\b(?:emergency (?:room|exit|vet|light\w*|services?|dentist|plumber|appointment|number for)|"
    r"notfall(?:sanit\w+|ambulanz|medizin\w*|praxis|"
    r"koffer|rucksack|wagen|dose|set|aufnahme)|services? des urgences|aux urgences|(?:fui|ido|estuv\w+|"
    r"llev\w+|voy|acab\w+|trabaj\w+)[^.;\n]{0,20} urgencias|"
    r"urgencias (?:del|de la|veterin\w+)|pronto soccorso|salida de emergencia|uscita d[i'] ?emergenza|"
    r"freno de emergencia|"
    r"emergency (?:of|at) (?:the|his|her))\b"
)
"""What has such words in it and is about something else."""
_NOT = re.compile(
    r"(?i)\b(?:not|never|don['\u2019]?t|nicht|kein\w*|nie|bloß nicht|pas|jamais|surtout pas|no|nunca|non|"
    r"mai|não|nao|niet|instead of|rather than|"
    r"statt|anstatt|plutôt que|en vez de|invece di|em vez de|in plaats van|used to be|was|war|war mal|"
    r"c['\u2019]était|era|ex|still|noch|immer noch|encore|toujours|todav[íi]a|a[úu]n|"
    r"c['\u2019]è ancora|ancora|ainda|nog)\W+"
    r"(?:(?:call|ring|phone|tell|an|à|a|al|con|my|mein\w*|mon|ma|mi|mio|mia|meu|minha|mijn|the|der|die|le|"
    r"la|el|il|o|mehr|anrufen) )*$"
)
"""Before a name that is ruled out."""
_AFTER_NOT = re.compile(
    r"(?i)^(?: (?:bitte |auf keinen fall |ja )?(?:nicht|lieber nicht|niet)\b| ?\((?:not|nicht|pas|no|non|"
    r"niet)\b)"
)
_OTHERS = re.compile(
    r"(?i)\b(?:(?:to|for) (?:you|her|him|them|mum|dad)|(?:her|his|their|your|deine?n?|seine?n?|ihre?n?|"
    r"ton|ta|son|sa|leur|tu|su|sus|tuo|tua|suo|sua|teu|"
    r"dele|dela|jouw|zijn|haar) (?:emergency|next of kin|notfall\w*|contact\w*|contatto)|ihm was|ihr was|"
    r"dir was|te pasa|le pasa|ti succede|gli succede|"
    r"lui arrive|t['\u2019]arrive|te acontecer)\b"
)
"""An emergency of somebody else's."""
_PLAIN = re.compile(
    r"(?i)(?:to me$|emergency contact|next of kin|to (?:call|ring|phone|notify|contact)|(?:call|ring|"
    r"phone) first|(?:wenn|"
    r"falls) mir|notfallkontakt\w*|"
    r"sie anrufen|man anrufen|aviso|(?-i:ICE|RING|CALL|PHONE|ANRUFEN|APPELER|LLAMAR|CHIAMARE|LIGAR|BELLEN)|"
    r"contatto (?:di |d['\u2019])?emergenz|verständigen|benachrichtigen|contact d['\u2019]urgence|"
    r"prévenir|appeler|prévienne|appelle|"
    r"m['\u2019]arriv|contacto de|"
    r"si (?:a mí )?me|avis|contatto di|se mi|da (?:avvisare|chiamare|contattare)|contato de|me acontece|"
    r"noodcontact\w*|"
    r"als (?:mij|me)|te waarschuwen)"
)
"""Cues that say it of the person themselves; an emergency alone may be anybody's, unless it is a label."""
_LABELLED = re.compile(
    r"(?i)[ \t]*(?:[:=\u2013-]|\.{2,}|\s{2,}|\||zuerst|first|d['\u2019]abord|primero|prima|primeiro|eerst)"
)
_FIRST = re.compile(
    r"(?i)\b(?:first|zuerst|erst(?:mal)?|d['\u2019]abord|en premier|primero|antes|per prim[oa]|prima|"
    r"primeiro|eerst)\b"
)
_STILL = re.compile(r"(?i)\b(?:still|noch|encore|toujours|todav[íi]a|a[úu]n|ancora|ainda|nog)\b")
"""In a sentence that says who stands there until now; who is to, the next one says."""
_BULLETS = " *-\u2022\u2013|0123456789.)"
_YOU = re.compile(r"(?i)\b(?:you|dich|du|dein|toi|tu|te|t['\u2019]|ti|usted|contigo|você|jou|jij|je)\b")
_END = re.compile(r"(?<!\b\w)(?<!\b(?:St|Dr|Mr|Ms|Nr|Fr|No))(?<!\bMrs)(?<!\bTel)[.!?;](?=\s|$)|\n")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NO_CALLS = frozenset(
    {"doctor", "dentist", "employer", "school", "pet", "insurer", "emergency contact", "parents", "reference"}
)
LONGEST = 260
"""Characters behind a cue in which whom to call is looked for; a label has them in its line."""
NEAR = 24
"""Characters around a cue in which "you" are who is to be called."""
NEAR_ITS_END = 4
"""Characters behind a cue with which a sentence ends: who it is then stands in the next one."""
NEWER = timedelta(days=200)


@dataclass(frozen=True, slots=True)
class Call:
    """That somebody is to be called, as a passage says. name: as the circle has it, or as it is written.

    is_plain: it is said in so many words, of the person, and of nobody beside them.
    """

    name: str
    said: Said
    is_plain: bool


def calls_in(said: Said, circle: Circle) -> Iterator[Call]:
    """Whom a passage says to call, one for each cue."""
    text = said.written or said.text
    for cue in _CUE.finditer(text):
        first = max((one.end() for one in _END.finditer(text, 0, cue.start())), default=0)
        end = _END.search(text, cue.end())
        last = min(end.start() if end else len(text), cue.end() + LONGEST)
        sentence = text[first:last]
        if _NOT_THIS.search(text, max(first, cue.start() - 30), min(last, cue.end() + 12)) or _OTHERS.search(
            sentence
        ):
            continue
        names = _named(text, cue.end(), last, circle) or _named(text, first, cue.start(), circle)
        is_said_next = last - cue.end() <= NEAR_ITS_END or _STILL.search(sentence) is not None
        if not names and is_said_next and end is not None and end[0] != "\n":
            after = _END.search(text, end.end())
            names = _named(text, end.end(), after.start() if after else len(text), circle)
        is_to_one = said.is_chat or said.key in circle.letters
        if is_to_one and _YOU.search(text, max(first, cue.start() - NEAR), cue.end() + NEAR):
            names = [*_addressed(said, circle), *names][:1]
        elif is_to_one and _YOU.search(sentence):
            names = names or _addressed(said, circle)
        if names:
            before = text[first : cue.start()]
            is_label = not before.strip(_BULLETS) and _LABELLED.match(text, cue.end()) is not None
            is_told = is_label or _PLAIN.search(cue[0]) is not None
            is_one = len(names) == 1 or _FIRST.search(sentence) is not None
            yield Call(names[0], said, is_told and is_one and not tells_of_another(before, circle))


def call_on_card(said: Said) -> Call | None:
    """Whom a card's note, or the name it is kept under, says to call: "my husband. EMERGENCIES"."""
    shown, _, rest = said.text.partition(", ")
    note = rest.rpartition(", ")[2]
    is_so = any(
        _CUE.search(part) and not _OTHERS.search(part) and not _NOT_THIS.search(part)
        for part in (shown, note)
    )
    return Call(re.sub(r"(?i)\W*\bICE\b\W*", "", shown), said, True) if is_so else None


def _named(text: str, first: int, last: int, circle: Circle) -> list[str]:
    """Those named between two characters who are not ruled out, by name or as what they are, in their
    order."""
    words, found = list(_WORDS.finditer(text, first, last)), list[str]()
    for at, word in enumerate(words):
        if _NOT.search(text[first : word.start()][-40:]) or _AFTER_NOT.match(
            text[word.end() : word.end() + 30]
        ):
            continue
        if (name := _who(words[at : at + 3], text, circle)) is not None and name not in found:
            found.append(name)
    return found


def _who(words: Sequence[re.Match[str]], text: str, circle: Circle) -> str | None:
    word = fold(words[0][0])
    relation = RELATIONS.get(word)
    if relation is not None and relation not in _NO_CALLS:
        behind = _written(words[1:], circle)
        held = circle.people(relation)
        if behind is not None:
            return behind
        return held[0].name if len(held) == 1 else None
    if not words[0][0][:1].isupper() and (word not in circle.firsts or is_neutral(word)):
        return None
    return _written(words, circle)


def _written(words: Sequence[re.Match[str]], circle: Circle) -> str | None:
    """The whole name of whom these words begin to name, where it is somebody known, no firm, and not the
    person."""
    folded = [fold(one[0]) for one in words[:2]]
    if not words or (folded[0] in MINE and any(word in RELATIONS for word in folded[1:])):
        return None  # "Mia" is a name, and "mia sorella" is none.
    for count in (3, 2, 1):
        named = [fold(one[0]) for one in words[:count]]
        if len(named) == count and (name := circle.whole_of(named)) is not None:
            return None if _is_a_firm(name, circle) else name
    return None


def _is_a_firm(name: str, circle: Circle) -> bool:
    firms = [
        bond.name for relation in ("employer", "school", "insurer") for bond in circle.bonds.get(relation, ())
    ]
    return any(plain_name(name).startswith(plain_name(firm)) for firm in firms)


def _addressed(said: Said, circle: Circle) -> list[str]:
    """With whom a chat is, by its title; whom a letter greets."""
    told = said.title if said.is_chat else circle.letters[said.key]
    words = [fold(one[0]) for one in _WORDS.finditer(told)]
    found = {name for at in range(len(words)) if (name := circle.whole_of(words[at : at + 1])) is not None}
    return list(found) if len(found) == 1 else []


def whom_to_call(calls: Sequence[Call], standing: Sequence[Bond], days: dict[int, date]) -> list[Bond]:
    """The bonds of whom to call: those that the latest notes tell; of what is not told plainly what two
    places say.

    standing: what frames found; days: when the passages were written. Whoever an older note
    names was replaced, and only who is named in notes of the same days is a rival.
    """
    named = Counter([_first(one.name) for one in calls] + [_first(bond.name) for bond in standing])
    sure = [one for one in calls if one.is_plain or named[_first(one.name)] > 1]
    notes_first = sorted(sure, key=lambda one: one.said.is_chat)
    told = [(Bond(URGENT, one.name, one.said.passage), one.said.said_at) for one in notes_first]
    dated = [(bond, at.date() if at else date.min) for bond, at in told]
    dated += [(bond, days.get(bond.passage or 0, date.min)) for bond in standing]
    if not dated:
        return []
    last = max(day for _, day in dated)
    kept = [bond for bond, day in dated if last - day <= NEWER]
    names = {_first(bond.name) for bond in kept}
    return [*kept, *(bond for bond, _ in dated if bond not in kept and _first(bond.name) in names)]


def _first(name: str) -> str:
    return plain_name(name).split()[0]


def is_of_whom_it_calls(quote: str, whose: str) -> bool:
    """Whether a line with a cue, on an old form, names the one who is to be called now."""
    return _CUE.search(quote) is None or whose.split()[0] in plain_name(quote).split()
