"""Wordings: the table of how people say what becomes a memory, by the main word of the clause.

Each wording: the predicate; the main words ("lives living|lived": before the bar those that speak of now, after it
those of the past); what may stand between the main word and the value; the value's shape; and what its verb does:
  state    says how it is; its past says that it is over ("lived in")
  change   its past says how it is now ("has moved to")
  ending   its past says that it is over ("sold the")
  be       stands with a form of "be" ("is allergic to"); its past says that it is over
  once     the same, but true for good ("was born in")
  have     stands with a form of "have" ("has a nut allergy")
  plan     says what somebody will do
  due      says so only where a day to come is named ("need to ... by Friday", "am flying to ... in May")
  event    its past says what somebody did, where the day is named
A pattern stands after the main word, or, where it begins with "@", at it.
`lead` in a pattern: what belongs into the sentence but not to the value ("a", "the", "to").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from secondme.memories.predicates import IS, Verb
from secondme.memories.shapes import ADDRESS, AGE, DATE, GROUP, LIST, LOOSE, NAME, PHONE, PLACE, SIZE

Does = Literal["state", "change", "ending", "be", "once", "have", "plan", "due", "event"]

_MAKES = (
    r"(?:Skoda|Škoda|Volkswagen|VW|Golf|Polo|Fiat|Ford|Opel|Vauxhall|Renault|Peugeot|"
    r"Citro[eë]n|Toyota|Honda|Mazda|Nissan|"
    r"Tesla|Volvo|Audi|BMW|Mercedes|Seat|Dacia|Hyundai|Kia|Mini|Suzuki|Subaru|Jeep|"
    r"Porsche|Saab|Lexus|Mitsubishi|"
    r"Polestar|Smart|Jaguar|Land Rover|Chevrolet|Cupra|Yaris|Corsa|Fabia|Octavia|Clio|Zoe|"
    r"Leaf|Punto|Panda|Fiesta|Focus|"
    r"Passat|Astra|Civic|Corolla|Prius|Duster|Sandero)"
)
_CAR = rf"{_MAKES}(?: {NAME}| \d\w*| [A-Z]?\d+\w*)?"
_ARTICLE = r"(?P<lead>(?:an? |the )?)"
_PAPERS = (
    r"(?:(?:old|new|blue|red|white|black|silver|green|grey|second-hand|used|little|"
    r"electric|small|big|trusty) ){0,2}"
)
_OWN = rf"(?:my |our |his |her |their |the |that |this ){_PAPERS}"
_NOT_WORKPLACES = (
    r"(?!(?:home|it|that|this|them|night|nights|the moment|weekends?|the weekend|least|"
    r"most|all|first|once|times|"
    r"Christmas|Easter|\d|a time|dawn|something|things|my best|noon|midnight|height|lunch|"
    r"a loss|full|speed|the time|the end|"
    r"getting|being|making|the same|present|the (?:beginning|end|bottom|top|start|back|"
    r"front|other|age)|a (?:slow|fast|good|steady|different)|me|you|him|her|us|free|years|"
    r"ages|"
    r"money|peanuts|hours|days|weeks|months|an? (?:while|hour|day|week|month|year|living|"
    r"long|bit)|the last|the past|"
    r"two|three|four|five|six|seven|eight|nine|ten|several|school|uni|university|college|"
    r"work|a table|the table)\b)"
)
_OCCUPATION = (
    r"(?:teacher|nurse|doctor|engineer|developer|programmer|designer|carpenter|plumber|"
    r"electrician|baker|chef|cook|waiter|"
    r"waitress|bartender|barista|journalist|writer|editor|translator|lawyer|judge|"
    r"accountant|architect|dentist|vet|"
    r"physiotherapist|therapist|psychologist|paramedic|midwife|pharmacist|surgeon|"
    r"scientist|researcher|lecturer|"
    r"professor|librarian|conservator|curator|musician|painter|photographer|illustrator|"
    r"potter|gardener|farmer|"
    r"fisherman|sailor|pilot|driver|postman|firefighter|soldier|analyst|consultant|"
    r"manager|director|secretary|"
    r"receptionist|cashier|salesman|tailor|hairdresser|barber|mechanic|welder|builder|"
    r"roofer|mason|joiner|"
    r"cleaner|caretaker|social worker|civil servant|electronics technician|technician|"
    r"tutor|trainer|coach|beekeeper|"
    r"bookbinder|bookseller|florist|butcher|brewer|winemaker|geologist|biologist|chemist|"
    r"physicist|mathematician|"
    r"historian|archaeologist|economist|statistician|actor|actress|dancer|singer|"
    r"stonemason|freelancer|intern|apprentice)"
)
_ROLE_WORDS = rf"(?:[a-z][\w-]* ){{0,3}}?{_OCCUPATION}"
_ROLE_AT = r"[a-z][\w-]*(?: (?!at\b|in\b|on\b|by\b|to\b|for\b)[\w-]+){0,3}"
_LEADING = (
    r"(?:head|director|lead|chief|deputy|manager)(?: (?!at\b|for\b|now\b|"
    r"and\b)[a-z-]+){1,3}(?=$|[.,;!]| (?:at|for|now|and)\b)"
)
_DIET = (
    r"(?:vegetarian|vegan|pescatarian|flexitarian|coeliac|celiac|gluten-free|gluten free|"
    r"dairy-free|lactose intolerant|"
    r"gluten intolerant|teetotal|halal|kosher|diabetic)"
)
_LANGUAGES = (
    r"(?:English|German|French|Spanish|Italian|Portuguese|Dutch|Slovene|Slovenian|"
    r"Croatian|Serbian|Polish|Czech|Slovak|"
    r"Hungarian|Romanian|Bulgarian|Greek|Turkish|Russian|Ukrainian|Swedish|Norwegian|"
    r"Danish|Finnish|Icelandic|Estonian|"
    r"Latvian|Lithuanian|Irish|Welsh|Gaelic|Catalan|Basque|Arabic|Hebrew|Persian|Farsi|"
    r"Hindi|Urdu|Bengali|Tamil|"
    r"Chinese|Mandarin|Cantonese|Japanese|Korean|Vietnamese|Thai|Swahili|Albanian|"
    r"Macedonian|Bosnian)"
)
_PLAYED = (
    r"(?:football|tennis|chess|basketball|volleyball|badminton|golf|rugby|hockey|cricket|"
    r"squash|handball|bridge|"
    r"(?:electric |bass |acoustic )?guitar|piano|violin|viola|cello|drums|flute|clarinet|"
    r"saxophone|trumpet|trombone|accordion|harp|"
    r"double bass|bass|organ|oboe|ukulele|banjo|harmonica)"
)
_ACTIVITY = rf"(?P<lead>(?:the |an? )?)(?P<value>{LOOSE})"
_ADDRESSED = rf"(?P<value>{ADDRESS})"
_END = (
    r"(?=\s*$|[.,;:!)]| (?:last|in|yesterday|today|on|this|because|and|after|two|three|a|"
    r"now|again|since|so|but|for|to|over|"
    r"before|when|soon|recently|already|any ?more)\b)"
)
_PARTNERS = rf"(?P<value>{NAME})"


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a predicate. weight: how sure it is that this is meant. verb: reads so instead of the
    predicate's own. trimmed: the value is loose."""

    predicate: str
    at_main: bool
    now: frozenset[str]
    past: frozenset[str]
    rest: re.Pattern[str]
    does: Does
    weight: float
    trimmed: bool
    verb: Verb | None


def _wording(
    predicate: str, words: str, rest: str, does: Does = "state", weight: float = 0.8, verb: Verb | None = None
) -> Wording:
    now, _, past = words.partition("|")
    return Wording(
        predicate,
        rest.startswith("@"),
        frozenset(now.split()),
        frozenset(past.split()),
        re.compile(rest.removeprefix("@")),
        does,
        weight,
        LOOSE in rest or GROUP in rest or LIST in rest,
        verb,
    )


_AT = (
    rf"(?:at|for|with) {_NOT_WORKPLACES}(?P<lead>(?:the |an? |our |my |his |her "
    rf")?)(?P<value>{GROUP})"
)
_AS = (
    rf"as (?P<lead>an? |the |our |(?=[a-z -]{{0,30}}{_OCCUPATION}|head of|director "
    rf"of))(?P<value>{_ROLE_AT})"
)
_MOVE = (
    r"(?: back| over| house| away| out| home| down| up| permanently| in together)?(?: "
    r"with [^,.;]{1,20}?)?(?: from [\w ]{1,20}?)?"
)
_HOUSE = r"(?:an? |the |our |my |his |her )(?:[a-z-]+ ){0,3}(?:in|of|near|outside) "

WORDINGS = (
    # Homes.
    _wording(
        "lives in",
        "live lives living|lived",
        rf" (?:{_MOVE} ?)?(?:right |just )?in (?:{_HOUSE})?(?P<value>{PLACE})",
    ),
    _wording("lives in", "live lives living|lived", rf" (?:at|on) {ADDRESS} in (?P<value>{PLACE})"),
    _wording("address", "live lives living|lived", rf" (?:at|on) {_ADDRESSED}"),
    _wording("address", "|moved relocated", rf"{_MOVE} to {_ADDRESSED}", "change"),
    _wording(
        "lives in",
        "|moved relocated",
        rf"{_MOVE} (?:in)?to (?:{_HOUSE})?(?P<value>{PLACE})(?!'s| \d)",
        "change",
    ),
    _wording("lives in", "|settled", rf"(?: down)? in (?:{_HOUSE})?(?P<value>{PLACE})", "change"),
    _wording("lives in", "based settled", rf" in (?P<value>{PLACE})", "be"),
    _wording("lives in", "in", rf" (?P<value>{PLACE}) (?:now|these days|nowadays)\b", "be", 0.6),
    _wording("lives in", "|left", rf" (?P<value>{PLACE}) (?:for good|behind)\b", "ending"),
    _wording(
        "lives with",
        "live lives living|lived",
        rf"(?: in {PLACE})? with (?:my |our |his |her )?(?:[a-z-]+ )?(?P<value>{NAME})",
    ),
    _wording(
        "lives with",
        "|moved",
        rf" in(?: together)? with (?:my |our |his |her )?(?:[a-z-]+ )?(?P<value>{NAME})",
        "change",
    ),
    _wording("is from", "from", rf" (?P<value>{PLACE})(?! to\b)", "be", 0.7),
    _wording("is from", "come comes", rf" from (?P<value>{PLACE})", "state", 0.7),
    # Work and study.
    _wording(
        "works at",
        "work works working|worked",
        r"(?: (?:part-time|full-time|nights|days|shifts|remotely|freelance|mostly))?(?: as "
        rf"[^,.;]{{2,40}}?)? {_AT}",
    ),
    _wording(
        "works at",
        "teach teaches teaching|taught",
        rf"(?: [a-zA-Z][\w ]{{2,20}}?)? at {_NOT_WORKPLACES}(?P<lead>(?:the |an? "
        rf")?)(?P<value>{GROUP})",
        "state",
        0.7,
    ),
    _wording(
        "works at",
        "work works working|worked",
        rf"(?: as [^,.;]{{2,40}}?)? in (?P<lead>an? |the |our )(?P<value>{GROUP})",
        "state",
        0.7,
    ),
    _wording(
        "works in",
        "work works working|worked",
        r" in (?!(?:the|a|an|my|our|his|her|this|that|shifts|peace|teams?|pairs|silence|bed|"
        r"person|it|general|january|february)\b)(?P<value>[a-z]+(?: [a-z]+)?|IT|HR|PR|"
        rf"{PLACE})(?=$|[.,;!]| (?:now|and|at|for|with|since|as|in)\b)",
        "state",
        0.7,
    ),
    _wording(
        "works as",
        "work works working freelance freelances freelancing|worked freelanced",
        rf"(?: (?:at|for) [^,.;]{{2,40}}?)? {_AS}",
    ),
    _wording(
        "works as",
        "a an",
        rf"@(?P<lead>an? )(?P<value>{_ROLE_WORDS})\b(?=$|[.,;!]| (?:at|for|in|with|and|now|by|"
        r"here|since|but|these|who)\b)",
        "be",
        0.75,
    ),
    _wording(
        "works at",
        "a an the",
        rf" {_ROLE_WORDS} (?:at|for) {_NOT_WORKPLACES}(?P<lead>(?:the |an? "
        rf")?)(?P<value>{GROUP})",
        "be",
        0.75,
    ),
    _wording(
        "works at",
        "head director lead",
        rf"(?: [a-z-]+)* at (?P<lead>(?:the )?)(?P<value>{GROUP})",
        "be",
        0.7,
    ),
    _wording("works as", "head director lead", rf"@(?P<value>{_LEADING})", "be", 0.7),
    _wording("works as", "the", rf" (?:new )?(?P<value>{_LEADING})", "be", 0.7),
    _wording("works as", "|made", rf" (?P<lead>(?:the )?)(?P<value>{_LEADING})", "change", 0.7),
    _wording("works as", "|took", rf" over {_AS}", "change", 0.7),
    _wording(
        "works at",
        "|started began",
        rf"(?: (?:work|working|a (?:new )?job|my new job|(?:as|her|his) [^,.;]{{2,30}}?))? "
        rf"(?:at|with) {_NOT_WORKPLACES}(?P<lead>(?:the |an? )?)(?P<value>{GROUP})",
        "change",
        0.7,
    ),
    _wording(
        "works as",
        "|started began",
        rf"(?: (?:work|working|a (?:new )?job|my new job))?(?: at [^,.;]{{2,40}}?)? {_AS}",
        "change",
        0.7,
    ),
    _wording(
        "works at",
        "|joined",
        rf" (?P<lead>(?:the )?)(?P<value>{NAME})(?=$|[.!]|,? as\b| (?:last|this|in [A-Z]\w*|on "
        r"[A-Z]\w*|yesterday|today|now)\b)",
        "change",
        0.55,
    ),
    _wording(
        "works at",
        "|got found landed took accepted started began has have 've got's",
        rf" (?:an? |the |my |his |her )(?:[a-z-]+ ){{0,2}}(?:job|post|position|role|"
        rf"traineeship|apprenticeship)(?: as [^,.;]{{2,40}}?)? {_AT}",
        "change",
    ),
    _wording(
        "works at",
        "a the",
        rf" new job (?:at|with) {_NOT_WORKPLACES}(?P<lead>(?:the |an? )?)(?P<value>{GROUP})",
        "have",
    ),
    _wording(
        "works as",
        "|got found landed took accepted started began",
        rf" (?:an? |the |my |his |her )(?:[a-z-]+ ){{0,2}}(?:job|post|position|role|work)(?: "
        rf"at [^,.;]{{2,40}}?)? {_AS}",
        "change",
    ),
    _wording("works at", "|hired", rf" by (?P<lead>(?:the |an? )?)(?P<value>{GROUP})", "change"),
    _wording("works as", "|promoted", rf" to (?P<lead>(?:the |an? )?)(?P<value>{_ROLE_AT})", "change"),
    _wording("works as", "|became", rf" (?P<lead>an? |the )(?P<value>{_ROLE_WORDS})\b", "change"),
    _wording(
        "works at",
        "|left quit",
        rf" (?:{_OWN}(?:job|post|position|role|work) (?:at|with|in) )(?P<lead>(?:the |an? "
        rf")?)(?P<value>{GROUP})",
        "ending",
    ),
    _wording(
        "works at",
        "|quit resigned",
        r"(?: working)?(?: at| from)? (?!(?:my|our|his|her|it|this|that|"
        rf"[a-z]+ing)\b)(?P<lead>(?:the |an? )?)(?P<value>{GROUP})",
        "ending",
        0.65,
    ),
    _wording(
        "works at",
        "|left",
        rf" (?P<value>{NAME})(?=$|[.!,]| (?:last|in [A-Z]\w*|for a|after)\b)",
        "ending",
        0.5,
    ),
    _wording(
        "works at",
        "|stopped finished",
        rf" working (?:at|for) (?P<lead>(?:the |an? )?)(?P<value>{GROUP})",
        "ending",
    ),
    _wording(
        "works at", "|quit left lost", rf" (?:my|his|her) (?:job|post)(?P<value>)(?! in\b){_END}", "ending"
    ),
    _wording("works at", "|fired", r"(?P<value>)(?=$|[.,!]| from\b| last\b| yesterday)", "ending", 0.7),
    _wording(
        "works at",
        "|retired resigned",
        r"(?P<value>)(?=$|[.,!]| (?:last (?:year|month|week|spring|summer|autumn|winter)|in|"
        r"now|at|this (?:year|month|week|spring|summer|autumn|winter))\b)",
        "ending",
        0.7,
    ),
    _wording("works at", "|made", r" redundant(?P<value>)", "ending"),
    _wording("works at", "|laid", r" off(?P<value>)", "ending"),
    _wording(
        "studies at",
        "study studies studying|studied",
        rf"(?: [a-z][\w ]{{2,40}}?)? at (?P<lead>(?:the )?)(?P<value>{NAME}(?: of {NAME})?)",
    ),
    _wording(
        "studies at",
        "a",
        rf" (?:[a-z]+ )?student at (?P<lead>(?:the )?)(?P<value>{NAME}(?: of {NAME})?)",
        "be",
    ),
    _wording(
        "studies",
        "study studies studying|studied",
        r" (?!(?:at|for|in|hard|to|with|on|a lot|all|the|abroad|together|here|there|too|more|"
        r"that|this|it)\b)(?P<value>[A-Za-z][\w-]*(?: (?:and |of )?(?!at\b|in\b|for\b|with\b|"
        r"now\b|since\b|because\b|but\b|and\b|to\b|on\b|here\b|there\b|all\b|last\b|this\b|"
        r"again\b|instead\b)[\w-]+){0,2})",
    ),
    _wording(
        "studies",
        "do does doing|did",
        r" (?:an? |my |his |her )(?:PhD|phd|master's|masters|doctorate|degree|BA|MA|MSc|BSc) "
        r"in (?P<value>[\w-]+(?: [\w-]+)?)(?=$|[.,;!]| (?:at|in|and|now)\b)",
    ),
    # People.
    _wording("partner", "married engaged", rf" to (?:my |his |her )?(?:[a-z]+ )?{_PARTNERS}", "be"),
    _wording("partner", "dating", rf" {_PARTNERS}", "be", 0.75),
    _wording("partner", "seeing", rf" {_PARTNERS}(?=\s*$|[.,;!]| (?:now|since|and)\b)", "be", 0.5),
    _wording("partner", "together", rf" with {_PARTNERS}", "be"),
    _wording("partner", "|married", rf" {_PARTNERS}", "change"),
    _wording("partner", "|married engaged", rf" to {_PARTNERS}", "change"),
    _wording(
        "partner",
        "single divorced widowed",
        r"@(?P<value>single|divorced|widowed)(?=$|[.,!]| (?:now|again|since|and|at|these|any "
        r"?more)\b)",
        "be",
        0.75,
        IS,
    ),
    _wording(
        "partner",
        "|divorced",
        r"@(?P<value>divorced)(?=$|[.,!]| (?:last|in|since|now)\b)",
        "change",
        0.75,
        IS,
    ),
    _wording("partner", "|broke split", rf" up with {_PARTNERS}", "ending"),
    _wording("partner", "|broke split", rf"(?: it)? up(?P<value>){_END}(?! (?:for|to)\b)", "ending", 0.75),
    _wording("partner", "|separated", rf" from {_PARTNERS}", "ending"),
    _wording(
        "partner",
        "|left divorced",
        rf" (?:my |his |her )(?:husband|wife|boyfriend|girlfriend|partner) {_PARTNERS}",
        "ending",
    ),
    # Bodies, numbers and things.
    _wording(
        "age",
        "#",
        rf"@(?P<value>{AGE})(?: years old| yrs old)?(?=\s*$|[.,;!)](?!\d)| (?:now|today|years "
        r"old|and (?:a|I|in)\b)|(?: and live))(?! ?(?:%|am|pm|:))",
        "be",
        0.75,
    ),
    _wording("age", "|turned", rf" (?P<value>{AGE})\b(?! ?(?:%|am|pm|people|down|of))", "change"),
    _wording(
        "born in", "born", rf" (?:and raised )?in (?P<value>{PLACE})(?! \d)(?<!January)(?<!February)", "once"
    ),
    _wording("birthday", "born", rf" on (?:the )?(?P<value>{DATE})", "once"),
    _wording("height", "#", r"@(?P<value>\d+(?:[.,]\d+)? ?(?:cm|m|ft|feet|foot)(?: \d+)?)(?: tall)\b", "be"),
    _wording("weight", "weigh weighs", rf" (?P<value>{SIZE})"),
    _wording(
        "shoe size", "wear wears take takes", r" (?:a )?(?:shoe )?size (?P<value>\d+(?:[.,]5)?)(?: shoes?)?"
    ),
    _wording("allergic to", "allergic", rf" to (?P<value>{LIST})", "be"),
    _wording("allergic to", "a an", r" (?:severe |bad |mild )?(?P<value>[a-z]+) allergy\b", "have"),
    _wording(
        "diet",
        "a an",
        rf"@(?P<lead>an? )(?:strict |lifelong |committed )?(?P<value>{_DIET})\b(?! \w+ant)",
        "be",
    ),
    _wording(
        "diet",
        "vegetarian vegan pescatarian flexitarian coeliac celiac gluten-free dairy-free "
        "lactose gluten teetotal diabetic",
        rf"@(?P<value>{_DIET})(?=$|[.,;!]| (?:now|since|and|for|because|too|again|but|these|"
        r"from|as|any ?more|any longer)\b)",
        "be",
    ),
    _wording("diet", "|became went turned", rf" (?P<lead>(?:an? )?)(?P<value>{_DIET})\b", "change"),
    _wording("diet", "|stopped", rf" being (?P<lead>(?:an? )?)(?P<value>{_DIET})\b", "ending"),
    _wording("eats", "eat eats eating|", rf" (?P<lead>(?:any )?)(?P<value>{LOOSE})", "state", 0.7),
    _wording("drinks", "drink drinks drinking|", rf" (?P<lead>(?:any )?)(?P<value>{LOOSE})", "state", 0.7),
    _wording("does not eat", "|stopped", rf" eating (?P<value>{LOOSE})", "change"),
    _wording("does not drink", "|stopped", rf" drinking (?P<value>{LOOSE})", "change"),
    _wording(
        "does not eat",
        "can't cannot",
        r" (?:eat|have) (?!another|any ?more|right|now|it|here|at|with|until|breakfast|lunch|"
        r"dinner|all|the\b|an?\b|my\b|so|much|more|any\w+|on\b|in\b|out\b|if|kids|"
        rf"children)(?P<lead>(?:any )?)(?P<value>{LOOSE})",
        "state",
        0.6,
    ),
    _wording(
        "drives",
        "drive drives driving|drove",
        rf" {_ARTICLE}{_PAPERS}(?P<value>{_CAR}|{NAME}(?! (?:to|home|crazy|mad)\b))(?! (?:to|"
        r"home|crazy|mad|back|around|from|over)\b)",
    ),
    _wording(
        "drives",
        "|bought got leased",
        rf" {_ARTICLE}(?:my |our |his |her |us |me |ourselves |myself )?(?:an? "
        rf")?{_PAPERS}(?P<value>{_CAR})",
        "change",
        0.65,
    ),
    _wording(
        "drives",
        "|swapped traded switched changed",
        rf"[\w ]{{0,40}}? (?:to|for) {_ARTICLE}{_PAPERS}(?P<value>{_CAR})",
        "change",
        0.65,
    ),
    _wording(
        "drives",
        "|sold scrapped",
        rf" (?P<lead>(?:{_OWN}|an? )?)(?P<value>{_CAR}|{NAME})(?! (?:a|an|the|his|her|my|"
        r"our)\b)",
        "ending",
        0.7,
    ),
    _wording(
        "drives", "|sold scrapped", rf" (?:my|our|his|her|the) (?:old )?car(?P<value>){_END}", "ending", 0.7
    ),
    _wording(
        "speaks",
        "speak speaks|spoke",
        rf"(?: fluent| some| a little| good| native| a bit of)? (?P<value>{_LANGUAGES}(?:(?:,| "
        rf"and|, and)(?: (?:some|a little|fluent|a bit of))? {_LANGUAGES})*)\b",
    ),
    _wording("plays", "play plays playing|played", rf" (?:the )?(?P<value>{_PLAYED})\b", "state", 0.7),
    _wording("phone number", "on", rf" (?P<value>{PHONE}) (?:now|from now)", "be", 0.7),
    # Likes.
    _wording(
        "likes",
        "like likes love loves enjoy enjoys adore adores|",
        rf"(?! of | about ) {_ACTIVITY}",
        "state",
        0.75,
    ),
    _wording("likes", "prefer prefers", rf" {_ACTIVITY}", "state", 0.7),
    _wording("likes", "into", rf" {_ACTIVITY}", "be", 0.65),
    _wording("likes", "fond", rf" of {_ACTIVITY}", "be"),
    _wording("likes", "a", rf" (?:big |huge |great |massive )?(?:fan|lover) of {_ACTIVITY}", "be"),
    _wording("likes", "mad crazy", rf" about {_ACTIVITY}", "be", 0.65),
    _wording(
        "dislikes",
        "hate hates dislike dislikes detest detests loathe loathes|",
        rf" {_ACTIVITY}",
        "state",
        0.75,
    ),
    _wording(
        "dislikes",
        "can't cannot",
        rf" (?:stand|bear) (?!up\b|still\b|in\b|on\b|to\b|around\b){_ACTIVITY}",
        "state",
        0.75,
    ),
)


_DO = rf"(?P<value>{LOOSE})"
_REST = r"[^.,;:!?()\n\u00a4]{0,60}"
_DOINGS = (
    "went visited met saw bought got started finished completed flew travelled traveled "
    "drove cycled hiked climbed "
    "attended watched read ran won lost passed failed sold signed booked called cooked "
    "baked built painted planted repaired "
    "fixed moved adopted celebrated hosted joined married had took made saw sent "
    "received submitted handed published "
    "opened closed returned arrived left landed swam sailed walked played performed gave "
    "spent ate tried borrowed lent "
    "ordered picked dropped collected found broke hurt sprained graduated quit retired "
    "began stayed slept camped "
    "interviewed presented organised organized renewed cancelled canceled paid planned "
    "wrote learned learnt talked spoke"
)
_COMING = (
    "moving flying travelling traveling going visiting meeting starting leaving getting "
    "seeing having hosting marrying "
    "picking taking driving sailing returning presenting running attending giving "
    "celebrating throwing cooking coming "
    "playing seeing handing submitting collecting"
)
PLAN_ON = Verb("plan on", "plans on", "planned on", kind="plan")
PLAN_HAVE = Verb("have", "has", "had", kind="plan")
PLAN_A = Verb("plan", "plans", "planned", kind="plan")

DOINGS = (
    _wording("plans", "plan plans intend intends|", rf" to {_DO}", "plan"),
    _wording("plans", "plan plans|", rf" on {_DO}", "plan", 0.75, PLAN_ON),
    _wording("plans", "planning|", rf" to {_DO}", "plan"),
    _wording("plans", "planning|", rf" on {_DO}", "plan", 0.75, PLAN_ON),
    _wording("plans", "planning|", rf" (?P<lead>an? )(?P<value>{LOOSE})", "plan", 0.7, PLAN_A),
    _wording("plans", "promise promises|promised", rf"(?: \w+(?: \w+)?)? to {_DO}", "plan"),
    _wording(
        "plans",
        "promise promises|promised",
        rf"(?: \w+(?: \w+)?)?(?: that)? (?:I|we|he|she)(?:'ll|'d| will| would) {_DO}",
        "plan",
    ),
    _wording("plans", "decided|decided", rf" to {_DO}", "plan", 0.6),
    _wording(
        "plans",
        "a an|",
        r"@(?P<lead>an? )(?:[a-z]+ )?(?P<value>(?:appointment|meeting|interview|exam|date|"
        rf"concert|flight|checkup|check-up|rehearsal|viewing|scan|party|deadline)\b{_REST})",
        "due",
        0.75,
        PLAN_HAVE,
    ),
    _wording("plans", "need needs want wants hope hopes aim aims|", rf" to {_DO}", "due", 0.75),
    _wording("plans", "to|", rf" {_DO}", "due", 0.75),
    _wording("plans", f"{_COMING}|", rf"@{_DO}", "due", 0.75, PLAN_ON),
    _wording("did", f"|{_DOINGS}", rf"@{_DO}", "event", 0.75),
)


def _by_word() -> dict[str, tuple[Wording, ...]]:
    table: dict[str, list[Wording]] = {}
    for wording in (*WORDINGS, *DOINGS):
        for word in wording.now | wording.past:
            table.setdefault(word, []).append(wording)
    return {word: tuple(wordings) for word, wordings in table.items()}


BY_WORD = _by_word()
"""The wordings by main word; "#" stands for a number."""
ELIDING = frozenset(
    word for one in (*WORDINGS, *DOINGS) if one.does in {"change", "ending", "event"} for word in one.past
) - {"broke", "has", "have", "'s", "'ve"} | {"need", "planning", "promised"}
"""Main words before which "I" may be left out at the beginning of a message: "Just moved to Lisbon"."""
DUE_VALUE = re.compile(rf"(?:{LOOSE})")
"""What is planned, before it is trimmed."""
