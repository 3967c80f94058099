"""Spanish: its words for people, and the shapes of values."""

from __future__ import annotations

KIN = {
    **dict.fromkeys(("madre", "mamá", "mami"), "mum"),
    **dict.fromkeys(("padre", "papá", "papi"), "dad"),
    **dict.fromkeys(("hermana", "hermanita", "hermanastra"), "sister"),
    **dict.fromkeys(("hermano", "hermanito", "hermanastro"), "brother"),
    **{"hija": "daughter", "hijo": "son", "niña": "daughter", "niño": "son", "bebé": "child"},
    **dict.fromkeys(
        ("marido", "mujer", "esposo", "esposa", "pareja", "novio", "novia", "prometido"), "partner"
    ),
    **{"prometida": "partner", "amigo": "friend", "amiga": "friend"},
    **dict.fromkeys(("abuela", "abuelita", "yaya"), "grandmother"),
    **dict.fromkeys(("abuelo", "abuelito", "yayo"), "grandfather"),
    **{"tía": "aunt", "tío": "uncle", "primo": "cousin", "prima": "cousin"},
    **{"sobrino": "nephew", "sobrina": "niece", "nieto": "grandson", "nieta": "granddaughter"},
    **{"ahijado": "godchild", "ahijada": "godchild", "cuñado": "brother-in-law", "cuñada": "sister-in-law"},
    **{
        "suegra": "mother-in-law",
        "suegro": "father-in-law",
        "yerno": "son-in-law",
        "nuera": "daughter-in-law",
    },
    **dict.fromkeys(("compañero de trabajo", "compañera de trabajo", "compañero", "compañera"), "colleague"),
    **dict.fromkeys(("compañero de piso", "compañera de piso"), "flatmate"),
    **dict.fromkeys(("jefe", "jefa", "encargado", "encargada"), "boss"),
    **dict.fromkeys(("vecino", "vecina"), "neighbour"),
    **dict.fromkeys(("casero", "casera"), "landlord"),
    **dict.fromkeys(
        ("médico de cabecera", "médica de cabecera", "médico", "médica", "doctora", "doctor"), "doctor"
    ),
    **{"dentista": "dentist", "veterinario": "vet", "veterinaria": "vet", "fisio": "physio"},
    **{"pediatra": "paediatrician", "matrona": "midwife", "ginecóloga": "gynaecologist"},
    **dict.fromkeys(("psicóloga", "psicólogo", "terapeuta"), "therapist"),
    **dict.fromkeys(("profe", "profesora", "profesor", "maestra", "maestro"), "teacher"),
    **{"entrenador": "trainer", "entrenadora": "trainer", "peluquera": "hairdresser"},
    **dict.fromkeys(("perro", "perra", "perrita", "perrito", "cachorro"), "dog"),
    **dict.fromkeys(("gato", "gata", "gatito", "gatita"), "cat"),
    **{"conejo": "rabbit", "caballo": "horse", "yegua": "horse", "hámster": "hamster", "tortuga": "tortoise"},
}
"""What somebody is called in memories, by the word for them in small letters."""
_NO_NAMES = (
    "Yo|Tú|Él|Ella|Usted|Nosotros|Nosotras|Ellos|Ellas|El|La|Los|Las|Lo|Un|Una|Unos|Unas|Mi|Mis|Tu|Tus|"
    "Su|Sus|Nuestro|"
    "Nuestra|Nuestros|Nuestras|Y|E|O|Pero|Porque|Que|Qué|Quién|Quien|Cuando|Cuándo|Como|Cómo|Donde|Dónde|"
    "Si|Sí|No|Ni|"
    "Ya|Aún|Todavía|También|Tampoco|Ahora|Hoy|Ayer|Mañana|Luego|Entonces|Después|Antes|Desde|Hasta|En|A|"
    "Al|De|Del|Con|"
    "Sin|Para|Por|Sobre|Tras|Según|Este|Esta|Esto|Estos|Estas|Ese|Esa|Eso|Aquí|Allí|Muy|Más|Mucho|Mucha|"
    "Todo|Todos|"
    "Toda|Todas|Nada|Nadie|Alguien|Algo|Cada|Otro|Otra|Me|Te|Se|Nos|Le|Les|Es|Son|Soy|Fue|Ha|He|Han|Hay|"
    "Hace|Tengo|"
    "Lunes|Martes|Miércoles|Jueves|Viernes|Sábado|Domingo|Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|"
    "Agosto|Septiembre|"
    "Octubre|Noviembre|Diciembre|Navidad|Pascua|Hola|Buenas|Buenos|Gracias|Querido|Querida|Ok|Vale|Bueno|"
    "Bien|Pues|Jo|"
    "Ay|Oye|Mira|Mirad|Dios|Por|Finalmente|Menos|Casi|Solo|Sólo|Primero|Mamá|Papá|Nota|Notas|Llamar|"
    "Comprar|Cita|Vivo|"
    "Trabajo|Voy|Vamos|Estoy|Estamos|Era|Está|Sigo|Llevo|Quedamos|Hemos|Cumple|Cumpleaños|Reunión"
)
SHAPES = {
    "no_names": _NO_NAMES.replace("|Mira|", "|"),
    "titles": r"(?:la |el )?(?:Dra?\.? {1,2}|[Dd]octora? |Sra?\.? {1,2}|[Ss]eñora? )|Don |Doña |Tía |Tío ",
    "stop": r"(?!(?:y|e|o|pero|porque|que|si|cuando|para|sin|aunque|como|donde|mientras)\b)",
    "fill": r"(?: {stop}[\w.'/&-]+){0,6}?",
    "some": r"(?: {stop}[\w.'/&-]+){0,3}?",
    "now": r"(?: (?:ahora|actualmente|todavía|aún|siempre|ya|también|aquí|solo|sola|juntos|"
    r"con [\w' ]{2,25}?|desde (?:hace )?(?:el |la )?[\w ]{2,20}?))*",
    "town": r"(?P<value>(?:(?:La|El|Las|Los) )?{cap}(?:(?:-| (?:de |del |de la |de los |y )?){cap}){0,3})",
    "place": r"en (?!{wide})(?:el barrio de |la calle |la ciudad de )?{town}(?! (?:años|meses)\b)",
    "wide": r"(?:Navidad|Semana|Internet|Facebook|Instagram|Twitter|Netflix|Zoom|Teams|Casa)\b",
    "name": r"(?P<value>{person})",
    "names": r"(?P<value>{person}(?:(?:, | y | e ){person})*)",
    "of_age": r"(?: de [\w' ]{1,15} (?:años|meses))?",
    "named": r"(?: ahora| en casa)?(?:, se llama| que se llama| llamad[ao]|,)",
    "months": r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|"
    r"diciembre",
    "no_after": r"(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|ayer|hoy|hace|esta|el (?:lunes|"
    r"martes|mes|año)|la semana|en (?:19|20)\d\d|en (?:{months})|y|e|o|"
    r"pero|porque|que|si|cuando|desde|como|con|hasta|ahora|para|a partir|antes|después|aunque|sin)",
    "org": r"(?:en|para) (?:el |la |los |las |una? )?(?P<value>(?!(?:casa|paz|serio|verano|invierno|eso|"
    r"esto|ello|ti|mí|nada|todo|algo|equipo|"
    r"remoto|turnos?|mañana|noche|mes|semana|día|jardín|cocina|proyecto|presentación|trabajo|mi|su|tu|"
    r"coche|tren|bici|línea|negro|"
    r"mismo|mismos|ese|este|esta|fin|tema)\b){word}(?: (?:de |del |de la |"
    r"y (?=[A-Z]))?(?!{no_after}\b)(?!(?:en|por|a|de)\b){word}){0,3}?){ends}",
    "firm": r"en (?:el |la )?(?P<value>(?-i:[{upper}][\w&'.-]+)(?: (?:de |y |"
    r"del )?(?-i:[{upper}][\w&'.-]+)){0,3}|(?:una? )?(?:empresa|tienda|"
    r"librería|bar|restaurante|colegio|hospital|clínica|taller|panadería|farmacia|residencia|fábrica|"
    r"oficina|banco|hotel|gestoría|"
    r"instituto|escuela|guardería|supermercado|biblioteca|ayuntamiento|universidad|museo|academia|"
    r"estudio|despacho|inmobiliaria|"
    r"agencia|peluquería|gimnasio|centro|juzgado|ONG|consultora|constructora|cafetería|teatro|asesoría|"
    r"imprenta|editorial|obra)(?: (?!{no_after}\b)(?!en\b){word}){0,3}?){ends}",
    "job": r"(?P<value>(?-i:(?=[a-zá-ú]))(?!(?:un|una|siempre|todo|antes|loc[oa]|mul[oa]|"
    r"esclav[oa])\b){word}(?: (?:de |del |en )?(?!{no_after}\b)(?!(?:en|por|a|"
    r"de)\b){word}){0,2}?){ends}",
    "role": r"(?P<value>(?:{roles})(?: (?:de |del |en )?(?!{no_after}\b)(?!(?:en|por|a|"
    r"de)\b)[a-zà-ÿ-]+){0,2}?)(?=\s*(?:$|[^\w\s'-]|(?:en|y|desde|pero|"
    r"para|jubilad[ao]|por)\b))",
    "roles": r"enfermer[oa]|auxiliar|profesora?|profe|maestr[oa]|ingenier[oa]|informátic[oa]|"
    r"programadora?|desarrolladora?|fontaner[oa]|"
    r"electricista|carpinter[oa]|albañil|pintora?|camarer[oa]|cociner[oa]|panader[oa]|pasteler[oa]|"
    r"peluquer[oa]|contable|administrativ[oa]|"
    r"abogad[oa]|notari[oa]|médic[oa]|dentista|fisioterapeuta|fisio|matrona|farmacéutic[oa]|"
    r"veterinari[oa]|psicólog[oa]|educadora?|"
    r"trabajadora? social|secretari[oa]|cajer[oa]|carter[oa]|conductora?|camioner[oa]|taxista|"
    r"mecánic[oa]|técnic[oa]|diseñadora?|arquitect[oa]|"
    r"periodista|traductora?|bibliotecari[oa]|librer[oa]|florista|agricultora?|jardiner[oa]|policía|"
    r"bomber[oa]|militar|jubilad[oa]|"
    r"estudiante|funcionari[oa]|logopeda|obrer[oa]|dependient[ea]|vendedora?|directora?|músic[oa]|"
    r"fotógraf[oa]|ama de casa|limpiadora|autónom[oa]",
    "much": r"(?: (?:mucho|muchísimo|bastante|un montón|nada|demasiado|más|especialmente|sobre todo))*",
    "things": r"(?P<value>(?:el |la |los |las |un |una )?(?!(?:que|cuando|mucho|nada|más|eso|esto|tu|tus|"
    r"ese|esa|este|esta|esos|esas|vuestr[oa]|"
    r"ti|mí|verte|veros)\b){word}(?: (?:(?:con|sin|de|del|a|al|"
    r"en) )?(?!{no_after}\b){word}){0,4}?{more}){ends}",
    "item": r"(?:a |el |la |los |las |al |a la |a los |a las ){word}(?: (?:de |del |"
    r"con )?(?!{no_after}\b){word})?",
    "more": r"(?:(?:, (?:{item}|{word})){0,3} (?:y|e|ni|o) (?:{item}|{word}(?=\s*(?:$|[.;!)]))))?",
    "stuff": r"(?:l[ao]s? |el )?(?P<value>(?!(?:mí|todo|nada|eso)\b){word}(?: (?:de |del |a |"
    r"al )?(?!{no_after}\b){word}){0,3}?{more}){ends}",
    "now_is": r"(?: (?:ahora|todavía|también|actualmente|ya|desde (?:hace )?(?:el |la )?[\w ]{2,20}?))*",
    "tongue": r"(?:español|castellano|inglés|francés|alemán|italiano|portugués|catalán|valenciano|"
    r"gallego|euskera|vasco|árabe|ruso|chino|japonés|"
    r"polaco|rumano|neerlandés|holandés|griego|turco|coreano|sueco)",
    "tongues": r"(?P<value>{tongue}(?:(?:, | y | e )(?:un poco de |algo de )?{tongue}){0,4})",
    "music": r"(?:piano|guitarra|violín|violonchelo|chelo|flauta|clarinete|saxofón|saxo|trompeta|batería|"
    r"acordeón|arpa|órgano|bajo|"
    r"contrabajo|ukelele|oboe|viola|gaita)",
    "sport": r"(?:fútbol|tenis|balonmano|voleibol|baloncesto|bádminton|pádel|ajedrez|golf|ping-pong|petanca)",
    "day": r"(?P<value>\d{1,2} de (?:{months})(?: del? (?:19|20)\d\d)?|\d{1,2}/\d{1,2}(?:/(?:19|20)?\d\d)?)",
    "street": r"(?P<value>(?:calle|c/|avenida|avda\.?|plaza|paseo|camino|ronda|carretera|travesía|"
    r"urbanización|pasaje) ?[^.;:!?\n]{2,45}?\d+[^.;:!?\n]{0,40})",
    "illness": r"(?P<value>(?:asma|diabetes(?: tipo \d)?|celiaquía|hipertensión|migrañas?|rinitis|"
    r"epilepsia|dermatitis|artrosis|"
    r"endometriosis|esclerosis múltiple|Crohn|gota|hipotiroidismo|psoriasis|fibromialgia|la tensión alta|"
    r"apnea del sueño))",
    "condition": r"(?P<value>(?:diabétic[oa]|asmátic[oa]|celíac[oa]|epiléptic[oa]|hipertens[oa]|"
    r"daltónic[oa]|disléxic[oa]|intolerante (?:a la lactosa|al gluten)))",
    "diet": r"(?P<value>vegetarian[oa]|vegan[oa]|pescetarian[oa])",
    "single": r"(?P<value>solter[oa]|divorciad[oa]|viud[oa]|separad[oa])",
    "ends": r"(?=\s*(?:$|[^\w\s'-]|(?:y|e|o|pero|porque|que|si|cuando|desde|como|con|hasta|ahora|para|"
    r"aunque|sobre todo|también|además|mucho|nada|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|ayer|hoy|hace|esta|el (?:lunes|martes|mes|"
    r"año)|la semana|en (?:19|20)\d\d|en (?:{months})|a partir|por)\b))",
    "new": r"(?:(?:nuevo|nueva) )?",
}
"""By their names; those in braces that are not here all languages have."""
