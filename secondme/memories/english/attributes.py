"""Attributes: "my new number is 0123", "our dog is called Miso", "Dr Kim is Ben's dentist".

A row of `NOUNS` is a noun, its canonical predicate and the shape of its value; the patterns below it are the
ways to say that an owner's noun has a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secondme.memories.english.clauses import HELPERS, RELATION, VerbGroup, group_of
from secondme.memories.english.shapes import (
    ADDRESS,
    AGE,
    DATE,
    EMAIL,
    GROUP,
    LONG_NAME,
    LOOSE,
    NAME,
    PERSON,
    PHONE,
    PLACE,
    SIZE,
)
from secondme.memories.english.vocabulary import CLASS, OCCUPATION, PLAYED, TRANSPORT
from secondme.memories.english.voice import Voice
from secondme.memories.predicates import SEVERAL

_OCCUPIED = (
    r"(?P<lead>(?:an? |the )?)"
    rf"(?:(?<=\ba )|(?<=\ban )|(?<=\bthe )|(?=[a-z -]{{0,30}}{OCCUPATION}\b))"
    r"(?P<value>(?!at\b|in\b|on\b|with\b|now\b)[a-z][\w-]*"
    r"(?: (?!at\b|in\b|now\b|for\b|"
    r"and\b)[\w-]+){0,3})"
)
"""After an article, or a word for it: "my new job is official" names none."""
_NAMED = rf"(?P<lead>(?:an? |the )?)(?P<value>{NAME})"
_PLACED = rf"(?:at |with |in )?(?P<lead>(?:the )?)(?P<value>{GROUP})"
_BY = rf"(?:by |on |with |on the |the |my )?(?P<value>{TRANSPORT})\b"

NOUNS = (
    (
        r"(?:(?:phone|mobile|cell|telephone|whatsapp|WhatsApp) )?(?:number|mobile|phone|cell)",
        "phone number",
        rf"(?P<value>{PHONE})",
    ),
    (r"(?:work |private )?e-?mail(?: address)?", "email", rf"(?P<value>{EMAIL})"),
    (r"(?:home |postal |street |work )?address", "address", rf"(?P<value>{ADDRESS})"),
    (
        r"birthday|date of birth|birth date|bday",
        "birthday",
        rf"(?:on )?(?:\w+day,? )?(?:the )?(?P<value>{DATE})",
    ),
    (
        r"(?:wedding )?anniversary",
        "wedding anniversary",
        rf"(?:on )?(?:\w+day,? )?(?:the )?(?P<value>{DATE})",
    ),
    (
        r"fav(?:ou?rite)? (?P<thing>[a-z]+(?: (?!is\b|was\b|are\b|has\b|isn|remains|used|will|"
        r"and\b|these|now|at\b|to\b|all\b|changed)[a-z]+)?)",
        "favourite",
        rf"(?P<lead>(?:an? |the )?)[\"'*_]*(?P<value>{LOOSE})",
    ),
    (r"age", "age", rf"(?P<value>{AGE})\b"),
    (
        r"(?:height|weight|blood type|blood group|shirt size|dress size|ring size|collar size|"
        r"hat size|trouser size)",
        "",
        rf"(?P<value>{SIZE})",
    ),
    (r"shoe size", "shoe size", rf"(?:an? )?(?P<value>{SIZE})"),
    (r"(?:first language|native language|mother tongue)", "first language", rf"(?P<value>{NAME})"),
    (r"(?:home ?town)", "is from", rf"(?P<value>{PLACE})"),
    (r"(?:middle name|maiden name|surname|nickname|star sign|full name)", "", rf"(?P<value>{NAME})"),
    (r"(?:job|role|position|job title|occupation|profession)", "works as", _OCCUPIED),
    (r"(?:job|position|role)", "works at", rf"(?:at|with) {_NAMED}"),
    (r"(?:employer|workplace)", "works at", _NAMED),
    (r"(?:flat|house|apartment|place|home)", "lives in", rf"in (?P<value>{PLACE})"),
    (r"home", "lives in", rf"(?P<value>{NAME})"),
    (r"(?:bank |current |savings |checking )?account", "bank", rf"(?:at|with|over at) (?P<value>{NAME})"),
    (r"car", "drives", _NAMED),
    (r"(?:husband|wife|partner|girlfriend|boyfriend|fianc[eé]e?|spouse)", "partner", rf"(?P<value>{NAME})"),
    (r"(?:gp|GP|physician|family doctor|doctor)", "doctor", rf"(?P<value>{NAME})"),
    (r"(?:boss|manager|line manager|supervisor)", "boss", rf"(?P<value>{NAME})"),
    (r"(?:landlord|landlady)", "landlord", rf"(?P<value>{NAME})"),
    (r"(?:best friend)", "best friend", rf"(?P<value>{NAME})"),
    (RELATION, "", rf"(?P<value>{NAME})"),
    (r"(?:budgie|guinea pig|boat)", "", rf"(?P<value>{NAME})"),
    (
        r"(?:whippet|terrier|labrador|spaniel|collie|poodle|beagle|dachshund|retriever|"
        r"greyhound|boxer)",
        "dog",
        rf"(?P<value>{NAME})",
    ),
    (r"bank|gym", "", _PLACED),
    (r"(?:commute|way to work|journey to work|trip to work)", "goes to work by", _BY),
    (r"(?:weekly )?(?:evening )?class", "takes a class in", rf"(?:in )?(?P<value>{CLASS})"),
    (r"instrument", "plays", rf"(?:the )?(?P<value>{PLAYED})\b"),
    (
        r"(?:school|university|uni|college|band|team|street|village|insurance|"
        r"provider|internet provider|pharmacy|church)",
        "",
        _NAMED,
    ),
)
"""Noun, predicate ("" for the noun itself, in small letters) and shape."""

_ADJECTIVES = (
    r"(?P<adj>(?:(?:new|old|current|present|former|previous|latest|other|own|late|actual|"
    r"correct|real|permanent|little|big|older|younger|elder|eldest|youngest|oldest|first|"
    r"second|all-time|lovely|middle|\w+-year-old) )*)"
)
_OVER = re.compile(r"\b(?:old|former|previous)\b")
_TELLING = re.compile(r"\b(?:older|younger|elder|eldest|youngest|oldest|middle|little|big) ")
NOUN = "(?:" + "|".join(noun.replace("?P<thing>", "?:") for noun, _, _ in NOUNS) + ")"
_NOUN = rf"(?P<noun>{NOUN})\b"
_OWNER = (
    r"(?:(?P<mine>[Mm]y|[Oo]ur|[Nn]ew(?= (?:\w+ )?(?:number|address|email|mobile|"
    rf"phone)))(?: (?:[a-z]+ )?(?P<of>{RELATION})(?: (?P<ofname>{PERSON}))?'s)?|"
    rf"(?P<whose>{PERSON})'s?|(?P<their>[Hh]is|[Hh]er))"
)
_IT = r"(?:it's|it is|that's|it should be|it's actually|is actually|is|they're)"

OWNED = re.compile(
    rf"(?:wrong about |correct(?:ion|ing) )?{_OWNER} {_ADJECTIVES}{_NOUN}(?:(?:'s|s')? "
    r"name)?(?: (?:has |is )?(?:just |now |recently )?changed(?= to|[,:.;]))?"
)
"""An owner with a noun; the verb group, or a colon, and the value follow."""
_LINK = re.compile(
    rf"\s*(?:(?:[:=\u2013\u2014-]|,(?= (?:no|sorry|actually|{_IT})))+ *(?:(?:no,? |sorry,? |"
    rf"actually,? )*{_IT} )?(?:actually |now )?)| (?:to|falls on)(?: the)? (?=\S)"
)
_SAME_THING = {
    "dish": "food",
    "meal": "food",
    "thing to eat": "food",
    "color": "colour",
    "shade": "colour",
    "novel": "book",
    "movie": "film",
    "tune": "song",
}
"""What is the same by another noun."""
_CALLED = re.compile(r"(?:(?:called|named|known as) )?(?:now |just |actually |still )?")
_LIKED = (
    rf"(?:{PERSON}|{LONG_NAME}|(?!(?:it|this|that|these|those|here|there|what|which|who|all|one|she|he|they|"
    rf"mine)\b)"
    r"[a-z][\w'-]*(?: [a-z][\w'-]*){0,2}?)"
)
REVERSED = re.compile(
    rf"(?P<value>{_LIKED})(?P<said>(?:'s| is| was| has become| became| used to be|'s no longer|'ll always be|"
    rf" has always been| has been)(?: now| not| no longer| also| still)?) {_OWNER} {_ADJECTIVES}"
    r"(?P<noun>fav(?:ou?rite)? (?!to\b|now\b)[a-z]+(?: (?!now|these|at\b|all\b)[a-z]+)?|"
    rf"{RELATION}|bank|gym|GP)\b(?!'s|-)"
)
"""The value first: "Kim is my dentist", "Sushi is my favourite food"."""
_BREED = (
    r"(?:whippet|terrier|labrador|spaniel|collie|poodle|beagle|dachshund|retriever|"
    r"greyhound|boxer|budgie|guinea pig|boat)"
)
HAVING = re.compile(
    rf"(?:(?P<first>I|[Ww]e)|(?P<whose>{PERSON}))(?:'ve| have| has|'s)?(?: got| adopted| "
    r"rescued| just| now| also)* (?:an? |one |our )"
    rf"(?:[a-z-]+ ){{0,3}}?(?P<noun>{RELATION}|{_BREED})(?: and \w+ \w+)?,? (?:called|"
    rf"named|whose name is) (?P<value>{NAME})"
)
""" "I have a dog called Miso"."""
APPOSED = re.compile(
    rf"(?P<whose>[Mm]y|[Oo]ur|{PERSON}'s) (?P<noun>(?:husband|wife|partner|girlfriend|boyfriend|fianc[eé]e?|"
    rf"dentist|doctor|GP|boss|"
    rf"landlord|landlady)) (?P<value>{NAME})(?! and\b)"
)
""" "My partner Jonas is cooking"."""
HOME = re.compile(
    rf"(?P<value>{PLACE})(?:'s| is| has become) (?:our |my )?home(?: now)\b|(?P<where>{NAME}) is where (?:I|"
    rf"we) live\b|(?:I|[Ww]e)(?: now)? call (?P<called>{NAME}) home\b|(?:[Mm]y |[Oo]ur )?[Hh]ome(?:'s| "
    rf"is) (?:now )?(?:in )?(?P<or_value>{PLACE})(?: now)?"
)
""" "Lisbon is home now"."""

REACHED = re.compile(
    r"(?:[Yy]ou (?:can|could|should) |[Pp]lease |[Jj]ust )?(?:now )?(?:reach|get|contact|call|text|ring|"
    r"phone|e-?mail|write|"
    r"message|[Rr]each|[Cc]ontact|[Cc]all|[Tt]ext|[Rr]ing|[Pp]hone|[Ee]-?mail|[Ww]rite|[Mm]essage)"
    rf"(?: to)? (?:(?P<me>me|us)|(?P<whom>{PERSON}))(?: now| from now on| instead| directly)?,? (?:at|on|"
    rf"under|via)"
    rf" (?:(?:my|his|her|the) (?:new )?(?:number|address|e-?mail|mobile),? )?(?:(?P<value>{PHONE})|"
    rf"(?P<mail>{EMAIL}))"
    r"|(?:I|[Ww]e)(?:'ve| have)?(?: just| now)* (?:got|have) a new (?:phone |mobile "
    rf")?number[:,]? (?:it's )?(?P<new>{PHONE})"
    rf"|(?:[Pp]lease |[Jj]ust )?(?:(?:[Uu]se|[Ss]end (?:it|them|everything|that|anything|mails?)(?: over)? "
    rf"to|"
    rf"[Ww]rite to|[Rr]eply to) (?P<used>{EMAIL})(?=,? (?:(?:from now on|instead|now)\b|(?:that's|it's|which "
    rf"is) my)))"
    rf"|(?P<whom_3>{PERSON}) can (?:now |also )?be (?:reached|contacted|called|found) (?:at|on|under|via) "
    rf"(?:(?P<phone_3>{PHONE})|(?P<mail_3>{EMAIL}))"
    rf"|(?P<whom_2>{PERSON}) (?:doesn't|no longer|does not) (?:use|read|check) {EMAIL}(?: any ?more| any "
    rf"longer)?,? "
    rf"(?:but |so )?(?:please )?(?:write to|use|try|it's|uses|reads) (?:him at |her at )?(?P<used_2>{EMAIL})"
)
""" "You can reach me on 0123"."""
COUPLE = re.compile(
    rf"(?P<one>[Mm]y \w+ (?={PERSON})|)(?P<value>{PERSON}) and (?:(?P<first>I)|"
    rf"(?P<whose>{PERSON})) (?:(?P<over>broke up|split up|have broken up|have split up|"
    r"(?:are|got|'re) divorced|separated|are no longer together)|(?:are |'re |just |have |now |also |"
    r"officially |"
    r"finally |have just |been |still )*(?:got(?:ten)? |become )?(?:married|engaged|dating|together|a couple|"
    r"an item|"
    r"seeing each other|going out|in a relationship)(?! in\b(?! [A-Z\d])| at\b| on\b| to\b))"
)
""" "Clara and I got married"."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An owner's noun with its value, as characters of a sentence. over: it was so once.

    loose: the value is to be trimmed. instead: it takes the place of whatever was so of several: a new name.
    """

    subject: str
    predicate: str
    first: int
    value: tuple[int, int]
    lead: str
    group: VerbGroup
    over: bool = False
    loose: bool = False
    weight: float = 0.85
    instead: bool = False


NOUN_WORDS = frozenset(
    """
    number mobile phone cell email e-mail mail address anniversary birthday birth bday favourite favorite fav
    age
    height weight type group size language tongue town hometown name surname nickname sign job role
    position title occupation profession employer workplace car spouse gp physician supervisor bank gym
    school university uni college band team street village insurance provider pharmacy church sister
    brother mother father son daughter child mum mom mam dad mama papa gran granny grandma grandpa
    grandad grandmother grandfather nan aunt auntie uncle cousin niece nephew wife husband partner
    girlfriend boyfriend fiance fiancé fiancée fiancee kid baby friend flatmate roommate housemate
    neighbour neighbor colleague coworker co-worker boss manager landlord landlady doctor dentist
    therapist teacher tutor trainer coach accountant lawyer physio vet hairdresser cleaner babysitter
    childminder nanny dog cat puppy kitten rabbit hamster parrot horse pony pet goldfish tortoise
    whippet terrier labrador spaniel collie poodle beagle dachshund retriever greyhound boxer budgie
    boat account flat house apartment place home
    """.split()  # noqa: SIM905
)
"""One of these words stands in everything that is said of an owner's noun; for a cheap first check."""
PLAIN = group_of("is")
_SHAPES = tuple(
    (re.compile(rf"(?:{noun})\Z"), name, re.compile(shape), LOOSE in shape) for noun, name, shape in NOUNS
)


def attributes_of(sentence: str, start: int, voice: Voice, carried: str | None) -> Iterator[Attribute]:
    """What a sentence says from this place on about an owner's noun."""
    owned = OWNED.match(sentence, start)
    if owned and (found := _owned(sentence, owned, voice, carried)) is not None:
        yield found
    if turned := REVERSED.match(sentence, start):
        subject = _owner(turned, voice, carried)
        meaning = meaning_of(turned["noun"], turned["adj"])
        if subject and meaning is not None:
            predicate, _, loose = meaning
            group = group_of(turned["said"].lower().replace("has become", "is"))
            yield Attribute(
                subject,
                predicate,
                turned.start(),
                turned.span("value"),
                "",
                group,
                group.past or group.modal == "used",
                loose,
            )
    if having := HAVING.match(sentence, start):
        subject = voice.name if having["first"] else voice.named(having["whose"])
        predicate, _, _ = next(meanings_of(having["noun"], ""))
        if subject:
            yield Attribute(subject, predicate, having.start(), having.span("value"), "", PLAIN, False)
    if reached := REACHED.match(sentence, start):
        whom = reached["whom"] or reached["whom_2"] or reached["whom_3"]
        subject = voice.named(whom) if whom else voice.name
        where = next(
            name for name in ("value", "mail", "new", "used", "used_2", "phone_3", "mail_3") if reached[name]
        )
        predicate = "phone number" if where in {"value", "new", "phone_3"} else "email"
        if subject:
            yield Attribute(subject, predicate, reached.start(), reached.span(where), "", PLAIN, weight=0.75)
    if couple := COUPLE.match(sentence, start):
        over = couple["over"] is not None
        pairs = [(voice.name if couple["first"] else voice.named(couple["whose"]), couple.span("value"))]
        if couple["whose"]:
            pairs.append((voice.named(couple["value"]), couple.span("whose")))
        for subject, span in pairs:
            if subject:
                yield Attribute(subject, "partner", couple.start(), span, "", PLAIN, over, weight=0.8)
    if apposed := APPOSED.match(sentence, start):
        own = apposed["whose"].lower() in {"my", "our"}
        subject = voice.name if own else voice.named(apposed["whose"][:-2])
        predicate, _, _ = next(meanings_of(apposed["noun"], ""))
        if subject:
            yield Attribute(
                subject, predicate, apposed.start(), apposed.span("value"), "", PLAIN, weight=0.75
            )
    if (home := HOME.match(sentence, start)) and voice.name:
        span = home.span(next(name for name in ("value", "or_value", "where", "called") if home[name]))
        yield Attribute(voice.name, "lives in", home.start(), span, "", PLAIN, False, weight=0.75)


def _owned(sentence: str, owned: re.Match[str], voice: Voice, carried: str | None) -> Attribute | None:
    subject = _owner(owned, voice, carried)
    if subject is None:
        return None
    group, place = _link(sentence, owned)
    if group is None:
        return None
    called = _CALLED.match(sentence, place)
    place = called.end() if called else place
    over = bool(_OVER.search(owned["adj"])) or group.past or group.modal == "used"
    if "changed" in owned[0] and owned["noun"] in SEVERAL:  # "Her son has changed to Elmwood": not his name.
        return None
    for predicate, shape, loose in meanings_of(owned["noun"], owned["adj"]):
        if (value := shape.match(sentence, place)) is not None:
            lead = value.groupdict().get("lead") or ""
            return Attribute(subject, predicate, owned.start(), value.span("value"), lead, group, over, loose)
    return None


def _link(sentence: str, owned: re.Match[str]) -> tuple[VerbGroup | None, int]:
    """How owner and value are linked, and where the value begins."""
    if link := _LINK.match(sentence, owned.end()):
        return PLAIN, link.end()
    helpers = HELPERS.match(sentence, owned.end())
    if helpers is None:
        return None, 0
    how = group_of(helpers.group().lower())
    after = _BLANKS.match(sentence, helpers.end())
    place = after.end() if after else helpers.end()
    return (how if how.be and how.modal in {"", "used"} else None), place


_BLANKS = re.compile(r"[ ,]*")


def _owner(match: re.Match[str], voice: Voice, carried: str | None) -> str | None:
    """Whose the noun is."""
    if match["whose"]:
        return voice.named(match["whose"])
    if match["their"]:
        return carried
    if match["ofname"]:
        return voice.named(match["ofname"])
    if match["of"]:
        return voice.related(match["of"], None)
    return voice.name


def meaning_of(noun: str, adjectives: str) -> tuple[str, re.Pattern[str], bool] | None:
    """The first of them, if need be without the last word: "favourite food" of "favourite food and"."""
    shorter = noun.rpartition(" ")[0]
    return next(meanings_of(noun, adjectives), None) or next(meanings_of(shorter, adjectives), None)


def meanings_of(noun: str, adjectives: str) -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """The predicates that a noun may have, with the shape of a value, and whether that is loose."""
    for pattern, predicate, shape, loose in _SHAPES:
        if found := pattern.match(noun):
            if predicate == "favourite":
                yield f"favourite {_SAME_THING.get(found['thing'], found['thing'])}", shape, loose
                return
            told = _TELLING.search(adjectives)
            name = predicate or noun.lower()
            yield (f"{told.group()}{name}" if told and not predicate else name), shape, loose
