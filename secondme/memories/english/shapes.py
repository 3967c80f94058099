"""The shapes that values have, as pattern source: a name, a place, a number; and how a loose one is trimmed.

Patterns are matched against text whose apostrophes are plain and whose quotations are blanked out; they mind
case, for a name is known by its capital.
"""

from __future__ import annotations

import re

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00deČĆŠŽĐŁŚŹŻĄĘŃŐŰŘĚŮŤĎŇĞİŞĀĒĪŌŪ\u0391-\u03a9\u0410-\u042f"
_NO_NAMES = (
    r"Nowadays|Currently|Recently|Lately|Meanwhile|I|A|An|The|This|That|These|Those|It|Its|There|Here|He|She|"
    r"They|We|You|My|Our|Your|"
    r"His|Her|Their|Me|Us|Him|Them|"
    r"Who|Whom|Whose|What|When|Where|Which|Why|How|Do|Does|Did|Is|Are|Was|Were|Am|Has|"
    r"Have|Had|Can|Could|Would|"
    r"Should|May|Might|Must|Shall|If|Unless|And|But|Or|So|Because|Since|As|At|In|On|By|"
    r"For|From|To|Of|With|"
    r"Not|No|Yes|Yeah|Yep|Nope|Ok|Okay|Well|Oh|Ah|Hey|Hi|Hello|Dear|Thanks|Thank|Please|"
    r"Sorry|Nobody|Somebody|"
    r"Everybody|Anybody|Everyone|Someone|Anyone|None|Nothing|Everything|Something|All|"
    r"Both|Some|Many|Most|Few|Each|"
    r"Every|Just|Now|Then|Today|Yesterday|Tomorrow|Tonight|Also|Still|Maybe|Perhaps|Only|"
    r"Even|One|Two|Three|"
    r"Next|Last|Another|Other|People|Work|Life|Home|Lunch|Dinner|Breakfast|Note|Todo|TODO|"
    r"PS|Ps|Fyi|FYI|"
    r"Great|Good|Lovely|Remember|Remind|Tell|Ask|Call|Let|Never|Always|Once|After|Before|"
    r"While|Until|During|About|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|"
    r"July|August|"
    r"September|October|November|December|Christmas|Easter|Spring|Summer|Autumn|Winter|"
    r"Got|Met|Went|Moved|Bought|Started|Finished|Quit|Left|Sold|Need|Going|Planning|Turns|"
    r"Rang|Saw|Told|Asked|Called|Emailed|Texted|Phoned|Messaged|Visited|Helped|Picked|Dropped|Took|Gave|"
    r"Lent|Paid|Drove|Watched|Spoke|Talked|Chatted|Heard|Booked|Invited|Reminded|Thanked|Missed|Hosted|"
    r"Cooked|Made|Learned|Learnt|Wrote|Sent|Said|Signed|Joined|Gave|Forgot|Thinking|"
    r"Guess|Scratch|Update|Say|Imagine|Looks?|Looked|Sounds?|Sounded|Feels?|Felt|Seems?|Seemed|Smells?|"
    r"Tastes?|Appears?"
)
WORD = rf"(?!(?:{_NO_NAMES})\b(?!-))[{_UPPER}][\w-]*+(?:'[A-Z]\w{{2,}}+)?+"
"""One word of a name."""
_TITLE = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Uncle|Aunt|Auntie|Granny|Grandma|"
    r"Grandpa)\b\.? +)"
)
NAME = (
    rf"(?:{_TITLE})?+{WORD}(?: (?:(?:de|van|von|da|di|der|den|del|la|le) "
    rf")*{WORD}){{0,3}}+(?!'s\b)"
)
"""Of a person, an animal or a make."""
LONG_NAME = (
    rf"(?:(?:The|A|An|This|That|All|One|To|My|Our|On|In|Of|Never|What|How|Every) )?{WORD}(?:(?: (?:of|and|"
    rf"the|in|on|to|a|an|for|from|with|"
    rf"at|by|like|into|these|&|The|A|An|These|Those|This|That|My|Our|Me|You|All|I|It|As|One|Things))* "
    rf"{WORD}){{0,6}}+(?: (?:These|This|That|You|Me|It|All|One|Us|Never|Always|Home|Before|After|There|Here|"
    rf"Him|Her)\b)?(?!'s\b)"
)
"""Of a book or a film."""
PERSON = rf"(?:{_TITLE})?+{WORD}(?: (?:(?:de|van|von|da|di) )*{WORD}){{0,2}}+"
PLACE = (
    rf"(?:(?:[Tt]he )?{WORD}(?:(?: of(?: the)?| am| an der| upon| on| del?| la| le| sur| "
    rf"\w+'s)? {WORD}){{0,3}}+(?!'s\b)"
    r"|(?-i:(?!(?:bed|town|there|here|fear|hope|love|my|the|school|work|that|this|sin|"
    r"peace|denial|limbo|it|"
    r"one|two|another|exile|harmony|which|general|an?|our|his|her|their|your|poverty|"
    r"luxury|person|mind|style|"
    r"together|alone|pain|heaven|hell|comfort|squalor|different|separate|new|rented|"
    r"student|shared)\b)"
    r"[a-z]{4,}(?=\s*$|[.!,;]| (?:now|with|since|and|last|this|in|on|yesterday|today|"
    r"because|but|these|for|again)\b)))"
)
"""Of a place; in a message without capitals one word that ends the clause."""
GROUP = (
    rf"(?:{WORD}(?:(?: of| for| and| &| the){{0,2}} {WORD}){{0,5}}"
    r"|[a-z0-9\u00df-\u00ff][\w&'-]*(?: (?!(?:in|at|on|with|near|for|from|as|by|and|or|"
    r"every|full-?time|part-?time|all|most|too|"
    r"beside|behind|opposite|next|twice|once|two|three|four|any ?more)\b)[\w&'-]+){0,4})"
)
"""Of an employer or a school, loose."""
LOOSE = r"[^\s.,;:!?()\u00a4][^.,;:!?()\n\u00a4]{0,79}"
"""Whatever is said until a mark; to be trimmed."""
LIST = (
    r"[A-Za-z][\w '-]{1,40}(?:(?=(?:, [a-z][\w'-]*(?: [\w'-]+){0,2})*,? (?:and|or) [a-z])(?:, (?!but|so|and "
    r"I|which|I\b|we\b|he\b|"
    r"she\b|not\b|please\b|tell\b|be\b|ask\b)[a-z][\w '-]{1,40})*)?"
)
"""Of things, with commas between."""
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b\.?"
)
DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{4}})?|{_MONTH} (?:the "
    rf")?\d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}})?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\.\d{1,2}\.)"
)
PHONE = r"\+?\(?\d(?:[ ()/.-]{0,2}\d){5,14}(?![\d%])"
EMAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
AGE = r"(?:1[01]\d|[1-9]\d|[1-9])"
SIZE = (
    r"(?:\d+(?:[.,]\d+)?|[A-Z]{1,3}(?: ?[+-]|\b))(?: ?(?:cm|m|kg|lbs?|pounds|stone|ft|"
    r"foot|feet|inches|g|positive|negative)\b)?(?: \d{1,2}\b)?"
)
_NUMBERED = (
    r"(?!(?:Sections?|Articles?|Chapters?|Clauses?|Parts?|Paragraphs?|Tables?|Figures?|Pages?|Versions?|"
    r"Volumes?|Appendix|Annex|Steps?|Levels?|Lessons?|Units?|Questions?|Exercises?|Weeks?|Days?|Years?|Phase|"
    r"Stage|Season|Episodes?|Groups?|Team|Grade|Class|Lines?|Platform|Gate|Terminal|Track|Act|Scene|Psalms?|"
    r"Items?|Notes?|Releases?|Layers?|Options?|Types?|Models?|Series|Schedules?|Rounds?|Formula|Windows)\b)"
)
"""What is counted and is no street: "Sections 1 and 2"."""
ADDRESS = (
    rf"(?:\d+\w{{0,2}},? (?:The )?{WORD}|"
    rf"{_NUMBERED}{WORD}(?: (?:(?:de|das|dos|do|da|del|la|le|les|des|van|von|der|den|"
    rf"am|an der|di) )*{WORD}){{0,4}} "
    rf"\d+\w?(?:, \d{{1,4}}[a-z]?(?= {WORD}))?)(?:(?:,| in| at)? (?:{WORD}|\d[A-Z]{{2}}\b|\d{{3,}}))*"
)

_CUT = re.compile(
    r"\s+(?:-+|\u2013|\u2014|because|cos|cause|since|but|so(?! far)|when|while|after|before|until|"
    r"till|which|who|where|that|"
    r"though|although|as(?! a\b)|now|any ?more|again|too|these days|at the moment|instead|"
    r"right now|nowadays|"
    r"best(?! )|best for|best of all|better(?! [a-z]*(?!than)\w*$)|better than|more than|most of all|above "
    r"all|by far|currently|though|lately|actually|really|very much|for (?:\w+ ){1,2}(?:years?|"
    r"months?|weeks?|days?|decades?)|for ages|a lot|so much|one day|some ?day|and (?:I|we|"
    r"he|she|it|they|you|now|then|so)\b|"
    r"and (?=\w+s\b \w)|than|if|to be|already|not)(?!\w).*$",
    re.DOTALL,
)
_LOOSE_END = re.compile(
    r"[\s,'\"*_-]+(?:by|on|in|at|for|from|of|to|the|and|or|since|until|around|this|with|a|"
    r"an|my|just|about|then|"
    r"next|every|early|late|not|also)?$|[\s,'\"*_]+$",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:it|that|this|these|those|them|him|her|you|your|yours|me|us|one|ones|there|here|"
    r"so|how|what|when|why|who|where|"
    r"which|everything|nothing|something|anything|if|the|a|an|my|our|his|their|its|being|"
    r"to|not|no|myself|himself|"
    r"herself|each|someone|everyone|and|or|both|all|idea|way|more|any ?more|other|best|least|most|yet|bad|"
    r"title|for \w+$)(?:'\w+)?(?:\b(?! \w)|(?= "
    r"(?:you|it|that|this|here|is|was)\b))"
    r"|(?:your|you|it|this|that|these|those|him|them|how|what|when|why|if|where|being|"
    r"being|i|we|he|she)\b",
    re.IGNORECASE,
)


def trimmed_end(text: str, first: int, last: int) -> int:
    """Where a loose value [first, last) ends, without the clause and the little words that trail after it."""
    value = _CUT.sub("", text[first:last])
    while (shorter := _LOOSE_END.sub("", value)) != value:
        value = shorter
    return first + len(value)


def says_something(value: str) -> bool:
    """Whether a value can stand by itself: not "it", "that", "how you did this"."""
    return bool(value) and "\u00a4" not in value and not _NOTHING.match(value)


_LIKE = tuple(
    re.compile(shape)
    for shape in (
        DATE,
        PHONE,
        EMAIL,
        rf"{ADDRESS}",
        r"\d+(?:[.,]\d+)?(?: ?(?:cm|m|kg))?",
        NAME,
        r"[a-z][\w-]*(?: (?!(?:and|but|not|or|after|any|at|in|on|since|because|as|so|for|which|that|when|who|"
        r"these|now|to|is|was|"
        r"it|too|again|by|from|of course)\b)[a-z][\w-]*){0,2}",
    )
)


def shape_like(value: str) -> re.Pattern[str]:
    """The shape that another value for the same would have: a date for a date, a name for a name."""
    return next((shape for shape in _LIKE if shape.fullmatch(value)), _LIKE[-1])
