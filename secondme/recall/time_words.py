"""The words by which people name times, in English, German, French, Spanish, Italian, Portuguese and Dutch.

Words are in lower case and without accents. All languages are in one vocabulary, since people mix them and
questions are too short to tell; a word that means something else in another language ("an", "fa", "once")
counts only in a pattern that leaves no doubt. Each word has a tag of one letter; `periods` reads the tags.
"""

from __future__ import annotations

from collections.abc import Mapping

MONTHS: dict[str, int] = {}
WEEKDAY_WORDS: dict[str, int] = {}
SEASONS: dict[str, int] = {}
FEASTS: dict[str, str] = {}
UNITS: dict[str, str] = {}
NUMBERS: dict[str, int] = {}
DAY_WORDS: dict[str, int] = {}
PARTS: dict[str, int] = {}
DECADES: dict[str, int] = {}
TAGS: dict[str, str] = {}
"""By word. M month, m one that is also another word or a name, k one cut short, W weekday, S season, F
feast, f one that is a name too, U unit, D day, E part, c decade, Y year, I date in digits, Q quarter, #
number (1 in digits up to 31, 2 greater), a "a", q "an" (a French year too), p "sept", w "few", L last, l
last (may follow), T this, N next, R next (may follow), g ago, h ago (goes before), v "vor", B before, A
after, s since, u until, t to, r from, b between, & and, i in, n on, o of and articles."""
PHRASES: dict[tuple[str, ...], tuple[str, str]] = {}
"""Several words that mean what one does: tag and word."""


def _put(table: dict[str, int], tag: str, *groups: str, start: int = 0) -> None:
    for value, group in enumerate(groups, start):
        for word in group.split():
            table[word] = value
            TAGS.setdefault(word, tag)


def _name(table: dict[str, str], tag: str, words: Mapping[str, str]) -> None:
    for value, group in words.items():
        for word in group.split():
            table[word] = value
            TAGS.setdefault(word, tag)


def _tag(words: Mapping[str, str]) -> None:
    for tag, group in words.items():
        for word in group.split():
            TAGS[word] = tag


def _phrases(tag: str, phrases: Mapping[str, str]) -> None:
    for text, word in phrases.items():
        PHRASES[tuple(text.split())] = (tag, word)


_put(
    MONTHS, "M",
    "january januar janner jaenner janvier enero gennaio janeiro januari jan",
    "february februar feber fevrier febrero febbraio fevereiro februari feb",
    "march marz maerz mars marzo marco maart mar",
    "april avril abril aprile apr",
    "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho jun",
    "july juli juillet julio luglio julho jul",
    "august aout agosto augustus aug",
    "september septembre septiembre setiembre settembre setembro sept sep",
    "october oktober octobre octubre ottobre outubro oct okt",
    "november novembre noviembre novembro nov",
    "december dezember decembre diciembre dicembre dezembro dec dez dic",
    start=1,
)  # fmt: skip
_put(
    WEEKDAY_WORDS, "W",
    "monday montag lundi lunes lunedi maandag segunda-feira",
    "tuesday dienstag mardi martes martedi dinsdag terca-feira",
    "wednesday mittwoch mercredi miercoles mercoledi woensdag quarta-feira",
    "thursday donnerstag jeudi jueves giovedi donderdag quinta-feira",
    "friday freitag vendredi viernes venerdi vrijdag sexta-feira",
    "saturday samstag sonnabend samedi sabado sabato zaterdag",
    "sunday sonntag dimanche domingo domenica zondag",
)  # fmt: skip
_put(
    SEASONS, "S",
    "spring fruhling fruehling fruhjahr fruehjahr printemps primavera voorjaar lente",
    "summer sommer ete verano estate verao zomer",
    "autumn fall herbst automne otono autunno outono herfst najaar",
    "winter hiver invierno inverno",
)  # fmt: skip
_put(
    NUMBERS, "#",
    "one eins eine un uno een um", "two zwei deux dos due dois duas twee", "three drei trois tres tre drie",
    "four vier quatre cuatro quattro quatro", "five funf fuenf cinq cinco cinque vijf",
    "six sechs seis sei zes", "seven sieben sept siete sette sete zeven", "eight acht huit ocho otto oito",
    "nine neun neuf nueve nove negen", "ten zehn dix diez dieci dez tien", "eleven elf onze once undici",
    "twelve zwolf zwoelf douze doce dodici doze twaalf",
    start=1,
)  # fmt: skip
_put(
    PARTS, "E",
    "early beginning start anfang debut principios comienzos inicios inizio inizi inicio comeco begin fruh",
    "mid middle mitte mi mediados meta meados midden half medio",
    "late end ende fin finales fine fim final eind einde spat",
)  # fmt: skip
_name(
    FEASTS, "F",
    {
        "christmas": "christmas xmas weihnachten weihnachts heiligabend navidad nochebuena "
        "natal kerst kerstmis",
        "new year": "silvester neujahr nochevieja capodanno reveillon",
        "easter": "easter ostern paques pascua pasqua pascoa pasen",
        "carnival": "carnival karneval fasching carnaval carnevale",
        "pentecost": "pentecost whitsun pfingsten pentecote pentecostes pentecoste pinksteren",
        "halloween": "halloween",
        "thanksgiving": "thanksgiving",
        "ferragosto": "ferragosto",
        "epiphany": "epiphany dreikonig dreikoenig epifania befana",
        "sinterklaas": "sinterklaas",
        "koningsdag": "koningsdag",
    },
)  # fmt: skip
FEASTS |= {"noel": "christmas", "natale": "christmas", "valentine": "valentine", "holy week": "holy week"}
_name(
    UNITS, "U",
    {
        "day": "day days tag tage tagen jour jours dia dias giorno giorni dag dagen",
        "week": "week weeks woche wochen semaine semaines semana semanas settimana settimane weken",
        "fortnight": "fortnight fortnights quinzaine quindicina",
        "month": "month months monat monate monaten monats mois mes meses mese mesi maand maanden",
        "year": "year years jahr jahre jahren jahres an ans annee annees ano anos anno anni jaar jaren",
        "weekend": "weekend weekends wochenende wochenenden weekeinde finde",
        "quarter": "quarter quartal trimestre kwartaal",
    },
)  # fmt: skip
PLURALS = frozenset(
    word
    for words in (
        "weeks fortnights months years weekends quarters wochen monate monaten jahre jahren wochenenden",
        "semaines annees derniers prochains semanas meses anos settimane mesi anni weken maanden jaren",
    )
    for word in words.split()
)
"""Words that make several of a unit: "the last weeks" are no week."""
for _word, _decade in {
    "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980,
    "nineties": 1990, "sechziger": 1960, "siebziger": 1970, "achtziger": 1980, "neunziger": 1990,
    "noughties": 2000,
}.items():  # fmt: skip
    DECADES[_word] = _decade
    TAGS[_word] = "c"
for _offset, _words in {
    -2: "vorgestern anteayer antier avantieri anteontem eergisteren",
    -1: "yesterday gestern ayer ieri ontem gisteren anoche gisteravond",
    0: "today tonight heute hoy oggi hoje vandaag stasera stamattina stamani vanavond vanochtend vanmorgen",
    1: "tomorrow morgen demain manana domani amanha",
    2: "ubermorgen uebermorgen dopodomani overmorgen",
}.items():
    for _word in _words.split():
        DAY_WORDS[_word] = _offset
        TAGS[_word] = "D"
_tag(
    {
        "m": "may march mars mai marco mei april june august",
        "k": "jan feb mar apr jun jul aug sep oct okt nov dec dez dic",
        "p": "sept",
        "f": "noel natale natal",
        "a": "a ein eine einem einer einen un une una uno um uma een",
        "q": "an",
        "w": "few couple several paar einige einigen quelques algunos algunas unos unas par paio alcuni "
        "alcune alguns algumas enkele",
        "L": "last past previous letzte letzten letzter letztes letztem vorige vorigen voriger voriges "
        "vorigem vergangene vergangenen vergangener vergangenes vergangenem afgelopen laatste",
        "l": "dernier derniere derniers dernieres passe passee pasado pasada pasados pasadas ultimo ultima "
        "ultimos ultimas ultimi ultime scorso scorsa scorsi scorse passato passata passado passada",
        "T": "this diese diesen dieser dieses diesem dies ce cet cette este esta questo questa quest neste "
        "nesta deste desta nesse nessa deze dit current",
        "N": "next coming nachste nachsten nachster nachstes nachstem naechste naechsten naechster naechstes "
        "kommende kommenden kommender kommendes volgende volgend komende komend",
        "R": "prochain prochaine prochains proximo proxima prossimo prossima",
        "g": "ago geleden fa atras",
        "h": "hace ha faz",
        "v": "vor",
        "B": "before avant antes prima voor",
        "A": "after nach apres despues dopo depois",
        "s": "since seit depuis desde dal dalla sinds vanaf ab",
        "u": "until till til bis jusqu jusque hasta fino ate tot by",
        "t": "to al ao",
        "b": "between zwischen entre tussen",
        "&": "and und et y e",
        "i": "in im en em dans tra fra over dentro nel nella nell au during wahrend within binnen durante "
        "pendant tijdens via",
        "n": "on am op at",
        "r": "from",
        "o": "the of der die das des den dem de del della dell di du la le les el los las il lo l d do da "
        "das no na nos nas het van von vom",
    }
)
_phrases("h", {"il y a": "hace", "es hace": "hace"})
_phrases("i", {"daqui a": "in", "dentro de": "in", "d ici": "in"})
_phrases("s", {"a partir de": "since", "a partir du": "since", "a partire da": "since"})
_phrases("R", {"que viene": "proximo", "que vem": "proximo"})
_phrases(
    "D",
    {
        "the day before yesterday": "vorgestern",
        "day before yesterday": "vorgestern",
        "the day after tomorrow": "ubermorgen",
        "day after tomorrow": "ubermorgen",
        "avant hier": "vorgestern",
        "avant - hier": "vorgestern",
        "apres demain": "ubermorgen",
        "apres - demain": "ubermorgen",
        "pasado manana": "ubermorgen",
        "depois de amanha": "ubermorgen",
        "altro ieri": "vorgestern",
        "l altro ieri": "vorgestern",
        "antes de ayer": "vorgestern",
        "last night": "yesterday",
        "letzte nacht": "yesterday",
        "this morning": "today",
        "this afternoon": "today",
        "this evening": "today",
        "heute morgen": "today",
        "gestern morgen": "yesterday",
        "aujourd hui": "today",
        "ce matin": "today",
        "ce soir": "today",
        "esta manana": "today",
        "esta noche": "today",
        "hier soir": "yesterday",
    },
)
_phrases(
    "x",
    {
        "la manana": "", "guten morgen": "", "am morgen": "", "jeden morgen": "", "goede morgen": "",
        "goedemorgen": "", "der morgen": "", "den morgen": "", "den ganzen morgen": "",
    },
)  # fmt: skip
_phrases(
    "U",
    {
        "week - end": "weekend", "week end": "weekend", "fin de semana": "weekend",
        "fim de semana": "weekend",
        "fine settimana": "weekend",
    },
)  # fmt: skip
_phrases(
    "F",
    {
        "new year": "silvester", "new year s": "silvester", "new years": "silvester", 
        "new year s eve": "silvester",
        "new years eve": "silvester", "new year s day": "silvester", "nouvel an": "silvester",
        "ano nuevo": "silvester", "ano novo": "silvester", "oud en nieuw": "silvester", 
        "semana santa": "holy week",
        "valentine s day": "valentine", "valentines day": "valentine", "valentinstag": "valentine",
        "saint valentin": "valentine", "saint - valentin": "valentine", "san valentin": "valentine",
        "san valentino": "valentine", "reyes magos": "epiphany",
    },
)  # fmt: skip
for _word in [word for word in WEEKDAY_WORDS if word.endswith("-feira")]:
    _phrases("W", {_word.replace("-", " - "): _word, _word.replace("-", " "): _word})
PHRASE_STARTS: frozenset[str] = frozenset(words[0] for words in PHRASES)

FRENCH = frozenset(
    [
        "je",
        "nous",
        "vous",
        "quand",
        "avec",
        "est",
        "ai",
        "etait",
        "qui",
        "elle",
        "il",
        "quoi",
        "ou",
        "hier",
        "avons",
        "j",
        "qu",
        "c",
    ]
) - {"hier"}
"""Where one of these stands, and none of `NOT_FRENCH`, "hier" is yesterday and not the German for here."""
NOT_FRENCH = frozenset(
    ["ist", "der", "die", "das", "ich", "was", "wer", "wo", "het", "een", "ik", "wat", "haben", "hat"]
)
DUTCH = frozenset(
    [
        "het",
        "een",
        "ik",
        "heb",
        "hebben",
        "wat",
        "wanneer",
        "niet",
        "waar",
        "wie",
        "mijn",
        "met",
        "zijn",
        "gingen",
        "deden",
        "ging",
    ]
)
"""Where one of these stands, "na" is after and not the Portuguese for in."""
