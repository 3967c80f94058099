"""Person wordings: the table of how people speak of each other, of themselves, and of what they like.

How a row is read stands in `fact_wordings`.
"""

from __future__ import annotations

from secondme.memories.english.shapes import AGE, DATE, LIST, LOOSE, NAME, PHONE, PLACE, SIZE
from secondme.memories.english.vocabulary import (
    COLOUR,
    CONDITION,
    DESCRIBED,
    DIET,
    END,
    LANGUAGES,
    MAKES,
    OWN,
    PLAYED,
)
from secondme.memories.english.wording import worded
from secondme.memories.predicates import IS

_NO_CAUSE = (
    r"(?!(?:whatever|whoever|something|everything|anything|somebody|everybody|people|this|that|it|you|him|"
    r"them)\b)"
)
_CAR = rf"{MAKES}(?: {NAME}| \d\w*| [A-Z]?\d+\w*)?"
_ARTICLE = r"(?P<lead>(?:an? |the )?)"
_ACTIVITY = rf"(?P<lead>(?:the |an? )?)(?P<value>{LOOSE})"
_BEST = r" (?:best|(?:the )?most|above all|(?:better|more) than)\b"
_EATEN = (
    r"[^.;!?]{0,60}\b(?:cook|eat|eaten|plate|food|dish|meal|tastes?|dinner|lunch|kitchen|menu|hungry|table)\b"
)
_PARTNERS = rf"(?P<value>{NAME})"
_CONDITIONS = rf"{CONDITION}(?:(?:,|,? and) {CONDITION})*"

PERSON_WORDINGS = (
    # People.
    worded("partner", "married engaged", rf" to (?:my |his |her )?(?:[a-z]+ )?{_PARTNERS}", "be"),
    worded("partner", "dating", rf" {_PARTNERS}", "be", 0.75),
    worded(
        "partner",
        "going",
        rf" (?:out|steady) with {_PARTNERS}(?=\s*$|[.,;!]| (?:now|since|and|for|these)\b)",
        "be",
        0.6,
    ),
    worded(
        "partner",
        "with",
        rf" {_PARTNERS}(?=\s*$|[.,;!]| )(?= (?:now|since|for (?:\w+ )?(?:years|months|ages)|these days)\b)",
        "be",
        0.5,
    ),
    worded("partner", "in", rf" a relationship with {_PARTNERS}", "be"),
    worded(
        "partner",
        "living lives live",
        rf" with (?:my|his|her) (?:boyfriend|girlfriend|partner|husband|wife) {_PARTNERS}",
    ),
    worded("partner", "seeing", rf" {_PARTNERS}(?=\s*$|[.,;!]| (?:now|since|and)\b)", "be", 0.5),
    worded("partner", "together", rf" with {_PARTNERS}", "be"),
    worded("partner", "|married", rf" {_PARTNERS}", "change"),
    worded("partner", "|married engaged", rf" to {_PARTNERS}", "change"),
    worded(
        "partner",
        "single divorced widowed",
        r"@(?P<value>single|divorced|widowed)(?=$|[.,!]| (?:now|again|since|and|at|these|any "
        r"?more)\b)",
        "be",
        0.75,
        IS,
    ),
    worded(
        "partner",
        "|divorced",
        r"@(?P<value>divorced)(?=$|[.,!]| (?:last|in|since|now)\b)",
        "change",
        0.75,
        IS,
    ),
    worded("partner", "|broke split", rf" up with {_PARTNERS}", "ending"),
    worded("partner", "|broke split", rf"(?: it)? up(?P<value>){END}(?! (?:for|to)\b)", "ending", 0.75),
    worded("partner", "|separated", rf" from {_PARTNERS}", "ending"),
    worded(
        "partner",
        "|left divorced",
        rf" (?:my |his |her )(?:husband|wife|boyfriend|girlfriend|partner) {_PARTNERS}",
        "ending",
    ),
    # Bodies, numbers and things.
    worded(
        "age",
        "#",
        rf"@(?P<value>{AGE})(?: years old| yrs old)?(?=\s*$|[.,;!)](?!\d)| (?:now|today|years "
        r"old|and (?:a|I|in)\b)|(?: and live))(?! ?(?:%|am|pm|:))",
        "be",
        0.75,
    ),
    worded("age", "|turned", rf" (?P<value>{AGE})\b(?! ?(?:%|am|pm|people|down|of))", "change"),
    worded(
        "born in", "born", rf" (?:and raised )?in (?P<value>{PLACE})(?! \d)(?<!January)(?<!February)", "once"
    ),
    worded("birthday", "born", rf" on (?:the )?(?P<value>{DATE})", "once"),
    worded("height", "#", r"@(?P<value>\d+(?:[.,]\d+)? ?(?:cm|m|ft|feet|foot)(?: \d+)?)(?: tall)\b", "be"),
    worded("weight", "weigh weighs", rf" (?P<value>{SIZE})"),
    worded(
        "shoe size", "wear wears take takes", r" (?:a )?(?:shoe )?size (?P<value>\d+(?:[.,]5)?)(?: shoes?)?"
    ),
    worded("allergic to", "allergic", rf" to {_NO_CAUSE}(?P<value>{LIST})", "be"),
    worded("allergic to", "a an", rf" (?:severe |bad |mild |terrible )?allergy to (?P<value>{LIST})", "have"),
    worded(
        "allergic to",
        "react reacts",
        rf" (?:badly |strongly |allergically )?to (?P<value>{LIST})",
        "state",
        0.5,
    ),
    worded(
        "allergic to",
        "can't cannot",
        r" (?:eat|have|touch|be near|be around) (?:any )?(?P<value>[a-z]+(?: [a-z]+)?)(?: (?:near|around) "
        r"me)?(?=,? (?:because |as |since )?I'm allergic)",
        "state",
        0.75,
    ),
    worded("allergic to", "a an", r" (?:severe |bad |mild )?(?P<value>[a-z]+) allergy\b", "have"),
    worded(
        "diet",
        "a an",
        rf"@(?P<lead>an? )(?:strict |lifelong |committed )?(?P<value>{DIET})\b(?! \w+ant)",
        "be",
    ),
    worded(
        "diet",
        "vegetarian vegetarians vegan vegans pescatarian flexitarian coeliac celiac gluten-free dairy-free "
        "lactose gluten teetotal diabetic keto ketogenic paleo low-carb low macrobiotic raw sugar-free sugar "
        "plant-based plant "
        "lactose-free nut-free low-fodmap low-fat low-salt omnivore omnivorous meat-free grain-free halal "
        "kosher",
        rf"@(?P<value>{DIET}(?:(?:,|,? and) {DIET})*)s?"
        r"(?=$|[.,;!]| (?:now|since|and|for|because|too|again|but|these|from|as|any ?more|any longer)\b)",
        "be",
    ),
    worded(
        "diet",
        "|became become went gone turned",
        rf" (?:completely |fully |mostly )?(?P<lead>(?:an? )?)(?P<value>{DIET})\b",
        "change",
    ),
    worded(
        "diet",
        "eat eats eating follow follows following keep keeps|",
        rf" (?:an? |the |only |strictly |mostly )*(?P<value>{DIET})(?=\s*$|[.,;!]| (?:diet|now|these|food|"
        rf"since|and|but|at|only|because|for)\b)",
    ),
    worded(
        "diet",
        "on",
        rf" (?:an? |the )?(?:strict )?(?P<value>{DIET})(?: diet)?(?=\s*$|[.,;!]| (?:diet|now|these|since|and|"
        rf"but|when|for|because|at)\b)",
        "be",
    ),
    worded(
        "diet",
        "|started switched",
        rf"(?: over)?(?: eating| to| on| with)+ (?:an? |the )?(?P<value>{DIET})\b",
        "change",
    ),
    worded("has", "got|", rf" (?P<value>{_CONDITIONS})(?!\w)", "have"),
    worded(
        "has",
        "asthma hay eczema psoriasis epilepsy migraine migraines arthritis tinnitus glaucoma osteoporosis "
        "anaemia anemia insomnia endometriosis dyslexia ADHD IBS diabetes type coeliac celiac Crohn's "
        "crohn's high low sleep",
        rf"@(?P<value>{_CONDITIONS})(?!\w)",
        "have",
    ),
    worded(
        "diet",
        "asthmatic epileptic dyslexic anaemic anemic colour-blind colour color-blind color",
        r"@(?P<value>asthmatic|epileptic|dyslexic|an(?:a)?emic|colou?r[- ]blind)(?!\w)",
        "be",
    ),
    worded("diet", "|stopped", rf" being (?P<lead>(?:an? )?)(?P<value>{DIET})\b", "ending"),
    worded("eats", "eat eats eating|", rf" (?P<lead>(?:any )?)(?P<value>{LOOSE})", "state", 0.7),
    worded("drinks", "drink drinks drinking|", rf" (?P<lead>(?:any )?)(?P<value>{LOOSE})", "state", 0.7),
    worded("does not eat", "|stopped", rf" eating (?P<value>{LOOSE})", "change"),
    worded("does not drink", "|stopped", rf" drinking (?P<value>{LOOSE})", "change"),
    worded(
        "shoe size",
        "a",
        r" (?:shoe )?size (?P<value>\d+(?:[.,]5)?)(?=\s*$|[.!]| (?:in|for) (?:shoes?|boots?|sneakers|"
        r"trainers|skates)|,? (?:shoe|in shoes))",
        "be",
        0.6,
    ),
    worded(
        "does not eat",
        "can't cannot",
        r" (?:eat|have) (?![^.;]{2,30} (?:near|around) (?:me|us)\b)(?!another|any ?more|right|now|it|here|at|"
        r"with|until|breakfast|lunch|"
        r"dinner|all|the\b|an?\b|my\b|so|much|more|any\w+|on\b|in\b|out\b|if|kids|"
        rf"children)(?P<lead>(?:any )?)(?P<value>{LOOSE})",
        "state",
        0.6,
    ),
    worded(
        "drives",
        "drive drives driving|",
        rf" {_ARTICLE}{DESCRIBED}(?P<value>{_CAR}|{NAME}(?! (?:to|home|crazy|mad)\b))(?! (?:to|"
        r"home|crazy|mad|back|around|from|over)\b)",
    ),
    worded(
        "drives",
        "|bought got leased",
        rf" {_ARTICLE}(?:my |our |his |her |us |me |ourselves |myself )?(?:an? "
        rf")?{DESCRIBED}(?P<value>{_CAR})",
        "change",
        0.65,
    ),
    worded(
        "drives",
        "|swapped traded switched changed",
        rf"[\w ]{{0,40}}? (?:to|for) {_ARTICLE}{DESCRIBED}(?P<value>{_CAR})",
        "change",
        0.65,
    ),
    worded(
        "drives",
        "|sold scrapped",
        rf" (?P<lead>(?:{OWN}|an? )?)(?P<value>{_CAR}|{NAME})(?! (?:a|an|the|his|her|my|"
        r"our)\b)",
        "ending",
        0.7,
    ),
    worded(
        "drives", "|sold scrapped", rf" (?:my|our|his|her|the) (?:old )?car(?P<value>){END}", "ending", 0.7
    ),
    worded("drives", "|got", rf" rid of (?P<lead>(?:{OWN})?)(?P<value>{_CAR})", "ending"),
    worded(
        "speaks",
        "speak speaks|",
        rf"(?: fluent| some| a little| good| native| a bit of)? (?P<value>{LANGUAGES}(?:(?:,| "
        rf"and|, and)(?: (?:some|a little|fluent|a bit of))? {LANGUAGES})*)\b",
    ),
    worded("plays", "play plays playing|", rf" (?:the )?(?P<value>{PLAYED})\b", "state", 0.7),
    worded("phone number", "on", rf" (?P<value>{PHONE}) (?:now|from now)", "be", 0.7),
    # Likes.
    worded(
        "favourite colour",
        "like likes love loves prefer prefers|",
        rf" (?P<value>{COLOUR}){_BEST}",
        "state",
        0.75,
    ),
    worded(
        "favourite food",
        "like likes love loves prefer prefers|",
        rf" (?P<value>[a-z][\w'-]*(?: (?!best|most|more|better|above)[\w'-]+){{0,3}}){_BEST}(?={_EATEN})",
        "state",
        0.75,
    ),
    worded(
        "likes",
        "like likes love loves enjoy enjoys adore adores|",
        rf"(?! of | about )(?! {COLOUR}{_BEST})(?![^.,;]{{1,40}}{_BEST}{_EATEN}) {_ACTIVITY}",
        "state",
        0.75,
    ),
    worded(
        "likes",
        "prefer prefers|",
        r" (?P<lead>(?:the |an? )?)(?P<value>(?!to\b|not\b|it\b|that\b)[\w'-]+"
        r"(?: (?!(?:to|over|rather|when|because|now|with|at|in|and|if|these)\b)[\w'-]+){0,3})",
        "state",
        0.7,
    ),
    worded("likes", "into", rf" {_ACTIVITY}", "be", 0.65),
    worded("likes", "fond", rf" of {_ACTIVITY}", "be"),
    worded("likes", "a", rf" (?:big |huge |great |massive )?(?:fan|lover) of {_ACTIVITY}", "be"),
    worded("likes", "mad crazy", rf" about {_ACTIVITY}", "be", 0.65),
    worded(
        "dislikes",
        "hate hates dislike dislikes detest detests loathe loathes|",
        rf" {_ACTIVITY}",
        "state",
        0.75,
    ),
    worded(
        "dislikes",
        "can't cannot",
        rf" (?:stand|bear) (?!up\b|still\b|in\b|on\b|to\b|around\b){_ACTIVITY}",
        "state",
        0.75,
    ),
)
