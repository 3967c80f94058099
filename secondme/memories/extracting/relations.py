"""Relations as a model words them, and the predicates that they mean. Pure.

The model is free in how it puts a relation: tied to a list, one of 1.5B takes any of it. Here stand the
phrases that it uses, by the predicate that they mean; what is not here is no predicate.
"""

from __future__ import annotations

import re

from secondme.memories.predicates import SEVERAL, VERBS

_SAME = {
    "lives in": "lives at|living in|live in|home|home city|city|moved to|moves to|relocated to|"
    "settled in|resides in|is based in|based in|new home|stays in|lives",
    "works at": "works for|working at|employer|employed by|employed at|job at|company|joined|"
    "new job at|works with|workplace|hired by|started at|starts at|now works at|flies for",
    "works as": "job|job title|position|role|profession|occupation|is a|is an|became|title|"
    "promoted to|now|hired as|new job|working as|new role|qualified as|trained as|title is",
    "works in": "field|industry|sector",
    "partner": "is with|dating|girlfriend|boyfriend|husband|wife|married to|marries|"
    "is married to|engaged to|relationship|in a relationship with|together with|is dating|"
    "new partner|spouse|fiancé|fiancée|sees|status|relationship status|is seeing|married",
    "drives": "car|new car|car is|has a car|bought a car|drives a|owns a car|vehicle|traded in for|driving",
    "studies": "studying|major|majors in|degree|degree in|studies for|subject|course|enrolled in|is studying",
    "studies at": "university|college|school|enrolled at|uni|studying at",
    "age": "is aged|age is|turned|turns|years old|is years old|aged",
    "is from": "from|comes from|hometown|origin|native of|grew up in|raised in|is originally from",
    "born in": "birthplace|was born in|place of birth|born",
    "allergic to": "allergy|allergies|is allergic to|has an allergy to|intolerant to|allergic|"
    "allergic reaction to",
    "diet": "eats|diet is|is a vegetarian|follows|eating|on a diet",
    "does not eat": "doesn't eat|avoids|stopped eating|can't eat|cannot eat|gave up|cut out|no",
    "does not drink": "doesn't drink|can't drink|stopped drinking",
    "speaks": "language|languages|fluent in|speaks fluently",
    "learns": "learning|is learning|studies language|taking lessons in|lessons|language course|lesson",
    "reads": "reading|is reading|book|currently reading|current book|is currently reading|novel",
    "takes a class in": "class|takes classes in|takes|does|practises|practices|hobby|training|"
    "trains|takes up|took up|course in|evening class|sport|classes|goes to",
    "goes to work by": "commutes by|commute|commutes|gets to work by|travels by|goes to work|"
    "commuting|commute by|transport|takes to work|goes by",
    "plays": "instrument|plays the|playing|musical instrument|plays instrument",
    "likes": "loves|enjoys|adores|fond of|is into|a fan of|is a fan of|prefers|preference|"
    "passion|obsessed with|interested in",
    "dislikes": "hates|does not like|doesn't like|can't stand|detests|loathes|afraid of|fears|scared of",
    "plans": "plans to|is planning|planning|is going to|will|wants to|intends to|going to|has to|"
    "needs to|must|plan|should|planned|reminder|to do|intends|aims to|hopes to|goal|goals",
    "did": "done|event|happened",
    "lives with": "shares a flat with|moved in with|flatmates|shares with|living with|lives together with",
    "phone number": "phone|number|mobile|telephone|mobile number|new number|cell|"
    "telephone number|cell number|calls",
    "email": "e-mail|mail|mails|email address|mail address|emails|e-mail address|new email|mail to",
    "address": "street|home address|new address|postal address|street address|lives on|house|"
    "flat|moved into|post",
    "birthday": "date of birth|birth date|birthdate|birthday is|born on|celebrates birthday|b-day",
    "favourite food": "favorite food|favourite dish|favorite dish|dish|favourite meal|food|favorite meal",
    "favourite colour": "favorite color|favourite color|favorite colour|colour|color",
    "favourite band": "favorite band|band",
    "favourite film": "favorite film|favorite movie|favourite movie",
    "shoe size": "size|shoes|shoe|shoes size|wears size|size shoes",
    "height": "is tall|tall|measures",
    "weight": "weighs",
    "blood type": "blood group|blood",
    "doctor": "gp|physician|new doctor|family doctor|registered with|doctor is",
    "dentist": "new dentist|teeth|dental care",
    "boss": "manager|new boss|supervisor|reports to|line manager|new manager|lead|team lead",
    "landlord": "landlady|rents from|new landlord",
    "bank": "banks with|new bank|account|account with|bank account|bank account with|bank is|banking",
    "gym": "works out at|gym membership|trains at|member of|new gym|exercises at",
    "mum": "mother|mom|mother is|mum is",
    "dad": "father|father is|dad is",
    "sister": "sisters|sister is",
    "brother": "brothers|brother is",
    "daughter": "daughters|daughter is",
    "son": "sons|son is",
    "dog": "dog is|new dog|dog named|dog's name",
    "cat": "cat is|new cat|cat named|cat's name",
    "pet": "new pet|adopted|pets|has a pet|pet is|pet name|animal",
    "friend": "best friend|friends|is friends with|friends with",
}
_MEANT = {
    worded: predicate for predicate, wordings in _SAME.items() for worded in (predicate, *wordings.split("|"))
}
_MEANT |= {one: one for one in (*VERBS, *SEVERAL)}
_BEFORE = re.compile(
    r"^(?:(?:is|has|have|had|was|are|am|be|been|does|do|did|now|currently|recently|just|still|also|'s|s|a|an|the|"
    r"new|his|her|their|my|our|called|named|old|current|own) )+"
)
_AFTER = re.compile(r"(?: (?:is|was|now|name|named|called|of|on|at|to|in|for|as|with|by|a|an|the|again))+$")
_ARTICLE = re.compile(r" (?:an?|the)$")
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_NUMBER = re.compile(r"\+?[\d /().-]*(?:\d[ /().-]*){7,}")
_STREET = re.compile(r"(?:.*\D )?\d+\w? ?.*")
_TO_WORK = re.compile(r"\bto (?:work|the office|school)$")
_NOUNS = frozenset(
    """
    dentist doctor landlord boss bank gym therapist vet hairdresser lawyer accountant coach tutor mechanic
    plumber nanny godmother godfather insurance
    """.split()  # noqa: SIM905
)


def predicate_of(relation: str, value: str) -> str | None:
    """The predicate that a relation means beside that value; None where it means none that is known."""
    if _EMAIL.fullmatch(value):
        return "email"
    if _NUMBER.fullmatch(value):
        return "phone number"
    words = " ".join(relation.casefold().replace("_", " ").split())
    if _TO_WORK.search(words):
        return "goes to work by"
    bare = _BEFORE.sub("", words)
    worded = (words, bare, _ARTICLE.sub("", bare), _AFTER.sub("", bare))
    found = next((_MEANT[one] for one in worded if one in _MEANT), None) or _noun_in(worded[-1])
    return "address" if found == "lives in" and _STREET.fullmatch(value) else found


def _noun_in(bare: str) -> str | None:
    """Of "favourite coffee" and "kind old vet" the noun, which is a predicate of its own."""
    if bare.startswith(("favourite ", "favorite ")) and len(bare.split()) <= 3:
        return bare.replace("favorite", "favourite")
    last = bare.split()[-1] if bare else ""
    if last in SEVERAL or last in _NOUNS:
        return last
    return None
