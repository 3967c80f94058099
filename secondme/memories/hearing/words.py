"""Words: closed lists by which marks are found and told apart."""

from __future__ import annotations

import re

from secondme.memories.english.vocabulary import (
    BANKS,
    COLOUR,
    CONDITION,
    DIET,
    GYMISH,
    LANGUAGES,
    MAKES,
    OCCUPATION,
    PLAYED,
    TRANSPORT,
)

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those my mine our ours your yours his her hers its their theirs i me we us you
    he him she it they them who whom whose which what where when why how myself himself herself itself
    yourself ourselves and or but nor so yet if unless because cos since as than though although while
    whereas whether of in on at by for from to into onto with without within about over under through
    between after before until till during against towards toward round around off up down out away back
    near along across behind beside besides am is are was were be been being do does did doing done have has
    had having will would shall should can could may might must ought cannot gonna wanna gotta 'm 's 've 're
    'll 'd n't not no yes yeah yep nope nah ok okay well oh ah hey hi hello please thanks thank sorry oops
    whoops hmm er erm um uh lol haha omg btw fyi wait now then here there today tonight tomorrow yesterday ago
    again still already just only even also too very really quite rather pretty almost ever never always
    often sometimes usually maybe perhaps probably definitely certainly actually apparently honestly
    basically literally simply finally recently lately currently nowadays anyway instead once twice more
    most less least much many few some any all both each every either neither none another other others else
    same such own enough several one two three four five six seven eight nine ten first second last next new
    old something anything nothing everything someone anyone everyone nobody somebody anybody everybody day
    days week weeks month months year years time times morning evening afternoon nights weekend weekends
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
    saturdays sundays january february march april june july august september october november december get
    gets got getting gotten go goes going went gone come comes coming came take takes taking took taken make
    makes making made say says said saying tell tells told telling know knows knew known think thinks
    thought see sees saw seen want wants wanted need needs needed like likes liked love loves loved use uses
    used using give gives gave given giving put puts keep keeps kept let lets start starts started starting
    stop stops stopped move moves moved moving live lives lived living work works worked working eat eats
    eating ate eaten drive drives driving drove driven play plays played playing read reads reading learn
    learns learned learning study studies studied studying trains trained training call calls called calling
    named ring rings rang text texts write writes wrote written ask asks asked mean means meant switched
    switch changed change changes left leave leaves leaving quit joined join swapped sold sell bought buy
    found find look looks looking turned turn try tried trying prefer prefers preferred prefered enjoy
    enjoys stay stays stayed favourite favorite fave number address email mail phone mobile name size bank
    doctor gp classes lesson lessons colour color dish employer pet partner allergic allergy diet instrument
    daughter son dog cat girl boy kid home house flat place
    """.split()  # noqa: SIM905
)
"""What no value begins with, ends with, or holds, where it is written small."""
NO_PART_OF_NAMES = frozenset(
    """
    i the a an monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
    thursdays fridays saturdays sundays january february march april june july august september october
    november december and of or but
    """.split()  # noqa: SIM905
)
"""What is no part of a name by its capital alone."""
SAME = {
    "favorite": "favourite",
    "fav": "favourite",
    "fave": "favourite",
    "color": "colour",
    "neighbor": "neighbour",
    "adress": "address",
    "e-mail": "email",
    "prefered": "preferred",
    "alergic": "allergic",
    "alergy": "allergy",
    "mobile": "phone",
    "fone": "phone",
    "gonna": "going",
    "novel": "book",
    "thats": "that",
    "pls": "please",
    **{
        f"{day}{end}": "<day>"
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        for end in ("", "s")
    },
    "u": "you",
    "ur": "your",
    "dont": "don't",
    "im": "i",
    "ive": "i",
}
"""Spellings, and words for the same thing, that are looked up as one."""
CONNECTORS = frozenset(
    {
        "of",
        "the",
        "and",
        "&",
        "in",
        "on",
        "de",
        "for",
        "to",
        "a",
        "la",
        "le",
        "del",
        "da",
        "dos",
        "von",
        "van",
    }
    | {"der", "den", "'s", "with", "at"}
)
"""These may stand within a name."""
CALLING = frozenset(
    """
    thanks thank you wow hey hi hello yeah yes yep no oh ok okay sorry dear morning congrats congratulations
    well cheers please gotcha haha aww bye right agreed sure thx
    """.split()  # noqa: SIM905
)
"""Before a name they show that somebody is called by it."""
TITLES = frozenset({"Dr", "Doctor", "Prof", "Professor"})
NO_CONTENT = FUNCTION_WORDS | {"<day>"}
KINDS = tuple(
    (name, re.compile(pattern, flags))
    for name, pattern, flags in (
        ("language", LANGUAGES, 0),
        ("make", rf"{MAKES}(?: .*)?", 0),
        ("bank", BANKS, 0),
        ("colour", COLOUR, 0),
        ("transport", TRANSPORT, 0),
        ("diet", DIET, re.IGNORECASE),
        ("free", r"\w+-free|low-\w+|\w+-based", 0),
        ("played", PLAYED, 0),
        ("occupation", rf"(?:[\w-]+ ){{0,3}}{OCCUPATION}", 0),
        ("er", r"(?:[\w-]+ ){0,2}[a-z]+(?:er|or|ist|ian|ant|man|woman|ess|ic)", 0),
        ("condition", CONDITION, 0),
        ("gym", GYMISH, 0),
        ("doing", r"(?:[a-z-]+ )?[a-z]+ing", 0),
        ("plural", r"(?:[a-z-]+ )?[a-z]+[^s]s", 0),
        (
            "school",
            r".*\b(?:School|Primary|Academy|Infants|Juniors|Grammar|Nursery|Kindergarten|kindergarten|"
            r"school|Lycée|Colegio|Collège|Instituto|Volksschule|Grundschule|Montessori|Waldorf|Steiner|St)\b.*",
            0,
        ),
        (
            "firm",
            r".*(?:&|\b(?:Energy|Hospital|Clinic|Museum|Software|Studios?|Press|Airways|Insurance|Bakery|"
            r"Brewing|Freight|Labs?|Systems|Ltd|Inc|GmbH|Group|Hotels?|Media|Consulting|Foods|Books|museum|library|"
            r"hospital|garden|theatre|archive|office|hall)\b).*",
            0,
        ),
        ("article", r"(?:The|A) .*", 0),
    )
)
"""What the words of a mark may be, by lists and endings."""
