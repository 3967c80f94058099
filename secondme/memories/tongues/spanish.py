"""Spanish: its grammar, and how it says facts."""

from __future__ import annotations

from secondme.memories.tongues.grammar import Free, Grammar, Owned, Signs, said
from secondme.memories.tongues.spanish_words import KIN, SHAPES

_NAMED = (
    ("daughter", "hija"),
    ("son", "hijo"),
    ("sister", "hermana"),
    ("brother", "hermano"),
    ("dog", "perr[oa]|perrit[oa]|cachorr[oa]"),
    ("cat", "gat[oa]|gatit[oa]"),
    ("rabbit", "conejo"),
    ("horse", "caballo|yegua"),
)
"""Of whom one says to have one, "named ..."."""
WORDINGS = (
    said(
        "lives in",
        "estoy viviendo|me he instalado|me instalé / estamos viviendo|"
        "nos hemos instalado / está viviendo|se ha instalado|se instaló",
        "{now} {place}",
    ),
    said(
        "lives in",
        "me acabo de mudar|acabo de mudarme / nos acabamos de mudar|"
        "acabamos de mudarnos / se acaba de mudar|acaba de mudarse",
        "{some} a {town}",
        turns=True,
    ),
    said("works at", "estoy trabajando / estamos trabajando / está trabajando", "{some} {firm}"),
    said("lives in", "vivo|resido / vivimos|residimos / vive|reside", "{now} {place}"),
    said("lives in", "llevo|sigo / llevamos|seguimos / lleva|sigue", "{some} viviendo {place}"),
    said("works at", "llevo|sigo / - / lleva|sigue", "{some} trabajando {firm}"),
    said(
        "works at",
        "me han contratado|me han cogido|me han dado el puesto|me han dado el trabajo|"
        "me han dado un puesto|me han dado plaza / - / -",
        "{some} {firm}",
        turns=True,
    ),
    said(
        "lives in",
        "me he mudado|me mudé|me he ido a vivir|me fui a vivir|me he trasladado|"
        "me trasladé / nos hemos mudado|nos mudamos|nos hemos ido a vivir|"
        "nos fuimos a vivir / se ha mudado|se mudó|se ha ido a vivir|se fue a vivir|se ha trasladado",
        "{some} a {town}",
        turns=True,
    ),
    said(
        "lives in",
        "he vivido|viví|vivía / hemos vivido|vivíamos / ha vivido|vivió|vivía",
        "{now} {place}",
        "ended",
    ),
    said("is from", "soy|vengo / somos / es|viene", "(?: originalmente)? de {town}{ends}"),
    said("born in", "nací / - / nació", "{fill} en {town}"),
    said("birthday", "nací / - / nació", "{some} (?:el|un) {day}"),
    said("birthday", "cumplo años / - / cumple años", " el {day}"),
    said("works at", "trabajo|curro / trabajamos / trabaja|curra", "{some} {firm}"),
    said("works at", "trabajo|curro / - / trabaja|curra", "{some} para {employer}"),
    said(
        "works at",
        "he empezado|empecé|he entrado|acabo de empezar / hemos empezado / ha empezado|empezó|ha entrado",
        "(?: a trabajar| a currar| un trabajo nuevo| en un trabajo nuevo| en mi nuevo trabajo)?{some} {firm}",
        turns=True,
    ),
    said(
        "works at",
        "tengo|he encontrado|he conseguido|conseguí / - / tiene|ha encontrado|ha conseguido",
        "{some} (?:trabajo|curro|un puesto|un trabajo|un contrato|plaza)(?: nuevo| fijo)? {firm}",
    ),
    said(
        "works at",
        "he dejado|dejé|he dejado el trabajo|dejé el trabajo|me he ido|me fui / - / ha dejado|dejó|"
        "se ha ido|se fue",
        "(?: el trabajo| el curro| el puesto| mi trabajo| mi puesto) (?:en|de) (?:el |la )?{workplace}",
        "ended",
        turns=True,
    ),
    said(
        "works at",
        "he trabajado|trabajé|trabajaba / - / ha trabajado|trabajó|trabajaba",
        "{some} {firm}",
        "ended",
    ),
    said(
        "works as",
        "trabajo|curro / - / trabaja|curra",
        "(?: ahora| también| allí| aquí)*(?: en (?-i:[{upper}]\\w+))? (?:de|como) {job}",
    ),
    said("works as", "soy|estoy de / - / es|está de", "{now_is} {role}"),
    said(
        "partner",
        "estoy casado|estoy casada|estoy saliendo|salgo|estoy prometida|"
        "estoy prometido / - / está casad[oa]|está saliendo|sale|está prometid[oa]",
        "{some} con {name}",
    ),
    said("partner", "me he casado|me casé / - / se ha casado|se casó", "{some} con {name}", turns=True),
    said("partner", "estoy|soy|vuelvo a estar / - / está|es|vuelve a estar", "{now_is} {single}{ends}"),
    said(
        "partner",
        "me he separado|me separé|me he divorciado|me divorcié|lo he dejado|lo dejé|he roto|rompí|"
        "estoy separada|estoy separado|estoy divorciada|estoy divorciado / - / se ha separado|"
        "se ha divorciado|lo ha dejado|ha roto|rompió",
        " (?:de|con) {name}",
        "ended",
        turns=True,
    ),
    said("drives", "conduzco|llevo|tengo / tenemos / conduce|lleva|tiene", "{now_is}(?: una?)? {car}"),
    said(
        "drives",
        "he comprado|me he comprado|me compré|compré / hemos comprado|nos hemos comprado|"
        "compramos / ha comprado|se ha comprado|se compró",
        " (?:una?|el) (?:nuevo |viejo )?{car}",
        turns=True,
    ),
    said(
        "drives",
        "he vendido|vendí / hemos vendido|vendimos / ha vendido|vendió",
        " (?:el|la|mi|nuestro|su) (?:viejo )?{car}",
        "ended",
        turns=True,
    ),
    said("allergic to", "soy / somos / es", "{some} alérgic[oa]s? (?:al? |a la |a los |a las ){stuff}"),
    said("allergic to", "tengo / - / tiene", "{some} alergia (?:al? |a la |a los |a las ){stuff}"),
    said("has", "tengo|padezco / - / tiene|padece", "{now_is}(?: de)? {illness}{ends}"),
    said("has", "soy / - / es", "{now_is} {condition}{ends}"),
    said(
        "does not eat",
        "no como|no tolero|ya no como|nunca como / no comemos / no come|no tolera|ya no come",
        " {things}",
    ),
    said(
        "does not drink",
        "no bebo|no tomo|ya no bebo|nunca bebo / no bebemos / no bebe|ya no bebe",
        " {things}",
    ),
    said("diet", "soy|me he hecho|me hice / somos / es|se ha hecho", "{now_is} {diet}{ends}"),
    said(
        "likes",
        "me encantan?|me gustan?|me chiflan?|me flipan? / nos encantan?|nos gustan? / -",
        "{much} {things}",
    ),
    said("likes", "adoro / adoramos / adora", " {things}"),
    said("dislikes", "odio|detesto|no soporto|no aguanto / odiamos / odia|detesta|no soporta", " {things}"),
    said("dislikes", "me horrorizan?|me da asco|me dan asco / nos da asco / -", " {things}"),
    said("speaks", "hablo / - / habla", "(?: bien| también| un poco de| algo de)* {tongues}{ends}"),
    said(
        "learns",
        "aprendo|estudio|estoy aprendiendo|estoy estudiando / - / aprende|está aprendiendo|estudia",
        "{some} (?P<value>{tongue}|{music})",
    ),
    said(
        "plays",
        "toco|juego / tocamos / toca|juega",
        "{some} (?:el |la |al |a la )?(?P<value>{music}|{sport})",
    ),
    said(
        "studies",
        "estudio|estoy estudiando / - / estudia|está estudiando",
        "{now_is} (?!el |la |para |con |much|por |en |{tongue}|"
        "{music})(?P<value>(?!{no_after}\\b){word}(?: (?:de |"
        "y )?(?!{no_after}\\b)(?!en\\b){word}){0,2}?){study_end}",
    ),
    said(
        "age",
        "tengo|he cumplido|acabo de cumplir / - / tiene|ha cumplido",
        "(?: ya)? (?P<value>\\d{1,2}) años\\b(?! (?:de (?!edad)|para))",
    ),
    said("height", "mido / - / mide", " {height}"),
    said("shoe size", "calzo|uso / - / calza|usa", " (?:un |el |una? talla |número )?{size}"),
    said("lives with", "vivo / - / vive", "{now} con {name}"),
    said("child", "tengo / tenemos / tiene", " (?:un|dos|tres|cuatro) hij[oa]s?(?:,|:) {names}{ends}"),
    *(
        said(
            relation,
            "tengo|he adoptado / tenemos|hemos adoptado|adoptamos / tiene|ha adoptado",
            f"{{some}} una?(?: pequeñ[oa])? (?:{nouns}){{of_age}}{{named}} {{name}}",
        )
        for relation, nouns in _NAMED
    ),
)
OWNED = (
    Owned(
        "phone number",
        "{new}(?:número(?: de teléfono| de tel)?|teléfono|tel|fijo)(?: nuevo)?",
        "(?:el )?{number}",
    ),
    Owned("mobile number", "{new}(?:número de móvil|móvil|celular)(?: nuevo)?", "(?:el )?{number}"),
    Owned("email", "{new}(?:correo(?: electrónico)?|e-?mail|mail)(?: nuevo)?", "{mail}"),
    Owned("address", "{new}dirección(?: nueva)?", "(?:la )?{street}"),
    Owned("birthday", "cumpleaños|cumple", "(?:el )?{day}"),
    Owned("drives", "{new}(?:coche|carro|auto)(?: nuevo)?", "(?:una? |el )?{car}"),
    Owned("works as", "(?:profesión|oficio)", "{role}"),
    Owned("favourite food", "(?:comida|plato) (?:favorit[oa]|preferid[oa])", "{things}"),
    Owned("favourite colour", "color (?:favorito|preferido)", "(?:el )?(?P<value>[^\\W\\d]+)"),
    Owned("favourite film", "(?:película|peli) (?:favorita|preferida)", "{things}"),
    Owned("favourite book", "libro (?:favorito|preferido)", "{things}"),
    Owned("blood type", "grupo sanguíneo", "{blood}"),
)
FREE = (
    Free(
        "partner",
        "{name} y yo (?:nos casamos|nos hemos casado|estamos casad[oa]s|estamos juntos|"
        "estamos prometid[oa]s|somos pareja|llevamos juntos)",
        turns=True,
    ),
    Free(
        "partner",
        "{name} y yo (?:nos hemos separado|nos separamos|nos hemos divorciado|lo hemos dejado|"
        "ya no estamos juntos)",
        "ended",
        turns=True,
    ),
    Free(
        "likes",
        "(?<![^.;:!] )(?:el |la |los |las )(?P<value>{word}(?: (?:de |del |"
        "con )?{word}){0,2}?) (?:ya )?(?:no )?me (?:gustan?|encantan?)(?: mucho| nada| muchísimo)?{ends}",
    ),
    Free("likes", "a {who} (?:también |ya )?(?:no )?le (?:gustan?|encantan?){much} {things}"),
    Free(
        "phone number",
        "(?:cambiado de|nuevo) (?:número|móvil|teléfono)[^\\w+]{1,3}(?:ahora )?(?:es )?(?:el )?{number}",
    ),
    Free(
        "phone number",
        "(?:localizarme|llamarme|encontrarme|me localizas|me encuentras)(?: ahora)?(?: en|"
        " al)(?: el)? {number}",
    ),
)
SPANISH = Grammar(
    code="es",
    i=r"(?:yo )",
    we=r"(?:nosotr[oa]s |(?:{person}|(?:{mine}) (?:{kin})(?: {person})?) y yo )",
    they="él|ella",
    one="",
    mine="mis?|nuestr[oa]s?",
    kin=KIN,
    at_home=("mamá", "papá"),
    before_kin=r"(?:(?:querid[oa]|nuev[oa]|mejor|viej[oa]) )?",
    after_kin=r"(?: (?:mayor|menor|pequeñ[oa]|mediana|gemel[oa]|de cabecera))?",
    verb_first=False,
    drops=True,
    between=r"(?:(?:ya|no|ya no|también|ahora|todavía|aún|siempre|nunca|sí|actualmente|hoy|antes|"
    r"ahora mismo|solo)(?: |,? ))*",
    shapes={
        **SHAPES,
        "study_end": r"(?=\s*(?:$|[^\w\s'-]|(?:en|y|desde|pero|con|por|a)\b))",
        "employer": r"(?:el |la |una? )?(?P<value>(?!(?:mí|ti|vivir|pagar|poder|que|"
        r"ello)\b){word}(?: (?:de |del )?(?!{no_after}\b)(?!(?:en|por|a|de)\b){word}){0,3}?){ends}",
        "workplace": r"(?P<value>{word}(?: (?:de |del )?(?!{no_after}\b)(?!(?:en|por|a|"
        r"de)\b){word}){0,3}?){ends}",
    },
    signs=Signs(
        over=r"\bya no\b|\bno\b[^.;,!?]*\bmás\b(?! (?:que|de)\b)|\bhe dejado de\b|\bdejé de\b",
        denied=r"\b(?:no|nunca|jamás|tampoco|casi|apenas|ni)\b",
        supposed=r"\b(?:si|cuando|ojalá|quisiera|quiero|queremos|quería|gustaría|encantaría|espero|"
        r"esperamos|sueño|soñ\w+|imagin\w+|como si|"
        r"(?:podr|deber|tendr|ser|har|dir|vivir|trabajar|comprar|ir|estar|habr|preferir|pondr|vendr|"
        r"saldr|querr|mudar)ía(?:s|mos|n)?|fuera|viviera|tuviera|dice|dicen|dijo|decía|cuenta|contó|"
        r"según|parece|cree|creen|piensa|"
        r"supuestamente|personaje|protagonista|canción|novela)\b",
        doubted=r"\b(?:quizás?|tal vez|a lo mejor|igual|probablemente|seguramente|posiblemente|creo|"
        r"supongo|es broma|broma|de coña|en teoría|"
        r"al parecer|no sé|algún día|pronto|hipotéticamente|puede que)\b",
        reserved=r",? (?:si|cuando|dice|dijo|creo|según|—dijo|— dijo)\b",
        asks=r"^\W*(?:qué|quién|cuándo|dónde|cómo|cuánt[oa]s?|por qué)\b",
        leads=r"(?<!por)(?<!ya )(?<!así )\b(?:que|si|donde|cuando|como|quien)$",
        later=r"\ba partir d",
    ),
    is_=r"(?:,? (?:es|será|sigue siendo)(?: ahora| todavía)?(?: :)?| ?:) ",
    called=r"(?:,? se llama |,? es (?=(?:el |la )?(?:Dra?|doctora?|Sra?|señora?|Don|Doña)\b|"
    r"(?-i:[{upper}]\w+ [{upper}])))",
    of_whom=r"(?:el |la )?(?:{noun}) de (?P<of>{person})",
    and_=r",? (?:y|e|o|ni) (?:al? |a la |a los |a las |el |la |los |las |un poco de |algo de )?|"
    r", (?:al? |a los |a las )?",
    no_value=r"^(?:el |la |los |las )?(?:tus?|ese|esa|esos|esas|este|esta|estos|estas|vuestr\w+|eso|esto|"
    r"que|cuando|todo|nada|algo|mucho|ti|mí|él|ella|"
    r"más|cómo|lo|verte|veros|ser|estar)\b",
    trimmed=r"(?:el|la|los|las|un|una|al|del|mucho|muchísimo|bastante|nada|también|un poco de|algo de|"
    r"sobre todo)",
    capitals=False,
    wordings=WORDINGS,
    owned=OWNED,
    free=FREE,
)
