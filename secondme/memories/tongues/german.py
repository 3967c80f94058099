"""German: its grammar, and how it says facts."""

from __future__ import annotations

from secondme.memories.tongues.german_words import KIN, SHAPES
from secondme.memories.tongues.grammar import Free, Grammar, Owned, Signs, said

_NAMED = (
    ("daughter", "Tochter"),
    ("son", "Sohn"),
    ("sister", "Schwester"),
    ("brother", "Bruder"),
    ("dog", "Hund|Hündin|Welpen|Labrador|Dackel|Mischling|Terrier|Pudel"),
    ("cat", "Katze|Kater|Kätzchen"),
    ("rabbit", "Kaninchen|Hasen"),
    ("horse", "Pferd"),
)
"""Of whom one says to have one, "named ..."."""
WORDINGS = (
    said("lives in", "wohne|wohn|lebe / wohnen|leben / wohnt|lebt", "{fill} {place}"),
    said(
        "lives in", "bin / sind / ist", "{fill} {to}{some} (?:um|hin|rüber)?ge(?:zogen|siedelt)", turns=True
    ),
    said("lives in", "bin / sind / ist", "{fill} {to}{some} übersiedelt", turns=True),
    said("lives in", "habe|hab / haben / hat", "{fill} eine?{adj} {flat} {place}{not_got}"),
    said("lives in", "habe|hab / haben / hat", "{fill} {place}{some} (?:gewohnt|gelebt)", "ended"),
    said("lives in", "wohnte|lebte / wohnten|lebten / wohnte|lebte", "{fill} {place}", "ended"),
    said(
        "is from",
        "komme|stamme / kommen|stammen / kommt|stammt",
        "(?: eigentlich| ursprünglich| selbst)* aus {town}{ends}",
    ),
    said("born in", "bin|wurde / - / ist|wurde", "{fill} in {town}{some} (?:geboren|zur Welt gekommen)"),
    said(
        "birthday",
        "bin|wurde / - / ist|wurde",
        "(?: am)? {day}{some} (?:geboren|zur Welt gekommen|auf die Welt gekommen)",
    ),
    said("birthday", "habe|hab / - / hat", "(?: immer| ja)*(?: am)? {day} Geburtstag"),
    said("works at", "arbeite|jobbe / arbeiten / arbeitet|jobbt", "{fill} {org}"),
    said("works at", "bin / sind / ist", "{some} {firm}{some} (?:angestellt|beschäftigt|tätig)"),
    said("works at", "habe|hab / haben / hat", "{fill} {firm}{some} (?:angefangen|begonnen)", turns=True),
    said(
        "works at",
        "bin|wurde / - / ist|wurde",
        "{some} {firm}{some} (?:eingestellt|übernommen|genommen)",
        turns=True,
    ),
    said("works at", "habe|hab / haben / hat", "{fill} {a_job} {firm}{not_got}"),
    said(
        "works at",
        "habe|hab / haben / hat",
        "{fill} {firm}{some} (?:gekündigt|aufgehört)",
        "ended",
        turns=True,
    ),
    said("works at", "habe|hab / haben / hat", "{fill} {org}{some} gearbeitet", "ended"),
    said("works at", "arbeitete / arbeiteten / arbeitete", "{fill} {org}", "ended"),
    said("works as", "arbeite|jobbe / arbeiten / arbeitet|jobbt", "{fill} als {job}"),
    said("works as", "bin / - / ist", "{is_now} {role}(?: von Beruf)?(?: {org_after})?{ends}"),
    said(
        "partner",
        "bin / sind / ist",
        "{fill} mit {name}{some} (?:verheiratet|verlobt|zusammen|liiert)\\b(?! ge)",
    ),
    said("partner", "habe|hab / haben / hat", "{fill} {name}{some} geheiratet", turns=True),
    said("partner", "bin / - / ist", "{fill} {single}{ends}"),
    said("partner", "bin / - / ist", "{fill} von {name}{some} (?:getrennt|geschieden)", "ended"),
    said(
        "partner",
        "habe mich|hab mich / - / hat sich",
        "{some} von {name}{some} (?:getrennt|scheiden lassen)",
        "ended",
        turns=True,
    ),
    said("drives", "fahre / fahren / fährt", "{fill} eine?n?{adj} {car}"),
    said(
        "drives",
        "habe|hab / haben / hat",
        "{fill} eine?n?{adj} {car}{some} (?:gekauft|geholt|bekommen|geleast|zugelegt)",
        turns=True,
    ),
    said(
        "drives",
        "habe|hab / haben / hat",
        "{fill} (?:den|die|das|meinen|unseren|seinen|ihren){adj} {car}{some} (?:verkauft|abgegeben|"
        "verschrottet)",
        "ended",
        turns=True,
    ),
    said("allergic to", "bin|reagiere / sind / ist|reagiert", "{fill} allergisch (?:gegen|auf) {things}"),
    said("allergic to", "habe|hab / haben / hat", "{fill} eine{adj} Allergie (?:gegen|auf) {things}"),
    said("allergic to", "habe|hab / haben / hat", "{fill} eine{adj} {kind}allergie"),
    said("has", "habe|hab / haben / hat", "{fill} {illness}{ends}"),
    said("has", "bin / sind / ist", "{is_now} {condition}{ends}"),
    said("does not eat", "esse|vertrage / essen|vertragen / isst|verträgt", "{some} keine?n? {things}"),
    said("does not drink", "trinke / trinken / trinkt", "{some} keine?n? {things}"),
    said(
        "diet", "bin|esse|lebe / sind|essen|leben / ist|isst|lebt", "{is_now}(?: rein| streng)? {diet}{ends}"
    ),
    said("likes", "mag|liebe / mögen|lieben / mag|liebt", "{much} {things}{ends}"),
    said(
        "likes",
        "esse|trinke|höre|spiele|lese / essen|trinken|hören|spielen / isst|trinkt|hört|spielt|liest",
        "{much} (?:gern|gerne|am liebsten) {things}{ends}",
    ),
    said("likes", "stehe / stehen / steht", "{much} auf {things}{ends}"),
    said("dislikes", "hasse / hassen / hasst", "{much} {things}{ends}"),
    said(
        "dislikes",
        "kann / können / kann",
        "{much} {things}{much} nicht (?:leiden|ausstehen|riechen|mehr sehen|ab)\\b",
    ),
    said("dislikes", "mag / mögen / mag", "{much} keine?n? {things}{ends}"),
    said("speaks", "spreche|kann / sprechen|können / spricht|kann", "{well} {tongues}{ends}"),
    said("learns", "lerne / lernen / lernt", "{fill} (?P<value>{tongue}|{music}){ends}"),
    said("plays", "spiele / spielen / spielt", "{fill} (?P<value>{music}|{sport}){ends}"),
    said("studies", "studiere / studieren / studiert", "{fill} (?P<value>{noun}(?: und {noun})?)"),
    said("age", "bin|werde / - / ist", "(?: jetzt| schon| erst)? (?P<value>\\d{1,2}) Jahre? alt"),
    said("height", "bin / - / ist", "{some} {height} groß"),
    said("shoe size", "habe|hab|trage / - / hat|trägt", "{some} Schuhgröße {size}"),
    said("lives with", "wohne|lebe / - / wohnt|lebt", "{some} mit {name} zusammen"),
    said(
        "child",
        "habe|hab / haben / hat",
        "{some} (?:ein|zwei|drei|vier) Kinder?(?:,|:| namens) {names}{ends}",
    ),
    *(
        said(relation, "habe|hab / haben / hat", f"{{fill}} eine?n?{{adj}} (?:{nouns}){{named}} {{name}}")
        for relation, nouns in _NAMED
    ),
)
OWNED = (
    Owned("phone number", "{new}(?:Nummer|Telefonnummer|Festnetznummer)", "{number}"),
    Owned("mobile number", "{new}(?:Handynummer|Mobilnummer)", "{number}"),
    Owned("email", "{new}(?:E-?Mail(?:-?Adresse)?|Mail-?Adresse|Mail)", "{mail}"),
    Owned("address", "{new}(?:Adresse|Anschrift)", "{street}"),
    Owned("birthday", "Geburtstag", "(?:am |der )?{day}"),
    Owned("drives", "{new}(?:Auto|Wagen|Dienstwagen)", "(?:ein |eine |der )?(?:[a-zäöü]+e[nrs]? )?{car}"),
    Owned("works as", "{new}(?:Beruf|Job)", "{role}"),
    Owned("works at", "{new}(?:Arbeitgeber|Firma|Arbeitgeberin)", "(?:die |der |das )?{town}"),
    Owned("favourite food", "Lieblingsessen|Leibgericht|Leibspeise|Lieblingsspeise", "{things}"),
    Owned("favourite colour", "Lieblingsfarbe", "(?P<value>[^\\W\\d]+)"),
    Owned("favourite film", "Lieblingsfilm", "{things}"),
    Owned("favourite book", "Lieblingsbuch", "{things}"),
    Owned("blood type", "Blutgruppe", "{blood}"),
    Owned("shoe size", "Schuhgröße", "{size}"),
)
FREE = (
    Free("partner", "{name}(?: \\([^)]*\\))? und ich haben{fill} geheiratet", turns=True),
    Free(
        "partner",
        "{name}(?: \\([^)]*\\))? und ich sind{fill} (?:verheiratet|verlobt|zusammen|ein Paar)\\b(?! ge)",
    ),
    Free("partner", "{name} und ich haben uns{some} (?:getrennt|scheiden lassen)", "ended", turns=True),
    Free("partner", "{name} und ich haben uns{some} verlobt", turns=True),
    Free("likes", "(?<![^.,;:!] ){things} (?:mag|liebe|mögen wir) ich{much}"),
    Free("likes", "(?<![^.,;:!] ){things} (?:esse|trinke|höre) ich{much} (?:gern|gerne|am liebsten)"),
    Free(
        "dislikes", "(?<![^.,;:!] ){things} (?:hasse ich|kann ich{much} nicht (?:leiden|ausstehen|riechen))"
    ),
    Free(
        "does not eat",
        "(?<![^.,;:!] ){things} (?:vertrage|esse) ich (?:leider |gar |überhaupt )*(?:nicht|keine?n?)\\b",
    ),
    Free(
        "phone number",
        "(?:erreichst du mich|erreicht ihr mich|erreicht mich|bin ich|erreichbar)(?: jetzt| ab sofort|"
        " immer)? unter(?: der)?(?: Nummer)? {number}",
    ),
    Free(
        "drives", "(?:Auto|Wagen)(?: gekauft| bekommen| geholt| bestellt)?,(?: und zwar)? eine?n?{adj} {car}"
    ),
    Free("drives", "(?:mir|uns) eine?n?{adj} {car}{some} (?:geholt|gekauft|bestellt|zugelegt)", turns=True),
    Free("phone number", "neue (?:Handy|Telefon|Mobil)?nummer\\W{1,3}(?:ist |lautet )?{number}"),
    Free("phone number", "unter(?: der)?(?: Nummer)? {number}(?: zu)? erreich\\w+"),
)
GERMAN = Grammar(
    code="de",
    i="ich ",
    we=r"(?:wir |(?:{person}|(?:{mine}) (?:{kin})(?: {person})?) und ich )",
    they="er|sie",
    one="",
    mine="mein(?:e[rnm]?|es)?|unser(?:e[rnm]?|es)?",
    kin=KIN,
    at_home=("mama", "papa", "oma", "opa", "mutti", "vati", "omi"),
    before_kin=r"(?:(?:große[rn]?|kleine[rn]?|ältere[rn]?|jüngere[rn]?|älteste[rn]?|jüngste[rn]?|"
    r"liebe[rn]?|neue[rn]?|beste[rn]?|"
    r"alte[rn]?) )?",
    after_kin="",
    verb_first=True,
    drops=False,
    between="",
    shapes=SHAPES,
    signs=Signs(
        over=r"\b(?:nicht|keine?\w*)(?: [\w-]+){0,4} mehr\b|\bnicht länger\b|\bnicht mehr\b",
        denied=r"\b(?:nicht|nie|niemals|keine?\w*|kaum|fast|beinahe|weder|ungern|selten)\b",
        supposed=r"\b(?:wenn|falls|ob|würden?|wäre[nt]?|hätten?|könnten?|möchten?|sollten?|müssten?|dürften?|"
        r"wünsch\w*|hoff\w*|hofft\w*|(?:ge)?träum\w*|stell\w* (?:mir|dir|euch) vor|angenommen|als ob|"
        r"tu\w* so|witz|will|wollen|"
        r"wollte\w*|soll|sollen|behaupt\w*|meint\w*|sagt\w*|erzähl\w*|schreibt|schrieb|denkt|glaubt|"
        r"angeblich|"
        r"laut|romanfigur|hauptfigur|lied|damals)\b",
        doubted=r"\b(?:vielleicht|wahrscheinlich|eventuell|vermutlich|möglicherweise|anscheinend|scherz|"
        r"spaß beiseite|theoretisch|haha\w*|hihi\w*|lol|glaube?,? ich|ich glaube?|denke ich|ich denke|"
        r"oder so|"
        r"nicht sicher|keine ahnung|gerüchteweise|bald|demnächst|irgendwann|im traum)\b",
        reserved=r",? (?:wenn|falls|sofern|ob|sagt|meint|meinte|sagte|behauptet|hoffe ich)\b",
        asks=r"^\W*(?:wer|was|wann|wo|woher|wohin|warum|wieso|weißt du|weiß jemand)\b",
        leads=r"\b(?:dass|ob|wenn|falls|wo|wie|was|wer)$",
        later=r"\bab (?!jetzt|sofort|und zu)",
    ),
    is_=r"(?:(?: ist| lautet| heißt| sind)(?: jetzt| nun| ab jetzt| ab sofort| übrigens| also|"
    r" seit \w+(?: \w+)?)*:?|:) ",
    called=r" (?:(?:heißt|heisst|nennt sich)(?: übrigens| jetzt| nun)*| ?ist(?: jetzt| nun)?(?= Frau|"
    r" Herr| Dr\b| Prof)) ",
    of_whom=r"(?:(?P<whose>{cap})s (?:{noun})|(?:die |der |das )?(?:{noun}) von (?P<of>{person}))",
    and_=r",? (?:und|oder|sowie) |, ",
    no_value=r"\b(?:dein\w*|euer|eure\w*|dies\w*|jen\w*|solche\w*|welche\w*|sein\w*|ihr\w*|andere\w*|"
    r"viele|einige|"
    r"etwas|nichts|kein\w*|mehr|alle\w*|es|das|so|{no_noun})\b",
    trimmed=r"(?:der|die|das|den|dem|ein|eine|einen|einem|einer|sehr|gar|nicht|auch|total|ja|überhaupt|"
    r"besonders)",
    capitals=True,
    wordings=WORDINGS,
    owned=OWNED,
    free=FREE,
)
