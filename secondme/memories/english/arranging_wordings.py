"""Arranging wordings: of whom a clause about a time to come speaks, and the verbs that tell what is then.

    Aunt Sue is staying | till Sunday        The boiler man comes | on Wednesday

A clause is matched from its beginning up to the time that it names. How it is read stands in `arranging`.
"""

from __future__ import annotations

import re

from secondme.memories.english.clauses import KIN
from secondme.memories.english.shapes import PERSON

NO_NOUN = (
    r"i|you|he|she|it|we|they|me|him|them|us|who|whom|which|that|this|these|those|what|when|where|why|how|"
    r"if|whether|unless|and|but|or|so|because|cos|since|though|although|then|than|while|as|is|isn't|are|"
    r"aren't|was|wasn't|were|weren't|be|been|being|am|has|have|had|do|does|did|don't|doesn't|didn't|will|"
    r"won't|would|could|should|shall|may|might|must|can|can't|cannot|not|never|no|said|says|say|told|tell|"
    r"asked|asks|went|got|came|took|made|rang|met|saw|left|found|thought|think|thinks|know|knows|want|wants|"
    r"wanted|need|needs|hope|hopes|there|here|yesterday|today|last|every|each|all|any|some|your|his|her|"
    r"their|its|maybe|perhaps|about|like|i'm|i'll|i've|we're|we'll|we've|it's|he's|she's|they're|nothing|"
    r"nobody|everyone|everybody|somebody|someone|only|until|till|til|by|from|to|on|at|in|into|let's|please|"
    r"wish|should've|until"
)
"""What stands in no name of a thing, and ends it."""
_TOKEN = (
    rf"(?!(?i:{NO_NOUN})\b(?!-))[A-Za-z\u00c0-\u024f0-9](?:[\w.&+-]|'(?!(?:s|re|m|ll|ve|"
    rf"d)\b))*(?:'s(?= [\w]))?"
)
THING = rf"{_TOKEN}(?: +(?:of |for |from |with )?{_TOKEN}){{0,5}}?"
WHO = (
    r"(?P<first>I(?=['m ])|i(?=['m ])|[Ww]e\b)"
    rf"|(?P<own>(?:[Mm]y|[Oo]ur) (?:last day(?: at {PERSON})?|{THING}(?: in law)?))|"
    rf"(?P<kin>{KIN} and (?:{KIN}|{PERSON}))(?!\w)|(?P<person>{PERSON}(?: and {PERSON})?)(?!\w)(?! of\b)"
    r"|(?P<pronoun>[Hh]e|[Ss]he)\b"
    rf"|(?P<thing>(?:[Tt]he )?(?:[Ll]ast day(?: at {PERSON})?|{THING}))"
)
"""Whom or what a clause speaks of."""
_OFTEN = (
    r"(?: (?:now|also|only|then|just|still|both|all|officially|finally|definitely|already|at last|"
    r"actually))*"
)
_BE = rf"(?:'s|'re|'m|(?<=[Ii])m| is| are| am){_OFTEN}"
_DOING = (
    r"(?!(?:being|thinking|hoping|feeling|looking|wondering|trying|dying|craving|seeming|wanting|needing|"
    r"liking|loving|hating|dreading|guessing|saying|asking|telling|worrying|talking|raining|snowing|kidding|"
    r"joking|missing|aching|interesting|boring|exciting|amazing|nothing|something|anything|everything|"
    r"counting|waiting|getting (?:old|worse|better|cold|dark|tired|bored)|morning|evening|"
    r"thing)\b)[a-z]+ing\b"
)
_STATE = (
    r"(?:due|back|away|off|out|over|here|home|closed|open|booked(?: in)?|scheduled|planned|set|expected|"
    r"arranged|confirmed|fixed|valid|ready|done|finished|fully booked|up|visiting|on (?:leave|holiday|call|"
    r"duty|nights|earlies|lates|strike|a course|the late shift|the early shift)|in (?:hospital|town|charge|"
    r"[A-Z][\w-]+)|at (?:mine|ours|home|my|our|[A-Z][\w-]+|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?)|with (?:his|"
    r"her|their|my|our|me|us|[A-Z][\w-]+)|to (?!me\b|us\b|the\b|my\b|our\b)[a-z]+|"
    rf"being \w+ed|(?:turning )?(?:\d{{1,3}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    rf"thirteen)|{_DOING})"
)
_SCHEDULED = (
    r"(?:arrives?|comes?|stays?|leaves?|goes|go|fl(?:y|ies)|drives?|travels?|returns?|lands?|moves?|heads?|"
    r"gets?|marry|marries|retires?|graduates?|turns?(?! up| out| into| to\b)|starts?(?! to\b)|"
    r"begins?(?! to\b)|finish(?:es)?|ends?|breaks? up|opens?|closes?|shuts?|expires?|lapses?|runs? out|"
    r"runs?|lasts|kicks? off|continues?|resumes?|takes? place|plays?|sings?|performs?|hosts?|collects?|"
    r"picks? up|brings?|delivers?|covers?|works?|meets?|sees?|renews?|sits?|visits?|joins?|falls?)\b"
)
_HAVING = (
    r"(?:'ve got| have got| has got|'s got| have| has)(?! (?:\w+ed|been|met|seen|done|gone|got|had|made|"
    r"taken|to|not|left|come|run|told|said|sent|paid|given|found|lost|put|never|always)\b)"
)
_MUST = (
    r" (?:must|ha(?:s|ve) to|needs? to|ha(?:s|ve) got to) be (?:in|back|paid|sent|handed in|submitted|"
    r"returned|done|out|there|here|cleared|finished|ready|signed|posted|renewed|collected)\b|"
    r" needs? (?:paying|renewing|returning|collecting|signing|sending|finishing|booking)\b"
)
_WILL = rf"(?: will|'ll)(?: be)?{_OFTEN} (?:{_STATE}|{_SCHEDULED})"
_NOT_BEFORE = (
    r"(?:(?: is| are)(?:n't| not)|(?:'s|'re|'m) not| won'?t be| will not be)(?: \w+){1,3}(?=[ ,]*$)|"
    r"(?: does(?:n't| not)| do(?:n't| not)| won'?t)(?: \w+){1,3}(?=[ ,]*$)"
)
VERB = (
    rf"(?P<until>{_NOT_BEFORE})|{_BE} (?P<state>{_STATE})|(?P<on>{_BE})(?=[ ,]*$)|(?P<has>{_HAVING})|"
    rf"(?P<must>{_MUST})|(?P<will>{_WILL})|{_OFTEN} (?P<does>{_SCHEDULED})"
)
"""What tells that something is then."""
_PREPARED = (
    r"(?:booked|reserved|arranged|scheduled|organi[sz]ed|rented|hired|ordered|renewed|(?:got|bought|have|"
    r"'ve got)(?= (?:\w+ ){0,3}(?:tickets?|seats?|places?|a slot|an? appointment|flights?)\b))"
)
PREPARED = rf"(?:(?:'ve| have| has|'s)?{_OFTEN} )(?P<prepared>{_PREPARED})"
"""What was got for a time to come."""
READY = r" (?:is |are |all )?(?P<ready>booked|ordered|reserved|arranged|valid|due(?: back| in)?)(?: in)?"
""" "Taxi ordered for Thursday"."""
GIVEN = re.compile(
    r"(?P<who>[Tt]hey|[Tt]he [\w' -]{2,30}?|[Dd]entist|[Hh]ospital|[Cc]linic|[Ss]urgery)(?:'ve| have|"
    r" has)? (?P<given>gave|given|offered|sent|got) (?P<whom>me|us) (?P<what>(?:an?|"
    r"the) (?:[\w-]+ ){0,2}?(?:interview|slot|appointment|appt|date|place|viewing|time|scan|seat|table)\b)"
)
ELIDED = (
    rf"(?P<being>(?i:{_DOING})(?= (?:an?|the|my|our|with|to|in|at|up|off|out|home|back|away|over|round|down|"
    rf"from|house|"
    r"late|[A-Z]\w*)\b)|[Ff]lying|[Oo]ff(?= (?:to|on) )|[Aa]way\b|[Bb]ack\b|[Hh]ome\b)|(?P<doing>(?i:start|"
    r"leave|fly|move|finish|begin|arrive|return|drive|travel|go)\b)"
    rf"|(?P<prepared>(?i:{_PREPARED}))"
    r"|(?P<errand>(?:Collect|Pay|Give back|Return|Renew|Ring|Phone|Buy|Fetch|Send|Submit|Finish|Hand in|"
    r"Pick up|Drop off|Take|Bring|Cancel|Confirm|Write|Clean|Fix|Mow|Prepare|Sort out|Apply for|"
    r"Register for|Sign|Pack|Meet|See|Visit|Go to)(?= (?!me\b|us\b|you\b|it\b)\w))"
)
"""A clause without a subject of its own: of whoever writes."""
GAP = (
    r"(?:,? (?!(?:said|says|that|which|who|if|whether|because|cos|but|so|when|while|than|about|was|were|did|"
    r"had|will|would|could|should|might|may|can|is|are|has|have|i|he|she|they|we|it|you|not|isn't|like|as|"
    r"instead|until|till|since|last|every|each|felt|went|came|told|asked|or|gets?|got|moved|cancel+ed|"
    r"postponed|to have|called)\b(?!-))[\w'\u2019\u00a3\u20ac$&/.+-]*\w[\w'&+]*){0,9}?[ ,(\u2013\u2014-]*"
)
"""What may stand between a verb and its time."""
THINGS = frozenset(
    """
    parcel package delivery deliveries bins bin prescription licence license passport probation post
    mail rent insurance lease contract visa tax taxes mot car flat house school college uni work
    term choir band bridge bowls yoga pilates football cricket rugby training swimming church mass
    bus bank council gas water heating boiler warranty membership subscription ticket tickets sale
    offer exam exams season shop library pool gym
    """.split()  # noqa: SIM905
)
"""What has its capital from opening a sentence and is nobody's name."""
OF_THINGS = re.compile(
    r" ?(?:expires?|lapses?|runs? out|lasts?|renews?|takes? place|continues?|resumes?|closes?|shuts?|"
    r"opens?)$",
    re.IGNORECASE,
)
"""What is said of things alone."""
