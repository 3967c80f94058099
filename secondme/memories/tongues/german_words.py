"""German: its words for people, and the shapes of values."""

from __future__ import annotations

KIN = {
    **dict.fromkeys(("mutter", "mama", "mutti", "mami"), "mum"),
    **dict.fromkeys(("vater", "papa", "vati"), "dad"),
    **dict.fromkeys(("schwester", "zwillingsschwester", "halbschwester"), "sister"),
    **dict.fromkeys(("bruder", "zwillingsbruder", "halbbruder"), "brother"),
    **{"tochter": "daughter", "sohn": "son", "kind": "child", "baby": "child"},
    **dict.fromkeys(("mann", "frau", "ehemann", "ehefrau", "partner", "partnerin", "verlobter"), "partner"),
    **dict.fromkeys(("verlobte", "lebensgefährte", "lebensgefährtin"), "partner"),
    **dict.fromkeys(("freund", "freundin"), "friend"),
    **dict.fromkeys(("oma", "großmutter", "omi"), "grandmother"),
    **dict.fromkeys(("opa", "großvater"), "grandfather"),
    **{"tante": "aunt", "onkel": "uncle", "cousin": "cousin", "cousine": "cousin"},
    **{"neffe": "nephew", "nichte": "niece", "enkel": "grandson", "enkelin": "granddaughter"},
    **{"schwager": "brother-in-law", "schwägerin": "sister-in-law"},
    **{"schwiegermutter": "mother-in-law", "schwiegervater": "father-in-law"},
    **dict.fromkeys(("kollege", "kollegin", "arbeitskollegin", "arbeitskollege", "kollegen"), "colleague"),
    **dict.fromkeys(("chef", "chefin", "vorgesetzte", "vorgesetzter"), "boss"),
    **dict.fromkeys(("nachbar", "nachbarin", "nachbarn"), "neighbour"),
    **dict.fromkeys(("mitbewohner", "mitbewohnerin"), "flatmate"),
    **dict.fromkeys(("vermieter", "vermieterin"), "landlord"),
    **dict.fromkeys(("hausarzt", "hausärztin", "arzt", "ärztin"), "doctor"),
    **dict.fromkeys(("zahnarzt", "zahnärztin"), "dentist"),
    **dict.fromkeys(("tierarzt", "tierärztin"), "vet"),
    **dict.fromkeys(("therapeut", "therapeutin"), "therapist"),
    **dict.fromkeys(("physiotherapeut", "physiotherapeutin"), "physio"),
    **dict.fromkeys(("kinderarzt", "kinderärztin"), "paediatrician"),
    **{"frauenärztin": "gynaecologist", "hebamme": "midwife"},
    **dict.fromkeys(("lehrer", "lehrerin"), "teacher"),
    **dict.fromkeys(("trainer", "trainerin"), "trainer"),
    **{"friseurin": "hairdresser", "friseur": "hairdresser"},
    **dict.fromkeys(("hund", "hündin", "welpe"), "dog"),
    **dict.fromkeys(("katze", "kater"), "cat"),
    **{"kaninchen": "rabbit", "pferd": "horse", "hamster": "hamster", "wellensittich": "budgie"},
    **{"schildkröte": "tortoise", "papagei": "parrot"},
}
"""What somebody is called in memories, by the word for them in small letters."""
_DAYS = (
    "Montags?|Dienstags?|Mittwochs?|Donnerstags?|Freitags?|Samstags?|Sonnabends?|Sonntags?|Januar|Jänner|"
    "Februar|"
    "Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Weihnachten|Ostern|Pfingsten|"
    "Silvester|Sommer|Winter|Herbst|Frühling|Frühjahr|Abends?|Mittag|Nachmittag|Vormittag|Nacht|Wochen?|"
    "Wochenende|Monat|Jahre?n?|Tage?|Uhr|Anfang|Mitte|Ende|Heute|Morgen|Gestern|Jetzt|Nun|Dann"
)
_NO_NAMES = (
    "Ich|Du|Er|Sie|Es|Wir|Ihr|Der|Die|Das|Den|Dem|Des|Ein|Eine[nmr]?|Meine?[nmr]?|Unsere?[nmr]?|Deine?|"
    "Seine?|"
    "Ihre|Und|Aber|Oder|Denn|Weil|Dass|Wenn|Falls|Ob|Als|Wie|Wo|Was|Wer|Wann|Warum|Welcher?|Da|Dort|Hier|"
    "Auch|"
    "Nur|Noch|Schon|Seit|Bis|Ab|Am|Im|In|An|Auf|Bei|Mit|Von|Vom|Zu|Zum|Zur|Nach|Vor|Für|Um|Aus|Ohne|"
    "Gegen|Nicht|"
    "Keine?r?|Niemand|Jemand|Jede[rs]?|Alles?|Viele|Man|Ja|Nein|Ok|Okay|Danke|Bitte|Hallo|Hi|Hey|"
    "Liebe[rs]?|Leute|"
    "Endlich|Leider|Eigentlich|Inzwischen|Mittlerweile|Übrigens|Mir|Mich|Uns|Ihm|Ihn|Ihnen|Beide|Gott|Firma|"
    "Geburtstag|Arbeit|Schule|Urlaub|Fieber|Zeit|Haus|Wohnung|Auto|Kaffee|Tee|Kuchen|Fußball|Musik|Essen|"
    "Wetter|"
    "Geld|Besuch|Familie|Eltern|Kinder|Sachen|Dinge?|Angst|Lust|Spaß|Termin|Hunger|Stress|Probleme?|"
    "Glück|Pech|Recht|"
    "Ruhe|Internet|Handy|Nummer|Adresse|Zug|Bus|Bahn|Rad|Fahrrad|Stadt|Land|Dorf|Ort|Leben|Mensch|"
    "Menschen|Mann|Frau|"
    "Herr|Kind|Sohn|Tochter|Schwester|Bruder|Mutter|Vater|Mama|Papa|Oma|Opa|Chefin|Chef|Nachbarn?|Nachbarin|"
    "Kollege|Kollegin|Kollegen|Freunde?|Freundin|Hund|Katze|Kater|Arzt|Ärztin|Hausarzt|Lehrer|Lehrerin|"
    "Vermieter|"
    "Vermieterin|Notizen?|Tagebuch|Gefahr|Trennung|Scheidung|Miete|Untermiete|Elternzeit|Teilzeit|"
    "Vollzeit|Rente|"
    "Pension|Frieden|Zukunft|Richtung|Hause|Ordnung|Bar|Summe|Kürze|Ferien|Behandlung|Therapie|Schichten|"
    "Kontakt|"
    "Verbindung|Sorge|Armut|Luxus|Sicherheit|Gemeinschaft|Einsamkeit|Quarantäne|Ausbildung|Kurzarbeit|"
    "Präsenz|"
    "Gruppen|Teams|Ganz|Etwa|Bald|Später|Letzten?|Nächsten?|Diese[rsn]?|Neue[rsn]?|Bin|Bist|Ist|Sind|War|"
    "Waren|"
    "Habe?|Hat|Haben|Hatte|Wird|Werde|Kann|Muss|Soll|Will|Wohne|Arbeite|Mag|Komme|Gehe|Fahre|Esse|Trinke|"
    "Spiele|"
    "Lerne|Studiere|Ging|Kam|Wollte|Bett|Krankenhaus|Spital|Reha|Kur|Garten|Keller|Zimmer|Teil|Fach|"
    "Karenz|Würde|"
    "Früher|Seither|Seitdem|Damals|Zuerst|Zuletzt|Anfangs|Kürzlich|Neulich|Vorgestern|Tagsüber|Nachts|"
    "Beruflich|Privat|Aktuell|Derzeit|"
    "Momentan|Zurzeit|Gerade|Wieder|Immer|Eben|Sonst|Daheim|Nebenbei|Seinerzeit|Hauptberuflich|Ursprünglich|"
    "Tennis|Schach|Karten|Pizza|Eis|Hausaufgaben|Mathe|Frühstück|Mittagessen|Abendessen|Schwimmen|"
    "Wandern|Plätzchen|Nachwuchs|"
    "Euch|Dir|Dich|Angehörige|Wasser|Milch|Brot|Zuhause|Größe|Kopfschmerzen|Schmerzen|Bescheid|Schluss|"
    "Dienst|Sport"
)
SHAPES = {
    "days": _DAYS,
    "no_names": f"{_NO_NAMES}|{_DAYS}",
    "titles": r"Frau (?:Dr\.? {1,2})?|Herrn? (?:Dr\.? {1,2})?|Dr\.? {1,2}|Prof\.? {1,2}|Tante |Onkel |"
    r"Oma |Opa ",
    "stop": r"(?!(?:und|aber|oder|weil|denn|dass|wenn|falls|ob|um|zu|bis)\b)",
    "fill": r"(?: {stop}[\w.'/&-]+){0,7}?",
    "some": r"(?: {stop}[\w.'/&-]+){0,3}?",
    "adj": r"(?: [a-zäöüß]+(?:e|er|en|es|em)){0,2}",
    "new": r"(?:(?:neue|aktuelle|private|dienstliche|alte)[rs]? )?",
    "noun": r"(?-i:[{upper}][\w-]+)",
    "no_noun": r"(?:Dinge?|Sachen|Idee|Gefühl|Leute|Art|Gedanken?|Meinung|Vorschlag|Bild|Foto|Nachricht|"
    r"Leben|Welt|Moment|Montage?|Dienstage?|Mittwoch|Donnerstag|Freitage?|Samstage?|Sonntage?)",
    "thing": r"(?:(?-i:[a-zäöüß]+(?:e|er|en|es|em)) ){0,2}{noun}(?: (?:mit|aus|von|"
    r"ohne) (?:[a-zäöü]+ )?{noun})?",
    "things": r"(?:(?:den|die|das|dem|der) )?(?P<value>{thing}(?:(?:, {thing}){0,3} (?:und|oder|"
    r"sowie) {thing})?)",
    "kind": r"(?P<value>(?-i:[{upper}]\w+?))",
    "flat": r"(?:Wohnung|WG-Zimmer|Zimmer|Haus|Häuschen|Bleibe)",
    "not_got": r"(?!{some} (?:gesehen|besichtigt|angeschaut|gesucht|abgelehnt|angeboten|gekündigt|"
    r"abgesagt|verloren))",
    "beside": r"(?: (?:am (?=Main|See|Inn|Rhein|Neckar|Bodensee|\w+see)|an der |ob der |im (?=Breisgau|"
    r"Allgäu))| |-)",
    "lands": r"(?:Schweiz|Türkei|Steiermark|Ukraine|Slowakei|Pfalz|Toskana|Niederlanden?|USA|Provence|"
    r"Bretagne|Normandie|"
    r"Wachau|Eifel|Lausitz|\w+steiermark)\b",
    "place": r"(?:in (?P<value>{cap}(?:{beside}{cap}){0,2})|in (?:der|den) (?P<land>(?-i:{lands}))|"
    r"im (?P<region>(?-i:[{upper}][\w-]*"
    r"(?:land|gau|tal|viertel|wald))\b))(?! Mitte\b)",
    "to": r"(?:nach (?P<value>{cap}(?:{beside}{cap}){0,2})|in (?:die|den) (?P<land>(?-i:{lands}))|ins "
    r"(?P<region>(?-i:[{upper}][\w-]*(?:land|gau|tal|viertel))\b))",
    "town": r"(?P<value>{cap}(?:{beside}{cap}){0,2})",
    "name": r"(?P<value>{person})",
    "names": r"(?P<value>{person}(?:(?:, | und ){person})*)",
    "named": r"(?: jetzt| nun| adoptiert| bekommen| geholt)?(?:, (?:er|sie|der|die|das|es) heißt| namens|"
    r" mit (?:dem )?Namen|,)",
    "work": r"(?-i:(?!(?:{days}|Moment|Home|Homeoffice|Hause|Teilzeit|Vollzeit|Schicht\w*|Ordnung|Rente|"
    r"Pension|Urlaub|Garten|"
    r"Küche|Projekt\w*|Büro|Team|Regen|Ferien|Zeit|Leben|Karenz|Elternzeit|Kopf|Bett|Haus|Haushalt|"
    r"Stunden|Stück|"
    r"Geld|Hochdruck|Ruhe|Prüfung|Artikel|Buch|Text|Präsentation|Ganzen|Grunde|Schnitt|Keller|"
    r"Homeoffices|Thema|"
    r"Ausland|Außendienst|Freien|Akkord|Uni|Umzug|Computer|Rechner)\b)[{upper}][\w.&'-]*\b)",
    "employer": r"(?:(?:der|dem|den|die|das|einer|einem|einen|eine|ein|meiner|meinem) )?"
    r"(?P<value>(?:(?!(?:mit|als|seit|der|dem|den|die)\b)(?-i:[a-zäöüß]+(?:en|er|e)) ){0,2}{work}"
    r"(?: (?:(?:für|der|des|und|&|von) (?:der |dem )?)?{work}){0,3})",
    "org": r"(?:bei|beim|für|in der|in einer|in einem|im|an der|an einer|am|auf dem|"
    r"auf der) ?(?<= ){employer}",
    "org_after": r"(?:bei|beim|in|im|an|am|auf) .*",
    "firm": r"(?:bei|beim) {employer}",
    "a_job": r"(?:einen|eine|den|die){adj} (?:Job|Stelle|Arbeit|Vertrag|Anstellung|Lehrstelle|Praktikum|"
    r"Ausbildungsplatz)",
    "job": r"(?P<value>(?:(?-i:[a-zäöüß]+(?:e|er|en|es)) )?{noun}(?: für {noun})?)",
    "is_now": r"(?: jetzt| inzwischen| ja| eigentlich| auch| wieder| gelernte[r]?| ausgebildete[r]?|"
    r" seit \w+(?: \w+)?)*",
    "role": r"(?P<value>(?:(?!bei|"
    r"eine?\b)(?-i:[a-zäöüß]+e[rs]?) )?(?=[\w-]*(?:{roles})\b)(?-i:[{upper}][\w-]+))",
    "roles": r"(?:lehrer|erzieher|pfleger|schwester|ingenieur|techniker|entwickler|berater|verkäufer|"
    r"köch|koch|bäcker|tischler|"
    r"schreiner|elektriker|installateur|mechaniker|meister|leiter|assistent|fahrer|arzt|ärzt|anwält|"
    r"anwalt|richter|"
    r"notar|architekt|designer|gärtner|friseur|kellner|buchhalter|journalist|redakteur|übersetzer|"
    r"dolmetscher|"
    r"bibliothekar|sozialarbeiter|therapeut|logopäd|psycholog|biolog|chemiker|physiker|hebamme|polizist|"
    r"sekretär|"
    r"sachbearbeiter|beamte|pilot|schaffner|lokführer|maler|maurer|dachdecker|landwirt|winzer|apotheker|"
    r"steuerberater|"
    r"professor|student|rentner|pensionist|hausfrau|hausmann|musiker|schauspieler|fotograf|optiker|sanitäter|"
    r"hausmeister|controller|kauffrau|kaufmann|angestellte|schneider|goldschmied)(?:e?r?in|e|r)?",
    "much": r"(?: total| sehr| auch| einfach| ja| besonders| am liebsten| wirklich| über alles| absolut|"
    r" überhaupt| gar| so| schon)*",
    "well": r"(?: fließend| gut| auch| ein bisschen| etwas| ziemlich| sehr| nur)*",
    "diet": r"(?P<value>Vegetarier(?:in)?|vegetarisch|Veganer(?:in)?|vegan|Pescetarier(?:in)?)",
    "single": r"(?P<value>Single|ledig|geschieden|verwitwet|Witwer?)",
    "tongue": r"(?-i:(?:[{upper}][a-zäöü]+isch|Deutsch)\b)",
    "tongues": r"(?P<value>{tongue}(?:(?:, | und ){tongue}){0,4})",
    "music": r"(?:Klavier|Gitarre|Geige|Cello|Bratsche|Flöte|Querflöte|Blockflöte|Klarinette|Saxophon|"
    r"Saxofon|Trompete|Posaune|"
    r"Schlagzeug|Akkordeon|Harfe|Orgel|Kontrabass|Bass|Ukulele|Oboe|Fagott|Horn|Banjo)",
    "sport": r"(?:Fußball|Handball|Tennis|Volleyball|Basketball|Schach|Badminton|Tischtennis|Hockey|Golf)",
    "months": r"Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|"
    r"Dezember|Jan\.?|"
    r"Feb\.?|Okt\.?|Nov\.?|Dez\.?|Sept?\.?",
    "day": r"(?P<value>\d{1,2}\.(?: ?(?:{months})(?!\w)| ?\d{1,2}\.)(?: ?(?:19|20)\d\d)?)",
    "street": r"(?P<value>(?-i:(?:[{upper}][\w.-]* ){0,3}?[{upper}][\w.-]*(?:straße|strasse|str\.|gasse|"
    r"weg|platz|allee|ring|damm|"
    r"ufer|steig|hof|markt|zeile|berg)?(?: (?:Straße|Str\.|Gasse|Weg|Platz|Allee|"
    r"Ring))?) \d+ ?(?:[a-h]\b)?(?:/\d+)*"
    r"(?:,? \d{4,5} (?-i:[{upper}][\w-]+)(?: (?-i:[{upper}][\w-]+))?)?(?: in (?-i:[{upper}][\w-]+))?)",
    "illness": r"(?P<value>(?:(?-i:[a-zäöü]+(?:es|e|en)) )?(?:Asthma|Diabetes(?: Typ \d)?|Zöliakie|"
    r"Migräne|Bluthochdruck|"
    r"Heuschnupfen|Rheuma|Epilepsie|Neurodermitis|Arthrose|Endometriose|Multiple Sklerose|Morbus Crohn|"
    r"Gicht|Osteoporose|"
    r"ADHS|Parkinson|Laktoseintoleranz|Fruktoseintoleranz|Glutenunverträglichkeit|Schuppenflechte|"
    r"Hashimoto))",
    "condition": r"(?P<value>Diabetiker(?:in)?|Asthmatiker(?:in)?|Epileptiker(?:in)?|Bluter|"
    r"laktoseintolerant|glutenintolerant|farbenblind|"
    r"schwerhörig|Legastheniker(?:in)?)",
    "ends": r"(?=\s*(?:$|[^\w\s'-]|(?:und|aber|oder|weil|denn|seit|am|im|in|an|bei|wenn|sondern|sehr|"
    r"nicht|gar|überhaupt|mehr|total|"
    r"besonders|auch|schon|wie|als|mit|zu|von|für|zum|die|der|das)\b))",
}
"""By their names; those in braces that are not here all languages have."""
