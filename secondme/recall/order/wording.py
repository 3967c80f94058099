"""How people ask for an order, language by language: a table of words, and the patterns made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_END = r"[\s?.!]*$"
_PAUSES = r"(?:\s*[:;,?]\s*|\s+[\u2013\u2014-]\s+)", r"\s+"
"""What stands before the two that are compared; one that is seen counts before one that is only heard."""
_HEAD = r"[^:;,?]{0,90}?"


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language: alternatives of a regular expression, or sets.

    happens, says: words that a question may be made of beside names; says: about telling. fillers: articles
    and whoever is everybody ("we"). self: the person who asks.
    """

    what: str
    first: str
    later: str
    either: str
    before: str
    after: str
    near: str
    ask: str
    happens: frozenset[str]
    says: frozenset[str]
    fillers: frozenset[str]
    self: frozenset[str]
    modals: frozenset[str]
    first_time: str
    last_time: str
    about: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """What each kind of question looks like. Named groups: a, b, anchor, side, and what stands between."""

    which: tuple[re.Pattern[str], ...]
    named_first: re.Pattern[str]
    claim: re.Pattern[str]
    beside: re.Pattern[str]
    extreme: tuple[re.Pattern[str], ...]
    later: re.Pattern[str]
    after: re.Pattern[str]
    last: re.Pattern[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LANGUAGES: dict[str, Language] = {
    "en": Language(
        what="what|which(?: (?:one|segment|passage|part|text)| of (?:the two|these|them|those))?|who|where",
        first="first|earliest|earlier|sooner",
        later="last|latest|later|second",
        either="or",
        before="earlier than|sooner than|prior to|before|preced(?:ed|es|ing)|led up to",
        after="later than|after|since|follow(?:ed|s)",
        near="just|right|shortly|immediately|directly|straight|soon|next",
        ask="did|does|do|was|were|is|are|has|have|had",
        happens=_words(
            "come came comes coming happen happened happens occur occurs occurred take takes took place "
            "took place stand stands stood appear appears appeared go goes went gone be been was were "
            "is are did do does next there then has have had in it one"
        ),
        says=_words(
            "say said says tell told tells write wrote written mention mentioned talk talked speak spoke "
            "discuss discussed about of ask asked reply replied answer answered text texted post posted"
        ),
        fillers=_words("the a an we us you people anyone they he she that this to me"),
        self=_words("i"),
        modals=_words("should must need can could will would shall may might not to want"),
        first_time="first",
        last_time="last",
        about="",
    ),
    "de": Language(
        what="was|welche[rs]?(?: (?:stelle|abschnitt|text))?|wer|wo",
        first="zuerst|als erstes|früher|eher|zunächst",
        later="später|zuletzt|als letztes|danach",
        either="oder",
        before="bevor|vor|ehe|früher als",
        after="nachdem|nach|später als",
        near="direkt|gleich|kurz|unmittelbar|genau",
        ask="kam|kamen|war|waren|passierte|geschah|steht|stand|fand|ist|sind|hat|haben|habe|hatte|hatten",
        happens=_words(
            "kam kamen kommt war waren ist sind passierte passiert geschah geschehen steht stand "
            "folgte folgt hat haben hatte fand statt ereignete sich wurde im in alles"
        ),
        says=_words(
            "sagte sagen gesagt sagt schrieb geschrieben erzählte erzählt erwähnte erwähnt meinte gemeint "
            "sprach sprachen gesprochen geredet redeten besprochen antwortete"
        ),
        fillers=_words("der die das den dem ein eine wir uns man sie er es davon denn mir"),
        self=_words("ich"),
        modals=_words("soll sollte muss müssen kann können will darf möchte nicht zu"),
        first_time="erste[ns]? mal|zuerst",
        last_time="letzte[ns]? mal|zuletzt",
        about="über|von",
    ),
    "fr": Language(
        what=r"qu'est-ce (?:qui|que|qu')|qu'|que|lequel|laquelle|qui|quel(?:le)?|où",
        first="en premier|d'abord|le premier|la première|premier|première|plus tôt",
        later="en dernier|plus tard|le dernier|la dernière|ensuite",
        either="ou",
        before="avant (?:que|qu'|de|d')|avant",
        after="après (?:que|qu')|après",
        near="juste|tout de suite|immédiatement|peu",
        ask="est-ce que|est-ce qu'|est-ce",
        happens=_words(
            "est arrivé arriva passé passe s c ce qui que qu a eu lieu vient venu vint été il y fut dans le"
        ),
        says=_words("dit disait écrit écrivait raconté mentionné parlé parlait répondu avons ont"),
        fillers=_words("le la les un une on nous vous elle l m"),
        self=_words("je j ai"),
        modals=_words("dois doit faut peux peut veux pas"),
        first_time="première fois",
        last_time="dernière fois",
        about=r"de la|du|des|de|d'",
    ),
    "es": Language(
        what="qué|que|cuál|cual|quién|quien|dónde|donde",
        first="primero|primera|antes|por primera vez",
        later="último|última|después|más tarde|luego",
        either="o",
        before="antes de que|antes del|antes de|antes que",
        after="después de que|después del|después de|tras",
        near="justo|inmediatamente|poco|enseguida",
        ask="pasó|ocurrió|sucedió|fue|vino|estaba|hubo|se|hemos|habíamos",
        happens=_words(
            "pasó pasaba ocurrió sucedió fue vino viene hubo había era lo se ha pasado ocurrido aparece "
            "está en"
        ),
        says=_words("dijo dice decía escribió contó mencionó habló hablamos respondió dije hablado"),
        fillers=_words("el la los las un una nosotros nos de me"),
        self=_words("yo"),
        modals=_words("debo debe puedo puede quiero no hay"),
        first_time="primera vez",
        last_time="última vez",
        about="de la|del|de|sobre",
    ),
    "it": Language(
        what="che cosa|cosa|che|quale|qual|chi|dove",
        first="per prim[oa]|prima",
        later="per ultim[oa]|dopo|più tardi",
        either="o|oppure",
        before="prima che|prima del(?:la|l')?|prima dei|prima delle|prima di",
        after="dopo che|dopo il|dopo la|dopo di|dopo",
        near="subito|poco|appena|proprio",
        ask="è|sono|era|erano|fu|ha|hanno|abbiamo",
        happens=_words(
            "è successo successa accaduto accadde avvenuto venuto venuta viene venne era fu c stato stata "
            "ha in compare"
        ),
        says=_words("detto disse diceva scritto scrisse raccontato menzionato parlato risposto abbiamo"),
        fillers=_words("il lo la i gli le un una noi ci si l mi"),
        self=_words("io ho"),
        modals=_words("devo deve posso può voglio non"),
        first_time="prima volta",
        last_time="ultima volta",
        about=r"del(?:la|l')?|di|dei|delle",
    ),
    "pt": Language(
        what="o que|o quê|que|qual|quem|onde",
        first="primeiro|primeira|antes|mais cedo",
        later="por último|último|última|depois|mais tarde",
        either="ou",
        before="antes que|antes d[aeo]s?",
        after="depois que|depois d[aeo]s?|após",
        near="logo|imediatamente|pouco|justamente",
        ask="aconteceu|foi|veio|estava|houve|nós|será que",
        happens=_words(
            "aconteceu acontece veio vem foi houve era ocorreu se passou é tinha acontecido aparece em está"
        ),
        says=_words("disse dizia escreveu contou mencionou falou falamos falámos respondeu falado"),
        fillers=_words("o a os as um uma nós me"),
        self=_words("eu"),
        modals=_words("devo deve posso pode quero não preciso"),
        first_time="primeira vez",
        last_time="última vez",
        about="d[aeo]s?|sobre",
    ),
    "nl": Language(
        what="wat|welke|wie|waar",
        first="het eerst|als eerste|eerst|eerder|eerste",
        later="het laatst|als laatste|later|laatst|laatste",
        either="of",
        before="voordat|voor|eerder dan",
        after="nadat|na|later dan",
        near="vlak|net|meteen|direct|kort",
        ask="gebeurde|kwam|kwamen|was|waren|stond|is|zijn|heeft|hebben|had|hadden",
        happens=_words(
            "gebeurde gebeurd kwam kwamen komt was waren is zijn stond staat er volgde heeft in het had"
        ),
        says=_words(
            "zei zeiden gezegd schreef geschreven vertelde verteld noemde genoemd praatten gepraat "
            "sprak spraken gesproken hadden hebben antwoordde"
        ),
        fillers=_words("de het een we wij ons men ze hij zij daarover me"),
        self=_words("ik"),
        modals=_words("moet moeten kan kunnen wil mag niet te"),
        first_time="eerste keer|voor het eerst",
        last_time="laatste keer|voor het laatst",
        about="over|van",
    ),
}

_ENGLISH_EXTREMES = (
    r"^(?:what|when) (?:was|is) the (?P<side>first|last) (?:time|thing|message)(?: that)? "
    r"(?P<who>.{1,40}?) (?:talk(?:ed)?|sp[oe]a?ke?|said|wrote|mentioned|heard|discussed|told .{1,20}?)\b"
    r"(?: (?:about|of|on))?(?P<anchor>\s.+)",
    r"^when did (?P<who>.{1,40}?) (?P<side>first|last) (?:talk|speak|write|mention|hear|discuss|say)\b"
    r"(?: anything| something)?(?: (?:about|of|on))?(?P<anchor>\s.+)",
    r"^when (?:was|were) (?P<anchor>.+?) (?P<side>first|last) (?:mentioned|discussed|talked about)",
    r"^what did (?P<who>.{1,40}?) (?P<side>first|last) (?:say|write|tell (?:me|us)) "
    r"(?:about|of|on)(?P<anchor>\s.+)",
)


@cache
def patterns(code: str) -> Patterns:
    """The patterns of one language."""
    words = LANGUAGES[code]
    what, either = rf"(?:{words.what})(?<=')|(?:{words.what})\b", words.either
    side = rf"(?P<side>{words.first}|{words.later})"
    sides = rf"(?P<side>{words.before}|{words.after})"
    near = rf"(?:(?P<near>{words.near})\s+)?"
    space = r"(?:\s+|(?<='))"
    return Patterns(
        which=tuple(
            _made(
                rf"^(?:{what})(?P<head>{_HEAD})\b{side}\b(?P<more>{_HEAD}){pause}"
                rf"(?P<a>.+?),?\s+(?:{either})\s+(?P<b>.+?){_END}"
            )
            for pause in _PAUSES
        ),
        named_first=_made(
            rf"^(?P<a>.+?),?\s+(?:{either})\s+(?P<b>.+?)\s*(?:[:;,?.]\s*|\s[\u2013\u2014-]\s)"
            rf"(?:{what})(?P<head>{_HEAD})\b{side}\b(?P<more>{_HEAD}){_END}"
        ),
        claim=_made(rf"^(?:{words.ask}){space}(?P<a>.+?)\s+{near}{sides}{space}(?P<b>.+?){_END}"),
        beside=_made(rf"^(?:{what})(?P<middle>.{{0,80}}?)\s{near}{sides}{space}(?P<anchor>.+?){_END}"),
        extreme=tuple(map(_made, _ENGLISH_EXTREMES if code == "en" else _extremes(words))),
        later=_made(rf"^(?:{words.later})$"),
        after=_made(rf"^(?:{words.after})$"),
        last=_made(rf"^(?:{words.last_time})$"),
    )


def _extremes(words: Language) -> tuple[str, ...]:
    times = rf"(?P<side>{words.first_time}|{words.last_time})"
    return (rf"^.{{0,80}}?\b{times}\b(?P<who>.{{0,60}}?)\s(?:{words.about})(?:\s+|(?<='))(?P<anchor>.+)",)


def _made(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def hints() -> re.Pattern[str]:
    """Finds a word without which nothing asks for an order, in any language."""
    found = {
        alternative
        for words in LANGUAGES.values()
        for group in (words.first, words.later, words.before, words.after, words.first_time, words.last_time)
        for alternative in group.split("|")
        if "(" not in alternative and ")" not in alternative
    }
    return _made(
        rf"\b(?:{'|'.join(sorted(found, key=len, reverse=True))}|preced|follow|del|per |ultim|depois|antes)\b"
    )
