"""How people write of their family in seven languages: who somebody is, whom to call, when they were born,
when they married. Those of names match texts without accents (`unaccented`), the others
as they stand.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from secondme.prefill.finding.notes.labels import MINE
from secondme.prefill.finding.people.relations import RELATIONS

_ALL_OF_THEM = (
    r"children|kids|kinder|enfants|hijos|figli|filhos|kinderen|both|all (?:two|three|four|of them)|"
    r"the (?:two|three|four)|"
    r"beide|alle (?:zwei|drei|vier)|die (?:zwei|drei|vier)|tou(?:s|tes) les (?:deux|trois|quatre)|"
    r"les (?:deux|trois|quatre)|los (?:dos|tres|cuatro)|las (?:dos|tres|cuatro)|ambos|tutti e (?:due|tre|"
    r"quattro)|"
    r"i (?:due|tre|quattro)|os (?:dois|três|quatro)|as (?:duas|três|quatro)|alle(?:bei|drie|vier)|"
    r"de (?:twee|drie|vier)"
)
KIN = frozenset(
    ("partner", "daughter", "son", "child", "mum", "dad", "sister", "brother", "grandmother", "grandfather")
)
"""Of whom a day beside the name is the birthday."""
OFFICES = frozenset({"landlord", "guardian", "boss"})
NAMED_TOO = frozenset({"parents", "emergency contact", "aunt", "uncle"}) | OFFICES
SEVERAL = frozenset({"parents", "child", "daughter", "son", "sister", "brother"})
"""Of whom a label may name more than one."""
TITLES = frozenset("frau mann man femme mulher vrouw chef".split())  # noqa: SIM905
"""Words that may stand before any name; they say what somebody is where "my" stands before them."""
THIRD = frozenset(
    """
    his her their its sein seine seiner ihr ihre ihrer sa ses su sus suo sua loro dele dela zijn haar hun
    """.split()  # noqa: SIM905
)
THEY_ARE = frozenset(
    """
    dos tres cuatro cinco todos todas ambos ambas ellos ellas hijos hijas padres abuelos nietos no que tambien
    """.split()  # noqa: SIM905
)
"""Spanish words behind which "son" is "are" and no son: "los dos son Vidal Ruiz"."""
I_WORDS = frozenset("i me ich mich je moi yo io eu ik".split())  # noqa: SIM905
OF_WHOM = re.compile(r" (?:of|von|de|du|d'|di|del|do|da|van) (?:[a-z]{3,}|[A-Z])")
"""Behind a relation, whose it is: "la mère de papa"."""
NO_NAMES = frozenset(
    """
    the der die das le la les el los il lo o os de het she he sie er we wir en em in im value wert
    valeur valor valore waarde
    """.split()  # noqa: SIM905
)
_OUR = [
    "ours",
    "unsere",
    "unserer",
    "unseren",
    "notre",
    "nos",
    "nuestro",
    "nuestra",
    "nostro",
    "nostra",
    "nosso",
    "nossa",
    "ons",
    "onze",
]
_MY = rf"(?i:{'|'.join(sorted({*MINE, *_OUR}))})"
_KIN_WORDS = (word for word, name in RELATIONS.items() if name in KIN | NAMED_TOO)
_REL = rf"(?P<relation>(?i:{'|'.join(map(re.escape, sorted(_KIN_WORDS, key=len, reverse=True)))}))"
_KIN_NAMES = "|".join(sorted(word for word, name in RELATIONS.items() if name in KIN and word.isalpha()))
_WORD = r"[A-Z][\w'\u2019-]+"
_NAME = rf"(?:(?:Dr|Prof)\.? )?{_WORD}(?: (?:(?:de|da|do|dos|van|von|der|den|di|del|la) )*{_WORD}){{0,3}}"
_NAMED = rf"(?P<name>{_NAME})"
_CALLED = (
    r"(?:is(?: called)?|heisst|heißt|ist|s['\u2019]appelle|est|se llama|es|si chiama|e|chama-se|se chama|"
    r"heet(?: voluit)?|c['\u2019]est|was|war|hiess|s['\u2019]appelait|se llamaba|si chiamava|chamava-se|"
    r"heette)"
)
BEFORE_NAME = re.compile(
    rf"(?<![\w'\u2019-])(?:(?P<my>{_MY}) (?:[a-z]{{3,9}} )?)?{_REL}"
    rf"(?:(?P<mark>:| -| \u2013| \u2014)?,? (?:{_CALLED} )?){_NAMED}(?![\w'\u2019-])"
    rf"(?!(?: [A-Z][\w'\u2019-]+){{0,3}}, {_MY} (?i:{_KIN_NAMES})\b)"
)
"""A relation before the name: "our son Theo", "Mum: Ngozi Okafor"."""
BEHIND_A_COLON = re.compile(
    rf"(?<![\w'\u2019-]){_REL}(?!\w)[^.:;()\n]{{1,45}}? ?: {_NAMED}(?=, (?:nee?|born|geb|nat[oa]|"
    rf"nacid[oa]|nascid[oa])\b)"
)
"""Who is named behind what is told first: "Mum was a Reed before she married: Ann Hart, born ..."."""
COUNTED = re.compile(
    r"(?<!\w)(?P<relation>(?i:kinder|kind|children|child|enfants|enfant|hijos|hijas|hijo|hija|figli|figlio|figlia|filhos|"
    rf"filho|filha|kinderen)):?\s+\d\s*\({_NAMED}"
)
"""Who is named behind how many there are: "Children: 1 (Mia, born ...)"."""
IN_BRACKETS = re.compile(rf"(?<!\w){_NAMED} \((?:{_MY} )?{_REL}(?=[,;)])")
BEHIND_NAME = re.compile(rf"(?<!\w){_NAMED}, (?:(?P<own>{_MY}) )?{_REL}(?=[,;.)]|$| [+(\d])")
IS_MINE = re.compile(rf"(?<!\w){_NAMED} (?:is|ist|est|es|e) {_MY} (?:[a-z]{{3,9}} )?{_REL}(?!\w)")
AND_I = re.compile(
    rf"(?<!\w){_NAMED}(?: \((?P<aside>[^)]*)\))? (?:and I|und ich|et moi|y yo|e eu|ed? io|en ik)(?!\w)"
)
I_AND = re.compile(
    r"(?<!\w)(?i:i and|ich und|moi et|yo y|io e|eu e|ik en) (?:(?:a|o|la|il|die|der|el) )?"
    rf"{_NAMED}(?P<aside>(?!))?(?![\w'\u2019-])"
)
URGENT = re.compile(
    r"(?<!\w)(?:ICE|(?i:in (?:an|case of) (?:an )?emergency|notfall\w*|im notfall|en cas d['\u2019]urgence|"
    r"(?:emergency|emergencia|emergenza|noodgeval|urgence|urgencia|urgencias|emergencias)(?= ?:)|"
    r"personne a prevenir|en caso de (?:emergencia|urgencia)|in caso di emergenza|em caso de emergencia|"
    r"bij nood|in geval van nood|in noodgeval\w*|if anything happ?ens to me|if something happens(?: to me)?|"
    r"wenn mir etwas passiert|s['\u2019]il m['\u2019]arrive quelque chose|si me pasa algo|"
    r"se mi succede qualcosa|se me acontecer (?:alguma coisa|algo)|als mij iets overkomt))"
    r"(?: \([^)]*\))?,? ?:? *(?i:please |bitte |ring |call |"
    r"you can |puoi |potete |vous pouvez |puedes |pueden |konnen Sie |kun je |podem |appelez |llamad |"
    r"phone |anrufen |appeler |prevenir |llamar an? |avisar an? |chiamare |avvisare |"
    r"ligar (?:para |a )(?:o |a )?|avisar (?:o |a )?|bellen |bel )*"
    rf"(?:(?:(?i:a|o|la|il) )?{_MY} )?(?:{_REL},? )?{_NAMED}"
)
"""Whom to call in an emergency."""
ANY_NAME = re.compile(_NAME)
LABEL = re.compile(r"\s*(?:[-*+\u2022] )?[^\W\d_][^:.]{0,40}: ?")
CHILD_OF = re.compile(
    rf"(?:^|\n)\W*(?i:daughter|son|tochter|sohn|fille|fils|hija|hijo|figlia|figlio|filha|filho|dochter|zoon|"
    rf"filiação|filiacao|filiación|filiacion) ?(?:of|von|des|de|d['\u2019]|di|van|:) ?(?P<father>{_NAME})"
    rf"\s(?:and|und|y|et|de|e|en)\s(?:of |von |der |de |di |van )?(?P<mother>{_NAME})"
)
"""On a paper, the father before the mother: "hija de Joaquín Ruiz y Pilar Ortega"."""
PARTS = re.compile(r"; |\s(?:and|und|et|y|e|en|&)\s")
NAMES_ONLY = re.compile(r"[;,] | (?:and|und|et|y|e|en|&) ")
"""What stands between people who are listed, with more about each, and by their names alone."""
LISTED = re.compile(r"\s*(?:[-*+\u2022]|\d{1,2}[.)]) ")
BULLET = re.compile(
    r"\s*(?:(?:[-*+\u2022]|\d{1,2}[.)]) )?(?:(?:(?P<he>o|der|el|il)|(?P<she>a|die|la)) (?=[A-ZÀ-Þ]))?"
)
"""Before who is listed; an article may tell their sex: "1. o Tomás"."""
OF_THEM_ALL = re.compile(
    rf"(?i)\b(?:{_ALL_OF_THEM}) (?:were |are |wurden |sind |sont |sont tous |est[ãa]n? |sono |foram |zijn )?"
    r"(?:(?:in|à|a|ad|en|em|te|no|na) \w+ )?"
    r"(?:born|called|geboren|heißen|nés|nées|s['\u2019]appellent|nacieron|nacidos|nacidas|se llaman|nati|"
    r"nate|si chiamano|nasceram|nascidos|nascidas|chamam-se|heten)\b"
)
"""Children without a word for them, over a list of them: "Os três nasceram no Porto:"."""
PHONE = re.compile(r"\+?\(?\d[\d ()./-]{6,20}\d")
WEDDINGS = (
    *("married", "wedding", "geheiratet", "verheiratet", "Hochzeit", "mariés", "mariage", "casamos", "boda"),
    *("casámos", "casamento", "sposati", "matrimonio", "getrouwd", "huwelijk"),
)
"""Words of the notes in which people tell when they married."""
WED = re.compile(
    r"(?i)\b(?:married|wed|wedding|marriage|\w*geheiratet|heirat\w*|hochzeit|verheiratet|mari[ée]+s?|mariage|"
    r"cas[aá]mos|casad[oa]s|boda|matrimonio|casamento|sposat[oiae]|nozze|getrouwd|trouw\w*|huwelijk)\b"
)
OURS = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Mm]y|I|[Ww]ir|[Ii]ch|[Uu]nsere?|[Nn]ous|[Nn]otre|[Jj]e|[Nn]os|[Nn]uestr[oa]|[Yy]o|"
    r"[Cc]i|[Nn]ostr[oa]|[Ii]o|[Nn]oss[oa]|[Ee]u|cas[aá]mos|[Ww]ij|[Oo]ns|[Oo]nze|[Ii]k)\b"
)
"""Who speaks of what is their own."""
BORN_AS = re.compile(
    r"(?i:\b(?:born|n[ée]e|geb(?:oren[er]?)?\.?|nata|nacida|nascida|de soltera|nome de solteira|da nubile)) "
    r"(?P<name>[A-ZÀ-Þ][\w'\u2019-]+)(?=[,;.)]|$| (?:le|el|il|op|am|em|on) )"
)
BORN_AS_TOO = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w'\u2019-]+) (?i:de solteira|de soltera|da nubile|als Mädchen|de jeune fille)\b"
)
_PLACE = r"[A-ZÀ-Þ][\w'\u2019-]+(?: (?:[a-z]{1,3} )?[A-ZÀ-Þ][\w'\u2019-]+){0,2}"
_IN = r"(?:in|à|a|ad|en|em|te|no|na)"
BORN_IN = re.compile(
    rf"(?i:\b(?:born|née?|nat[oa]|nacid[oa]|nascid[oa]|geboren)) {_IN} (?P<place>{_PLACE})|"
    rf"\b{_IN} (?P<place_too>{_PLACE}) (?:geboren|zur Welt)"
)
FROM_THERE = re.compile(
    rf"\b(?:aus|from|originaire de|natural de|originaria? di|afkomstig uit) (?P<place>{_PLACE})"
)
PLACE_AFTER = re.compile(rf",? {_IN} (?P<place>{_PLACE})")
PLACE_ALONE = re.compile(rf"(?:, | )(?P<place>{_PLACE})(?= ?[,.;)(+\n\u2020]|$)")
PLACE_BEFORE = re.compile(rf"[,(] (?P<place>{_PLACE}), $")
"""A place behind a day, and before it."""
NOT_BORN = re.compile(
    r"(?i)\b(?:married|wedding|since|until|passport|issued|expires|moved|died|dead|seit|bis|gestorben|"
    r"verstorben|heirat\w*|pass|depuis|mari\w+|décéd\w+|passeport|desde|hasta|casad\w+|murió|falleci\w+|"
    r"pasaporte|dal|mort[oa]|sposat\w+|passaporto|faleceu|sinds|overleden|getrouwd|paspoort|at|from|school|"
    r"kita)\b|\u2020"
)
"""What makes a day another than the birthday."""
ALL_BORN = re.compile(
    rf"(?i:\b(?:{_ALL_OF_THEM}|all|alle|tous|toutes|ambas|entrambi|entrambe|tutti)\b)[^.;:]{{0,24}}?"
    r"(?:(?i:born|nées?|nés|nacid[oa]s|nacieron|nati|nate|nascid[oa]s|nasceram|geboren) "
    rf"{_IN} (?P<place>{_PLACE})|in (?P<place_too>{_PLACE}) geboren)"
)
ALL_CALLED = re.compile(
    rf"(?i:\b(?:{_ALL_OF_THEM})\b)[^.:]{{0,40}}?\b(?:are(?: called)?|"
    r"heißen|s['\u2019]appellent|se apellidan|se llaman|son|si chiamano|chamam-se|têm o apelido|heten)"
    r"(?: (?:all|both|alle|beide))? "
    r"(?P<name>[A-ZÀ-Þ][\w'\u2019]+(?:-[A-ZÀ-Þ]\w+)?(?: (?:(?:de|da|do|dos|van|von|der|"
    r"di) )*[A-ZÀ-Þ][\w'\u2019]+)?)"
    r"(?=[,.:;]|$)"
)
"""Where all children were born, and their family name."""
CITIZENS = re.compile(
    r"(?i)\b(?:passports?|citizens?|nationals?|nationality|reisep\w+|p[aä]ss\w*|staatsangehörig\w*|"
    r"staatsbürger\w*|passeports?|nationalité|citoyen\w*|pasaportes?|nacionalidad|ciudadan\w+|passaport[oi]|"
    r"passaportes?|cittadin\w+|nacionalidade|cidad\w+|paspoort\w*|nationaliteit|"
    r"alle (?:vier|drei|beide|drie|twee)|all (?:four|three|of us)|tous (?:les )?(?:quatre|trois|deux)|"
    r"los (?:cuatro|tres|dos)|tutti e (?:quattro|tre|due)|os (?:quatro|três|dois)|alledrie|allevier)\b"
)
WANTED = re.compile(
    r"(?i)\b(?:appl\w+|want\w*|beantrag\w*|demand\w+|solicit\w+|pedi\w*|richie\w+|aanvra\w+|aangevraagd)\b"
)
"""What speaks of a passport, and of one that is not there yet."""


def unaccented(text: str) -> str:
    """The text without accents, character by character."""
    return "".join(normalize("NFD", letter)[0] for letter in text)
