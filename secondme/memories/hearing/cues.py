"""Cues: what must be spoken of where a favourite or a pet is heard.

What is learned from wordings of facts is too sure of ordinary talk, in which hardly a sentence states one: of
"Seonag replied ..." it made a favourite book. So a value that could be any word, or any name, counts only
where a word of its matter stands in the sentence or beside it.
"""

from __future__ import annotations

import re

from secondme.memories.hearing.traits import Around

_PREFERRED = (
    r"fav\w*|fave\w*|lov(?:e|es|ed|ing)|ador\w+|prefer\w*|best|number one|beats?|top|"
    r"rank\w*|first place|comes? first|swears? by|obsess\w+|gone? (?:right )?off|went off|crav\w+|"
    r"never tire\w*|enough of|nothing"
)
_CUES = {
    "food": (
        r"food\w*|eat\w*|ate|meals?|dish\w*|cook\w*|plates?|bowls?|menus?|order(?:s|ed|ing)?|hungry|"
        r"dinner\w*|lunch\w*|breakfast\w*|suppers?|tast\w+|kitchens?|restaurants?|snack\w*|takeaways?|"
        r"recipes?|bites?|appetite|stomach|mouth|flavou?r\w*|portions?|helpings?|starv\w+|birthday"
    ),
    "colour": (
        r"colou?r\w*|paint\w*|shades?|wear\w*|wore|walls?|dress\w*|cloth\w*|hue\w*|tone\w*|dye\w*|"
        r"wardrobe|jumpers?|shirts?|coats?|curtains?"
    ),
    "book": (
        r"books?|bookshel\w+|read\w*|rereads?|novels?|authors?|pages?|chapters?|shelf|shelves|library|"
        r"paperbacks?|cop(?:y|ies)|stor(?:y|ies)|title|bedside|tales?|quot\w+|bible"
    ),
    "pet": (
        r"pets?|dogs?|cats?|pupp\w+|kittens?|rabbits?|hamsters?|parrots?|horses?|pon(?:y|ies)|"
        r"tortoises?|animals?|vets?|leads?|leash|walk\w*|paws?|fur\w*|tails?|collars?|litter|bark\w*|"
        r"feed\w*|fed|food|bree?d\w*|rescue\w*|baskets?|whiskers|purr\w*|cages?|stables?|kennels?|"
        r"hutch|hounds?|spaniels?|terriers?|adopt\w+|muzzle|petless|pass(?:ed|es) away|"
        r"put (?:to sleep|down)|park|sofa"
    ),
}
_FAVOURITES = ("food", "colour", "book")
_SAYS = {
    role: re.compile(rf"\b(?:{words}{'|' + _PREFERRED if role in _FAVOURITES else ''})\b")
    for role, words in _CUES.items()
}


def is_spoken_of(role: str, around: Around) -> bool:
    """Whether the matter of this role is spoken of in the sentence or in one beside it."""
    says = _SAYS.get(role)
    if says is None:
        return True
    beside = (around.here, around.before, around.after)
    return any(says.search(" ".join(one.known)) is not None for one in beside if one is not None)
