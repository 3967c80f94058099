"""Fact wordings: the table of how people say facts and what they like, by the main word of the clause.

Each wording: the predicate; the main words ("lives living|lived": before the bar those that speak of
now, after it those of the past); what may stand between the main word and the value; the value's shape; and
what its verb does:
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

from secondme.memories.english.shapes import ADDRESS, GROUP, NAME, PLACE
from secondme.memories.english.vocabulary import BANKS, END, GYMISH, OCCUPATION, OWN
from secondme.memories.english.wording import worded

_PASTIMES = (
    r"(?:the |a )?(?:[a-z-]+ ){0,2}(?:choir|band|orchestra|team|club|gym|course|class|classes|group|league|"
    r"society|committee|allotment|game|app|site|chat|diet)\b"
)
"""What is left as well, and employs nobody."""
_ROLE_WORDS = rf"(?:[a-z][\w-]* ){{0,3}}?{OCCUPATION}"
_ROLE_AT = r"[a-z][\w-]*(?: (?!at\b|in\b|on\b|by\b|to\b|for\b)[\w-]+){0,3}"
_LEADING = (
    r"(?:head|director|lead|chief|deputy|manager)(?: (?!at\b|for\b|now\b|"
    r"and\b)[a-z-]+){1,3}(?=$|[.,;!]| (?:at|for|now|and)\b)"
)
_ADDRESSED = rf"(?P<value>{ADDRESS})"
_MOVE = (
    r"(?: back| over| house| away| out| home| down| up| permanently| in together)?(?: "
    r"with [^,.;]{1,20}?)?(?: from [\w ]{1,20}?)?"
)
_HOUSE = r"(?:an? |the |our |my |his |her )(?:[a-z-]+ ){0,3}(?:in|of|near|outside) "
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
_NO_SCHOOL = (
    r"(?! (?:the |an? |my |his |her |our )?(?:[\w'-]+ ){0,3}?(?:school|uni|university|college|sixth form|"
    r"academy|nursery|kindergarten|preschool|playgroup)\b)"
)
""" "She started at the uni": who starts there studies or teaches, and nobody can tell which."""
_AT = (
    rf"(?:at|for|with(?! an? [a-z -]{{0,30}}{OCCUPATION}\b)) {_NOT_WORKPLACES}"
    rf"(?P<lead>(?:the |an? |our |my |his |her )?)(?P<value>{GROUP})"
)
_AS = (
    rf"as (?P<lead>an? |the |our |(?=[a-z -]{{0,30}}{OCCUPATION}|head of|director "
    rf"of))(?P<value>{_ROLE_AT})"
)

FACT_WORDINGS = (
    # Homes.
    worded(
        "lives in",
        "live lives living|lived",
        rf" (?:{_MOVE} ?)?(?:right |just )?in (?:{_HOUSE})?(?P<value>{PLACE})",
    ),
    worded("lives in", "live lives living|lived", rf" (?:at|on) {ADDRESS} in (?P<value>{PLACE})"),
    worded("address", "live lives living|lived", rf" (?:at|on) {_ADDRESSED}"),
    worded("address", "at", rf" (?:number )?{_ADDRESSED}", "be", 0.75),
    worded("address", "|moved relocated", rf"{_MOVE} to {_ADDRESSED}", "change"),
    worded(
        "lives in",
        "|moved relocated",
        rf"{_MOVE} (?:in)?to (?:{_HOUSE})?(?P<value>{PLACE})(?!'s| \d)",
        "change",
    ),
    worded("lives in", "|settled", rf"(?: down)? in (?:{_HOUSE})?(?P<value>{PLACE})", "change"),
    worded("lives in", "based settled", rf" in (?P<value>{PLACE})", "be"),
    worded("lives in", "in", rf" (?P<value>{PLACE}) (?:since \d{{4}}|for \w+ years)\b", "be", 0.6),
    worded("is from", "|grew", rf" up in (?P<value>{PLACE})", "change", 0.6),
    worded("lives in", "in", rf" (?P<value>{PLACE}) (?:now|these days|nowadays)\b", "be", 0.6),
    worded("lives in", "|left", rf" (?P<value>{PLACE}) (?:for good|behind)\b", "ending"),
    worded(
        "lives with",
        "live lives living|lived",
        rf"(?: in {PLACE})? with (?:my |our |his |her )?(?:[a-z-]+ )?(?P<value>{NAME})",
    ),
    worded(
        "lives with",
        "|moved",
        rf" in(?: together)? with (?:my |our |his |her )?(?:[a-z-]+ )?(?P<value>{NAME})",
        "change",
    ),
    worded("is from", "from", rf" (?P<value>{PLACE})(?! to\b)", "be", 0.7),
    worded("is from", "come comes", rf" from (?P<value>{PLACE})", "state", 0.7),
    # Work and study.
    worded(
        "works at",
        "work works working|worked",
        r"(?: (?:part-time|full-time|nights|days|shifts|remotely|freelance|mostly))?(?: as "
        rf"[^,.;]{{2,40}}?)? {_AT}",
    ),
    worded(
        "works at",
        "teach teaches teaching|taught",
        rf"(?: [a-zA-Z][\w ]{{2,20}}?)? at {_NOT_WORKPLACES}(?P<lead>(?:the |an? "
        rf")?)(?P<value>{GROUP})",
        "state",
        0.7,
    ),
    worded(
        "works at",
        "work works working|worked",
        rf"(?: as [^,.;]{{2,40}}?)? in (?P<lead>an? |the |our )(?P<value>{GROUP})",
        "state",
        0.7,
    ),
    worded(
        "works in",
        "work works working|worked",
        r" in (?!(?:the|a|an|my|our|his|her|this|that|shifts|peace|teams?|pairs|silence|bed|"
        r"person|it|general|january|february)\b)(?P<value>[a-z]+(?: [a-z]+)?|IT|HR|PR|"
        rf"{PLACE})(?=$|[.,;!]| (?:now|and|at|for|with|since|as|in)\b)",
        "state",
        0.7,
    ),
    worded(
        "works as",
        "work works working freelance freelances freelancing|worked freelanced",
        rf"(?: (?:at|for) [^,.;]{{2,40}}?)? {_AS}",
    ),
    worded(
        "works as",
        "a an",
        rf"@(?P<lead>an? )(?P<value>{_ROLE_WORDS})\b(?=$|[.,;!]| (?:at|for|in|with|and|now|by|"
        r"here|since|but|these|who)\b)",
        "be",
        0.75,
    ),
    worded(
        "works at",
        "a an the",
        rf" {_ROLE_WORDS} (?:at|for) {_NOT_WORKPLACES}(?P<lead>(?:the |an? "
        rf")?)(?P<value>{GROUP})",
        "be",
        0.75,
    ),
    worded(
        "works at",
        "head director lead",
        rf"(?: [a-z-]+)* at (?P<lead>(?:the )?)(?P<value>{GROUP})",
        "be",
        0.7,
    ),
    worded("works as", "head director lead", rf"@(?P<value>{_LEADING})", "be", 0.7),
    worded("works as", "the", rf" (?:new )?(?P<value>{_LEADING})", "be", 0.7),
    worded("works as", "|made", rf" (?P<lead>(?:the )?)(?P<value>{_LEADING})", "change", 0.7),
    worded("works as", "|took", rf" over {_AS}", "change", 0.7),
    worded(
        "works at",
        "|started began",
        rf"(?: (?:work|working|a (?:new )?job|my new job|(?:as|her|his) [^,.;]{{2,30}}?) (?:at|with)|"
        rf" (?:at|with){_NO_SCHOOL}) {_NOT_WORKPLACES}(?P<lead>(?:the |an? )?)(?P<value>{GROUP})",
        "change",
        0.7,
    ),
    worded(
        "works as",
        "|started began",
        rf"(?: (?:work|working|a (?:new )?job|my new job))?(?: at [^,.;]{{2,40}}?)? {_AS}",
        "change",
        0.7,
    ),
    worded(
        "works at",
        "|joined",
        rf" (?P<lead>(?:the )?)(?!{GYMISH}|{BANKS})(?P<value>{NAME})(?=$|[.!]|,? as\b| (?:last|this|in "
        rf"[A-Z]\w*|on "
        r"[A-Z]\w*|yesterday|today|now)\b)",
        "change",
        0.55,
    ),
    worded(
        "works at",
        "|got found landed took accepted started began has have 've got's",
        rf" (?:an? |the |my |his |her )(?:[a-z-]+ ){{0,2}}(?:job|post|position|role|"
        rf"traineeship|apprenticeship)(?: as [^,.;]{{2,40}}?)? {_AT}",
        "change",
    ),
    worded(
        "works at",
        "a the",
        rf" new job (?:at|with) {_NOT_WORKPLACES}(?P<lead>(?:the |an? )?)(?P<value>{GROUP})",
        "have",
    ),
    worded(
        "works as",
        "|got found landed took accepted started began",
        rf" (?:an? |the |my |his |her )(?:[a-z-]+ ){{0,2}}(?:job|post|position|role|work)(?: "
        rf"at [^,.;]{{2,40}}?)? {_AS}",
        "change",
    ),
    worded("works at", "employed", rf" (?:at|by|with) (?P<lead>(?:the |an? )?)(?P<value>{GROUP})", "be"),
    worded(
        "works at",
        "|jumped switched transferred moved defected",
        rf" (?:ship |jobs? |companies |employers? |teams )(?:from [^,.;]{{2,30}}? )?(?:to|over to) "
        rf"(?P<lead>(?:the |an? )?)(?P<value>{GROUP})",
        "change",
    ),
    worded(
        "works at",
        "|signed",
        rf" (?:on|a contract|the contract) (?:with|at) (?P<lead>(?:the |an? )?)(?P<value>{NAME})",
        "change",
        0.6,
    ),
    worded(
        "works at",
        "|handed gave",
        rf" (?:in )?(?:my|his|her) notice (?:at|to) (?P<lead>(?:the |an? )?)(?P<value>{GROUP})",
        "ending",
    ),
    worded("works as", "make makes making earn earns earning", rf" (?:a|my|his|her) living {_AS}"),
    worded("works as", "|retrained requalified qualified trained", rf" {_AS}(?=\s*$|[.,;!])", "change", 0.6),
    worded("works at", "|hired", rf" by (?P<lead>(?:the |an? )?)(?P<value>{GROUP})", "change"),
    worded(
        "works at",
        "at with",
        rf" (?P<lead>(?:the )?)(?P<value>(?!{GYMISH}){NAME}) (?:for (?:a while|ages|(?:\w+ )?(?:\w+ "
        rf")?(?:years|months))|since (?:\d{{4}}|[A-Z]\w+)|as far as (?:work|jobs?|my job)\b)",
        "be",
        0.6,
    ),
    worded(
        "works at",
        "with at",
        rf" (?P<lead>(?:the )?)(?P<value>{NAME}),? (?:as far as (?:work|jobs?)|work-wise|workwise|"
        rf"professionally|for work|job-wise|these days for work)\b",
        "be",
        0.7,
    ),
    worded("works as", "|promoted", rf" to (?P<lead>(?:the |an? )?)(?P<value>{_ROLE_AT})", "change"),
    worded("works as", "|became become", rf" (?P<lead>an? |the )(?P<value>{_ROLE_WORDS})\b", "change"),
    worded(
        "works at",
        "|left quit",
        rf" (?:{OWN}(?:job|post|position|role|work) (?:at|with|in) )(?P<lead>(?:the |an? "
        rf")?)(?P<value>{GROUP})",
        "ending",
    ),
    worded(
        "works at",
        "|quit resigned",
        r"(?: working)?(?: at| from)? (?!(?:my|our|his|her|it|this|that|"
        rf"[a-z]+ing)\b)(?!{_PASTIMES})(?P<lead>(?:the |an? )?)(?P<value>{GROUP})",
        "ending",
        0.65,
    ),
    worded(
        "works at",
        "|stopped finished",
        rf" working (?:at|for) (?P<lead>(?:the |an? )?)(?P<value>{GROUP})",
        "ending",
    ),
    worded(
        "works at", "|quit left lost", rf" (?:my|his|her) (?:job|post)(?P<value>)(?! in\b){END}", "ending"
    ),
    worded("works at", "|fired", r"(?P<value>)(?=$|[.,!]| from\b| last\b| yesterday)", "ending", 0.7),
    worded(
        "works at",
        "|retired resigned",
        r"(?P<value>)(?=$|[.,!]| (?:last (?:year|month|week|spring|summer|autumn|winter)|in|"
        r"now|at|this (?:year|month|week|spring|summer|autumn|winter))\b)",
        "ending",
        0.7,
    ),
    worded("works at", "|made", r" redundant(?P<value>)", "ending"),
    worded("works at", "|laid", r" off(?P<value>)", "ending"),
    worded(
        "studies at",
        "study studies studying|studied",
        rf"(?: [a-z][\w ]{{2,40}}?)? at (?P<lead>(?:the )?)(?P<value>{NAME}(?: of {NAME})?)",
    ),
    worded(
        "studies at",
        "a",
        rf" (?:[a-z]+ )?student at (?P<lead>(?:the )?)(?P<value>{NAME}(?: of {NAME})?)",
        "be",
    ),
    worded(
        "studies",
        "study studies studying|studied",
        r" (?!(?:at|for|in|hard|to|with|on|a lot|all|the|abroad|together|here|there|too|more|"
        r"that|this|it)\b)(?P<value>[A-Za-z][\w-]*(?: (?:and |of )?(?!at\b|in\b|for\b|with\b|"
        r"now\b|since\b|because\b|but\b|and\b|to\b|on\b|here\b|there\b|all\b|last\b|this\b|"
        r"again\b|instead\b)[\w-]+){0,2})",
    ),
    worded(
        "studies",
        "do does doing|did",
        r" (?:an? |my |his |her )(?:PhD|phd|master's|masters|doctorate|degree|BA|MA|MSc|BSc) "
        r"in (?P<value>[\w-]+(?: [\w-]+)?)(?=$|[.,;!]| (?:at|in|and|now)\b)",
    ),
)
