"""Habit wordings: the table of how people say what they do again and again: train, learn, read, commute.

How a row is read stands in `fact_wordings`.
"""

from __future__ import annotations

from secondme.memories.english.shapes import GROUP, LONG_NAME, NAME
from secondme.memories.english.vocabulary import BANKS, CLASS, GYMISH, LANGUAGES, PLAYED, TRANSPORT
from secondme.memories.english.wording import worded

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|mon|tues|wednes|thurs|fri|satur|sun)day"
WEEKLY = (
    rf"(?: (?:class|classes|lessons?|course|sessions?|training|practice))?(?=,? (?:now )?(?:(?:every|each) "
    rf"(?:other |single |week\b|{_DAY})|"
    rf"on {_DAY}s|on {_DAY} (?:evening|night|morning|afternoon)s|{_DAY} (?:evening|night|morning|"
    rf"afternoon)s?|{_DAY}s\b|once a week|twice a week|weekly))"
)
_LESSONS = r" (?:class|classes|lessons?|course|courses|workshops?)\b"
_BOOK = rf"(?P<value>(?!{LANGUAGES} at\b){LONG_NAME})(?! (?:at Oxford|at Cambridge|at uni))"
_READING = r"(?: the (?:book|novel)| a (?:book|novel) called)?"
_GYM = (
    rf"(?P<lead>(?:the )?)(?P<value>{GYMISH})(?=\s*$|[.,;!:]|"
    r" (?:now|every|on|before|after|in|for|since|three|two|four|five|six|ten|a|yesterday|last|this|"
    r"today|and|because|but|most|instead|though|too|with|as)\b)"
)
_TRAIN = rf"(?P<lead>(?:the )?)(?P<value>{GROUP})"
_WITHIN = r"(?:the middle of|the midst of|the thick of)"
_BANKS = rf"(?P<value>{BANKS})\b"
_ACCOUNT = r"(?:bank |current |savings |joint |checking )?account"
_AT_BANK = rf"(?:at|with|over at|over with) (?:the )?(?P<value>{NAME})"
_LANGUAGE = rf"(?P<value>{LANGUAGES})\b"
_RIDE = rf"(?P<value>{TRANSPORT})\b"
_TO_WORK = r" (?:to|into) (?:work|the office|the shop|the clinic|my job|his job|her job|town for work)\b"
_DOCTOR = r"(?P<value>(?:Dr|Doctor)\b\.? +(?:(?:van|von|de|da|di) )*[A-Z\u00c0-\u00de][\w'-]+)"

HABIT_WORDINGS = (
    # A book at a time.
    worded("reads", "reading re-reading rereading|", rf"{_READING} {_BOOK}", "be", 0.75),
    worded("reads", "in", rf" {_WITHIN}(?: reading)?{_READING} {_BOOK}", "be", 0.6),
    worded(
        "reads",
        "halfway partway deep lost engrossed absorbed immersed stuck",
        rf" (?:through|into|in) {_BOOK}",
        "be",
        0.6,
    ),
    worded("reads", "on", rf" (?:page \d+|chapter \w+|the last (?:pages|chapter)s?) of {_BOOK}", "be"),
    worded(
        "reads",
        "|started begun began",
        rf"(?: reading| on)(?: the (?:book|novel))? {_BOOK}",
        "change",
        0.7,
    ),
    worded(
        "reads",
        "|picked",
        rf" up(?: the (?:book|novel))? {_BOOK}(?! (?:from|at|after|in|on|and|before|with|later)\b)",
        "change",
        0.7,
    ),
    worded(
        "reads",
        "|started began begun",
        rf" (?P<value>(?:The )?[A-Z][\w'-]+ (?=[\w]+ ?){LONG_NAME})(?=\s*$|[.,;!]| (?:yesterday|last|this|on|"
        rf"two|three|ten|today|now|and|instead)\b)",
        "change",
        0.5,
    ),
    # Where one trains.
    worded("gym", "go goes going|", rf" to {_GYM}", "state", 0.7),
    worded(
        "gym", "train trains training exercise exercises exercising|trained", rf" (?:at|in|with) {_TRAIN}"
    ),
    worded("gym", "work works working|", rf" out (?:at|in) {_TRAIN}"),
    worded(
        "gym", "lift lifts lifting climb climbs climbing swim swims swimming|", rf"(?: weights)? at {_GYM}"
    ),
    worded("gym", "a", rf" (?:gym )?member (?:at|of) {_GYM}", "be"),
    worded("gym", "|joined", rf" {_GYM}", "change", 0.75),
    worded("gym", "|signed enrolled registered", rf" up? ?(?:at|with|for) {_GYM}", "change", 0.75),
    worded("gym", "|switched changed moved", rf"(?: gyms)?(?: over)? to {_GYM}", "change", 0.75),
    worded(
        "gym",
        "have has 've|",
        rf" (?:a|my|his|her) (?:gym )?(?:membership|subscription) (?:at|with) {_TRAIN}",
        "change",
    ),
    # Where one's money is.
    worded("bank", "bank banks banking|banked", rf" (?:with|at) (?P<value>{NAME})"),
    worded("bank", "with at", rf" {_BANKS}", "be", 0.75),
    worded(
        "bank",
        "have has got keep keeps|opened set",
        rf"(?: up| got)? (?:an?|my|his|her|our|the) (?:new )?{_ACCOUNT} {_AT_BANK}",
        "change",
    ),
    worded(
        "bank",
        "have has keep keeps|",
        rf" (?:an?|my|his|her|our|the) (?:new )?(?:{_ACCOUNT}|money|savings) {_AT_BANK}",
        "state",
    ),
    worded(
        "bank",
        "|moved transferred switched changed went took",
        rf"(?: over)?(?: (?:my|his|her|our|the) (?:{_ACCOUNT}s?|money|savings))?(?: over)?(?: from "
        rf"[^,.;]{{2,30}}?)? to {_BANKS}",
        "change",
    ),
    worded(
        "bank",
        "|moved transferred switched took",
        rf"(?: over)? (?:my|his|her|our|the) (?:{_ACCOUNT}s?|money|savings)(?: over)?(?: from "
        rf"[^,.;]{{2,30}}?)? to (?P<value>{NAME})",
        "change",
    ),
    worded("bank", "a", rf" customer (?:of|at|with) {_BANKS}", "be"),
    worded("bank", "|joined", rf" {_BANKS}", "change"),
    # Whom one sees about one's health.
    worded(
        "doctor",
        "go goes going see sees seeing|",
        rf"(?: to)? {_DOCTOR}(?! (?:at|on|tomorrow|today|tonight|next|this)\b)",
        "state",
        0.7,
    ),
    worded(
        "doctor",
        "with under",
        rf"(?: the care of)? {_DOCTOR}(?! (?:at|on|tomorrow|today|tonight|next|this|right)\b)",
        "be",
        0.7,
    ),
    worded("doctor", "registered", rf" (?:with|at) {_DOCTOR}", "be"),
    worded("doctor", "a", rf" patient (?:of|with|at) {_DOCTOR}", "be"),
    worded(
        "doctor",
        "|switched changed moved registered signed",
        rf"(?: doctors?| over| up| GPs?)? (?:to|with) {_DOCTOR}",
        "change",
    ),
    # Languages that are being learned.
    worded(
        "learns",
        "learn learns learning study studies studying practise practises practising practice practices "
        "practicing|",
        rf" (?:some |a little |a bit of )?{_LANGUAGE}",
    ),
    worded(
        "learns",
        "taking take takes having have has doing do does attending attend attends|",
        rf" (?:an? )?(?:beginners'? |evening |weekly |online )?{_LANGUAGE}(?:{_LESSONS}| on Duolingo)",
    ),
    worded(
        "learns",
        "|started begun began taken took",
        rf"(?: up)?(?: on)?(?: learning| to learn| studying| to study| with)? (?:an? )?{_LANGUAGE}(?! (?:at|"
        rf"food|film)\b)",
        "change",
    ),
    worded("learns", "trying", rf" to (?:learn|pick up) (?:some )?{_LANGUAGE}", "be"),
    worded("learns", "teaching", rf" (?:myself|himself|herself) {_LANGUAGE}", "be"),
    worded(
        "learns",
        "|switched changed moved",
        rf"(?: over)?(?: from [^,.;]{{2,20}}?)? to (?:learning )?{_LANGUAGE}",
        "change",
        0.6,
    ),
    worded("learns", "|signed enrolled", rf"(?: up)? (?:for|in|on) (?:an? )?{_LANGUAGE}{_LESSONS}", "change"),
    # What one does each week.
    worded(
        "takes a class in",
        "have has do does take takes attend attends 've go goes|",
        rf"(?: got)?(?: to)? (?P<value>{CLASS}){WEEKLY}",
        "state",
        0.65,
    ),
    worded("takes a class in", "have has|", rf" (?P<value>{CLASS}){WEEKLY}", "have", 0.65),
    worded(
        "takes a class in",
        "take takes taking attend attends attending do does doing go goes going|",
        rf"(?: to)? (?:an? |the |my |his |her )?(?:weekly |evening |beginners'? "
        rf")?(?P<value>{CLASS}){_LESSONS}",
    ),
    worded(
        "takes a class in",
        "take takes taking attend attends attending|",
        rf" (?:an? |the )?(?:class|classes|lessons?|course) in (?P<value>{CLASS})",
    ),
    worded(
        "takes a class in",
        "take takes taking|",
        rf" (?:up )?(?P<value>{CLASS})(?=,? (?:not|we go|and we|with me)\b)",
        "state",
        0.5,
    ),
    worded(
        "takes a class in",
        "|started joined begun began took taken",
        rf"(?: up)? (?:an? |the |my )?(?:new |weekly |evening )?(?P<value>{CLASS})(?:{_LESSONS}|{WEEKLY})",
        "change",
    ),
    worded(
        "takes a class in",
        "|signed enrolled",
        rf"(?: up)? (?:for|in|to) (?:an? |the )?(?:weekly |evening )?(?P<value>{CLASS})(?:{_LESSONS}|"
        rf"{WEEKLY})",
        "change",
    ),
    worded(
        "takes a class in",
        "|taken took",
        rf" up (?P<value>{CLASS})(?=\s*$|[.,;!]| (?:on|last|this|now|again)\b)",
        "change",
        0.5,
    ),
    # What one plays.
    worded(
        "plays",
        "play plays playing practise practises practising practice practices practicing learn learns "
        "learning|",
        rf"(?: to play)? (?:the |my |his |her )?(?P<value>{PLAYED})\b(?! music)",
        "state",
        0.7,
    ),
    worded(
        "plays",
        "|taken took started begun began",
        rf"(?: up| on| learning| playing| to (?:play|learn)| with)+ (?:the )?(?P<value>{PLAYED})\b",
        "change",
    ),
    worded(
        "plays",
        "|switched changed moved",
        rf"(?: over)?(?: from [^,.;]{{2,25}}?)? to (?:the )?(?P<value>{PLAYED})\b",
        "change",
        0.6,
    ),
    worded("plays", "having have has taking take takes|", rf" (?:the )?(?P<value>{PLAYED}){_LESSONS}"),
    # How one gets to work.
    worded(
        "goes to work by",
        "go goes going get gets getting travel travels travelling come comes coming commute commutes "
        "commuting|",
        rf"(?:{_TO_WORK})? (?:by|on|with) (?:the |my |his |her )?{_RIDE}(?:{_TO_WORK})?",
        "state",
        0.6,
    ),
    worded(
        "goes to work by",
        "take takes taking catch catches catching ride rides riding use uses using get gets|",
        rf" (?:the |a |my |his |her |an )?{_RIDE}(?:{_TO_WORK}| (?:for work|to get to work|for (?:my|the|his|"
        rf"her) commute))",
    ),
    worded(
        "goes to work by",
        "|switched changed moved gone went",
        rf"(?: over)?(?: from [^,.;]{{2,25}}?)? to (?:the |my |a |an |going by |taking the "
        rf")?{_RIDE}(?={_TO_WORK}| (?:for|to) (?:getting|get|go|going|work|my|the|his|her)\b)",
        "change",
    ),
    worded(
        "goes to work by",
        "|started begun began",
        rf" (?:taking|riding|using|going by|commuting by|catching) (?:the |a |my )?{_RIDE}(?:{_TO_WORK})",
        "change",
    ),
)
