"""What plans are made of in German, French and Spanish: nouns, verbs, what is past, and what is no plan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanWords:
    """The tables of a language; sources of patterns.

    nouns: of what is on. verbs: of what is done. mine: verbs that say "I" or "we" by themselves. past: signs
    that it was. will: makes of what looks past what is to come ("wird repariert"). booked: what was done
    for what comes. meant_for: stands before the day that something booked is for. nothing: what is no plan.
    unless: what makes one only thought of. regular: times of what is on again and again. was_regular: what
    takes from it that it is so now. moved, off: of what is put off; titles, off_titles: in what order its
    name stands with them; not_off: what is called off and was no plan.
    """

    nouns: str
    verbs: str
    past: str
    booked: str
    meant_for: str
    nothing: str
    unless: str
    regular: str
    was_regular: str
    moved: str
    off: str
    titles: tuple[str, ...]
    off_titles: tuple[str, ...]
    not_off: str
    mine: str = ""
    will: str = ""


_DAYS_DE = r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
_DAYS_FR = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_DAYS_ES = r"(?:lunes|martes|miércoles|jueves|viernes|sábados?|domingos?)"
_TITLE = r"(?P<title>[^\s,.;:!?][^,.;:!?\n]{1,45}?)"
PLAN_WORDS = {
    "de": PlanWords(
        nouns=r"\w*termine?|\w*flug|\w*fahrt|\w*urlaub|zahnarzt\w*|zahnärztin|arzt\w*|\w*ärztin|hausarzt|"
        r"kieferorthopäd\w+|"
        r"\w*therapie|physio\w*|\w*impfung|blutabnahme|"
        r"\w*untersuchung|\w*kontrolle|vorsorge|mrt|röntgen|ultraschall|operation|op|krankenhaus|spital|"
        r"reha|kur|friseur\w*|massage|"
        r"\w*prüfung|klausur|\w*examen|abgabe\w*|deadline|frist|besprechung|meeting|sitzung|konferenz|"
        r"tagung|vortrag|präsentation|"
        r"\w*gespräch|vorstellungsgespräch|bewerbungsgespräch|schulung|\w*kurs|workshop|seminar|"
        r"fortbildung|\w*reise|dienstreise|"
        r"flug|zug|fähre|abfahrt|abflug|ankunft|urlaub|ferien|wanderung|ausflug|\w*fest|\w*feier|"
        r"hochzeit|taufe|begräbnis|beerdigung|"
        r"firmung|erstkommunion|konfirmation|einschulung|schulanfang|schulbeginn|elternabend|"
        r"elternsprechtag|klassenfahrt|"
        r"geburtstag\w*|party|grillen|abendessen|mittagessen|brunch|essen|kaffee|konzert|theater|oper|"
        r"kino|ausstellung|lesung|"
        r"\w*spiel|turnier|training|probe|chor\w*|treffen|stammtisch|\w*abend|flohmarkt|umzug|übergabe|"
        r"wohnungsübergabe|"
        r"besichtigung|lieferung|handwerker|installateur|elektriker|rauchfangkehrer|schornsteinfeger|"
        r"ablesung|\w*prüfung|pickerl|tüv|"
        r"werkstatt|reifenwechsel|service|müllabfuhr|sperrmüll|versammlung|lauf|marathon|\w*dienst|"
        r"schicht|nachtschicht|\w*schichten|"
        r"besuch|eröffnung|premiere|abschied|start|beginn|kündigungsfrist|verlängerung|steuererklärung|"
        r"rechnung|miete|vertrag|"
        r"tierarzt|tierärztin|hebamme|notar\w*|anwalt|gericht|bank|amt|\w*amt",
        verbs=r"(?:ich|wir|er|sie|es)? ?(?:sehe[nt]? (?:wir |ich )?uns|kriegt|fahre[nt]?|fährt|"
        r"fliege[nt]?|fliegt|gehe[nt]?|geht|komm(?:e|t|"
        r"en)|reise[nt]?|besuch(?:e|t|en)|treff(?:e|en)|trifft|"
        r"ziehe[nt]?|zieht|übersiedel\w*|heirat(?:e|et|en)|feier(?:e|n|t)|beginn(?:e|t|en)|fang(?:e|"
        r"en) .* an|fängt|start(?:e|et|en)|"
        r"ende[nt]?|läuft|laufen|hole[nt]?|holt|bring(?:e|t|en)|übernachte[nt]?|übernachtet|bleib(?:e|t|"
        r"en)|arbeite[nt]?|habe?|hat|haben|"
        r"muss|müssen|ist|sind|bin|wird|werden|werde|kriege?n?|kriegt|bekomm(?:e|t|en)|mache[nt]?|macht|"
        r"spiele?[nt]?|spielt|sing(?:e|t|en)|"
        r"trete[nt]?|tritt|halte[nt]?|hält|gib(?:t)?|gebe[nt]?|gebe|schreib(?:e|t|en)|lad(?:e|en)|"
        r"koche[nt]?|kocht|nehme[nt]?|nimmt|"
        r"übernehm(?:e|en)|übernimmt|liefer(?:t|n)|verreise[nt]?|mähe?n?|streich(?:e|en)|teste[nt]?|"
        r"zahl(?:e|en|t)|renovier(?:e|en)|"
        r"schau(?:e|en|t)|kehr(?:e|en|t)|eröffn(?:et|en)|schließt|öffnet|sperrt|zeig(?:e|en|t)|hilft|"
        r"helfe[n]?|unterschreib(?:e|en)|"
        r"probe[nt]?|probt|tanz(?:e|en|t)|operier\w+|entlass\w+|eingeschult|konfirmiert|getauft|"
        r"mietet?n?|fällt|stell(?:e|en|t)|"
        r"(?:ab|mit|vor|zurück|heim|hin|weg|ein|aus|um|vorbei|an|los)(?:\w*zu)?\w*(?:en|n)|"
        r"kommt .* (?:vorbei|zurück))",
        past=r"war|waren|wurden?|hatten?|ging(?:en)?|kam(?:en)?|fuhr(?:en)?|gab|sah(?:en)?|traf(?:en)?|"
        r"flog(?:en)?|blieb(?:en)?|gestern|vorgestern|"
        r"(?!geburt|gern|gegen|gemein|genau|gerade|gesund|gestalt|gehen|geben|geht|geb\b|gesamt|geld|"
        r"gefühl|gesicht|gespräch|gericht|geschäft|geschenk|gewicht|getränk)ge\w{2,}(?:t|en)|\w+iert|"
        r"(?:ab|an|auf|aus|ein|mit|vor|zu|um|los|weg|vorbei|zurück|heim)ge(?!ben|hen|h\b|b\b)\w+(?:t|en)|"
        r"(?:be|ver|er|ent|zer)\w+(?:cht|llt|uft|ommen|loren|gessen|standen)",
        booked=r"gebucht|reserviert|ausgemacht|vereinbart|bekommen|gekauft|angemeldet|eingeladen|fixiert|"
        r"eingetragen|angesetzt|geplant|bestellt|zugesagt",
        meant_for=r"für (?:den |die |das )?",
        nothing=r"freue[nt]?|freu|angst|wetter|regen|regnet|schneit|schnee|sonn(?:e|ig)|grad|hitze|warte\w*|"
        r"denke an|gespannt|nervös|langweil\w*|"
        r"müde|aufgeregt|bis (?:morgen|dann|bald|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
        r"sonntag)[!.]*$|melde mich|"
        r"sage? (?:ich )?(?:dir|euch)? ?bescheid|schönes|schönen|gute nacht|reicht|hält bis|genug|"
        r"angebot\w*|gilt|kostet|gültig|haltbar|"
        r"geöffnet|öffnungszeiten|sehen wir|schauen wir|mal sehen|überleg\w*|soll(?:en)? es",
        unless=r"vielleicht|eventuell|evtl|wenn|falls|ob|würden?|könnten?|möchten?|sollten?|wäre\w*|"
        r"hätten?|müssten?|dürften?|wahrscheinlich|vermutlich|hoff\w*|"
        r"hoffentlich|wünsch\w*|will|willst|wollen|wollte\w*|angeblich|theoretisch|vermute|glaube|"
        r"womöglich|möglicherweise|kein\w*|nicht|nie|"
        r"abgesagt|verschoben|entweder|oder",
        regular=rf"immer (?:am|zum) (?:\d{{1,2}}\.|ersten|letzten)|(?:immer )?jede[nrsm]? (?:(?:zweiten?|"
        rf"dritten?|ersten?|"
        rf"letzten?) )?(?:{_DAYS_DE}(?:abend|vormittag|nachmittag|morgen)?|woche|monat|abend|morgen|"
        rf"wochenende)|"
        rf"(?:immer )?{_DAYS_DE}(?:abend|vormittag|nachmittag|morgen|mittag)?s(?: und {_DAYS_DE}s)?|"
        rf"immer (?:am )?{_DAYS_DE}s?|alle (?:zwei|drei|vier|sechs|14|2|3) (?:wochen|tage|monate)|"
        r"(?:einmal|zweimal|dreimal) (?:pro|die|in der|im|jede) (?:woche|monat)|am (?:ersten|zweiten|"
        r"dritten|letzten) (?:" + _DAYS_DE + r") (?:im|des|jedes|eines jeden) monats?|"
        r"(?:am|immer am|jeden) (?:ersten|letzten|\d{1,2}\.)(?: tag)? (?:des|jedes|jeden|im|eines) monats?",
        was_regular=r"früher|damals|war|waren|hatten?|ging(?:en)?|nicht mehr|kein\w*|nicht|nie|würden?|"
        r"möchten?|könnten?|wenn|falls|vielleicht|hasse|liebe|"
        r"mag|ab und zu|manchmal|eigentlich|sollten?|will|wollen|wollte\w*|fällt aus|regnet|geschlossen|"
        r"geöffnet|offen|ruhetag|"
        r"wurde|ge\w{3,}t(?=$|[.!])",
        moved=r"verschoben|(?:ist|sind) (?:jetzt |nun )?doch (?:erst |schon )?am|verlegt|vorverlegt|"
        r"vorgezogen|verschiebt|verschieben|(?:ist|"
        r"sind) jetzt (?:erst |schon |doch )?(?:am|um)|jetzt doch (?:erst )?am|statt",
        off=r"abgesagt|gestrichen|fällt (?:leider |heute |diesmal |am \w+ |jetzt )?(?:aus|flach)|"
        r"fällt [\w ]{1,30} aus|findet nicht statt|findet [\w ]{1,20} nicht statt|entfällt|storniert|"
        r"ausgefallen",
        titles=(
            rf"^(?:also |leider |übrigens |ach ja |achtung |ok |so )*(?:der |die |das |mein(?:e|en)? |"
            rf"unser(?:e|en)? )?{_TITLE} (?:ist|sind|wurden?|wird|werden|habe ich|haben wir|muss|musste|"
            rf"hat sich|haben sie|hat|auf den|auf|vom|von|verschoben|verlegt|jetzt|statt)\b",
            rf"\b(?:hab|habe|haben|hat|mussten?|müssen|muss) (?:(?:ich|wir|er|sie|mir|uns|leider|"
            rf"mich) )*(?:der |die |das |den |meinen |meine |mein |unseren |unser |"
            rf"unsere ){_TITLE} (?:auf|vom|von|um|leider|jetzt|wieder)\b",
            rf"\b(?:verschiebt|verlegt) (?:(?:sich|ich|wir) )*(?:der |die |das |den |mein |"
            rf"meinen )?{_TITLE} (?:auf|vom|von)\b",
        ),
        off_titles=(
            rf"^(?:also |leider |übrigens |ach ja |ok |so |\w+ )?(?:der |die |das |mein(?:e|en)? |"
            rf"unser(?:e|en)? )?{_TITLE} (?:ist|sind|wurden?|wird|fällt|findet|entfällt|am|heute|morgen|"
            rf"leider|abgesagt|gestrichen|storniert|ausgefallen|hab|habe|haben|hat)\b",
            rf"\b(?:hab|habe|haben|hat) (?:(?:ich|wir|er|sie|mir|uns|leider|heute) )*(?:den |die |das |"
            rf"meinen |meine |mein |unseren |unser |unsere |ihren |seinen ){_TITLE} (?:für |am |leider |"
            rf"wieder |heute |doch )?(?:[\w.]+ )?(?:abgesagt|gestrichen|storniert)",
            rf"\b(?:ist|wurde|fällt|findet) (?:der |die |das |mein |meine |unser |"
            rf"unsere ){_TITLE} (?:aus|abgesagt|gestrichen|nicht|leider|doch)\b",
        ),
        will=r"wird|werden|werde",
        not_off=r"abo\w*|vertrag|versicherung|konto|mitgliedschaft|bestellung|stelle|job|angebot|kurse|"
        r"haus|kredit",
    ),
    "fr": PlanWords(
        nouns=r"rendez-vous|rdv|dentiste|médecin|docteur|ophtalmo|orl|gynéco|kiné|ostéo|dermato|"
        r"cardiologue|orthodontiste|vaccin|rappel|prise de sang|"
        r"échographie|irm|scanner|radio|opération|hôpital|clinique|coiffeuse?|massage|examen|partiel|"
        r"partiels|bac|concours|oral|soutenance|"
        r"contrôle|visite|réunion|entretien|conférence|présentation|formation|stage|séminaire|atelier|"
        r"cours|séjour|voyage|vol|train|avion|"
        r"ferry|bateau|départ|arrivée|retour|vacances|congés?|week-end|randonnée|rando|sortie|fête|"
        r"anniversaire|mariage|baptême|enterrement|"
        r"obsèques|communion|crémaillère|rentrée|kermesse|spectacle|concert|théâtre|opéra|cinéma|ciné|"
        r"expo|exposition|dîner|déjeuner|"
        r"brunch|apéro|resto|restaurant|barbecue|repas|match|tournoi|entraînement|répétition|chorale|"
        r"audition|brocante|vide-grenier|"
        r"déménagement|état des lieux|livraison|plombier|électricien|chaudière|ramoneur|technicien|"
        r"artisan|garage|contrôle technique|"
        r"révision|poubelles?|encombrants|assemblée générale|ag|assemblée|course|marathon|garde|nuit|"
        r"nuits|service|astreinte|"
        r"échéance|date limite|délai|impôts|déclaration|loyer|facture|contrat|abonnement|véto|"
        r"vétérinaire|notaire|avocat|banque|mairie|préfecture|"
        r"inscription|inauguration|vernissage|pot|goûter|pique-nique|camp|colo|classe verte|"
        r"sortie scolaire|table|résultats?|convocation",
        verbs=r"(?:il faut|faut|décolle[nts]*|décollons|vais|va|vas|allons|vont|pars|part|partons|"
        r"partent|prends|prend|prenons|"
        r"viens|vient|venons|viennent|arrive[nts]*|arrivons|rentre[nts]*|"
        r"rentrons|reviens|revient|revenons|revois|reprends|reprend|reprenons|commence[nts]*|commençons|"
        r"finis|finit|finissons|termine[nts]*|dois|doit|devons|"
        r"ai|a|as|avons|ont|est|sont|suis|serai|sera|serons|seront|aura|aurai|aurons|auront|fête[nts]*|"
        r"fêtons|vois|voit|voyons|retrouve[nts]*|retrouvons|rejoins|"
        r"rejoint|reçois|reçoit|recevons|dîne[nts]*|dînons|déjeune[nts]*|déjeunons|mange[nts]*|mangeons|"
        r"dors|dort|dormons|garde[nts]*|gardons|"
        r"travaille[nts]*|bosse[nts]*|passe[nts]*|passons|visite[nts]*|visitons|déménage[nts]*|"
        r"déménageons|emménage[nts]*|emménageons|emmène[nts]*|"
        r"récupère[nts]*|récupérons|dépose[nts]*|rends|rend|rendons|signe[nts]*|signons|joue[nts]*|"
        r"jouons|chante[nts]*|chantons|cours|court|"
        r"ouvre|ferme|livre|fais|fait|faisons|organise[nts]*|organisons|anime|présente|invite[nts]*|"
        r"invitons|reste[nts]*|restons|loge|marie[nts]*|se marie|"
        r"expire|s'arrête|tourne|paie|paye|payons|achète|\w+(?:rai|ra|rons|ront))",
        past=r"hier|avant-hier|(?:ai|as|a|avons|ont|suis|est|es|sommes|sont|était|avait) (?:(?:pas|bien|"
        r"déjà|enfin|encore|été|tous|tout) )*(?!ferm|prévu|programm|fix|calé|marié)\w+(?:[é]e?s?|i|is|it|"
        r"u|us|ue|ues|ert|aint|eint)|"
        r"(?!j'ai|vrai|mai|lait|fait|parfait|j'y vais|vais|sais|fais|anglais|français|frais|palais|"
        r"marais|relais|mauvais|jamais|mais|désormais|portrait|retrait|trait|souhait|extrait|"
        r"distrait)\w{2,}(?:ais|ait|aient)|fut|alla|fit",
        booked=r"réservé|pris|acheté|booké|inscrite?s?|invitée?s?|calée?|fixée?|prévue?s?|programmée?s?|"
        r"posé|obtenu|convoquée?s?|planifiée?",
        meant_for=r"pour (?:le |la |les |l')?",
        nothing=r"hâte|peur|météo|pleut|pleuvoir|pluie|neige|soleil|degrés|canicule|chaud|froid|attends|"
        r"pense à|stresse|stressée?|à (?:demain|lundi|mardi|mercredi|jeudi|"
        r"vendredi|samedi|dimanche|bientôt|plus)[ !.]*$|bonne (?:nuit|journée|soirée|année)|"
        r"bon (?:week-end|dimanche|courage)|te (?:dis|redis|tiens)|tiens au courant|on verra|"
        r"on voit|promo\w*|valable|valide|coûte|ouvert|ferme à|soldes|réfléchi\w*|hésite|suffit",
        unless=r"peut-être|éventuellement|si|s'ils?|quand|sans doute|probablement|j'espère|espère|"
        r"espérons|souhaite|aimerais|voudrais|pourrais|pourrait|devrais|devrait|faudrait|"
        r"j'aurais|serait|veux|veut|voulait|paraît|normalement|soi-disant|pas|jamais|annulée?s?|"
        r"reportée?s?|décalée?s?|plus de|soit|ou bien|ou|bientôt",
        regular=rf"(?:tous|toutes) les (?:{_DAYS_FR}s?(?: (?:et|soirs?|matins?|"
        rf"après-midi)(?: (?:{_DAYS_FR}s?))?)*|jours|semaines|mois|matins|soirs|deux (?:jours|"
        rf"semaines|mois)|quinze jours|premiers? {_DAYS_FR}s? du mois|\d{{1,2}} du mois|week-ends)|"
        rf"chaque (?:{_DAYS_FR}|semaine|mois|matin|soir|jour|week-end|premier {_DAYS_FR} du mois)|"
        rf"un {_DAYS_FR} sur deux|une semaine sur deux|un week-end sur deux|"
        rf"(?<!tous )\ble {_DAYS_FR}(?: (?:et le {_DAYS_FR}|soir|matin|après-midi|midi))*(?! (?:\d|"
        rf"prochain|dernier|qui|suivant|d'après|d'avant|en (?:huit|quinze))|\d)|"
        rf"le premier (?:{_DAYS_FR} )?(?:du|de chaque) mois|le \d{{1,2}} (?:du|de chaque) mois|"
        r"(?:une|deux|trois) fois par (?:semaine|mois)",
        was_regular=r"avant|autrefois|plus|pas|jamais|sauf|si|parfois|peut-être|aimerais|voudrais|"
        r"\w{3,}(?:ait|aient)|\w{3,}(?<!f)(?<!v)ais|étais|déteste|adore|aime|fermée?|ouverte?|"
        r"horaires|"
        r"(?:ai|a|ont|avons) \w+[é]|hâte|vivement|annulée?|férié",
        moved=r"reportée?s?|décalée?s?|déplacée?s?|avancée?s?|repoussée?s?|changée?s? (?:pour|au)|(?:est|"
        r"sont) (?:finalement|maintenant|désormais) (?:le|au|à)|finalement (?:le|au)|reporte|décale|"
        r"au lieu d",
        off=r"annulée?s?|n'aura pas lieu|n'a pas lieu|supprimée?s?|tombe à l'eau|est à l'eau|annule",
        titles=(
            rf"^(?:bon |alors |finalement |du coup |ah |attention |au fait |donc )*(?:le |la |les |l'|"
            rf"mon |ma |mes |notre |nos )?{_TITLE} (?:est|sont|a été|ont été|reporté|reportée|décalé|"
            rf"décalée|déplacé|déplacée|avancé|avancée|repoussé|repoussée|finalement|au|du|de)\b",
            rf"\b(?:a|ai|ont|avons|on a|dû) (?:(?:dû|finalement|encore) )*(?:reporté|décalé|déplacé|"
            rf"avancé|repoussé|reporter|décaler|déplacer|avancer) (?:le |la |les |l'|mon |ma |mes |"
            rf"notre |nos ){_TITLE} (?:au|à|du|pour|de)\b",
            rf"\b(?:m'a|nous a|m'ont|nous ont|on m'a) (?:reporté|décalé|déplacé|avancé|repoussé) (?:le |"
            rf"la |l'|mon |ma |notre ){_TITLE} (?:au|à|du|pour|de)\b",
            rf"\b(?:reporte|décale) (?:le |la |l'|mon |ma |notre ){_TITLE} (?:au|à|du|pour|de)\b",
        ),
        off_titles=(
            rf"^(?:bon |alors |finalement |du coup |ah |au fait |donc )*(?:le |la |les |l'|mon |ma |mes |"
            rf"notre |nos )?{_TITLE} (?:est|sont|a été|ont été|de|du|n'aura|n'a|annulée?s?|supprimée?s?|"
            rf"tombe)\b",
            rf"\b(?:a|ai|ont|avons|annule|j'annule) (?:dû )?(?:annulé|annuler|supprimé)?\s?(?:le |la |"
            rf"les |l'|mon |ma |mes |notre |nos ){_TITLE}(?= (?:de|du|pour|à cause|car|parce|et|mais)\b|"
            rf"$|[.,;!])",
        ),
        not_off=r"abonnement|contrat|assurance|compte|commande|inscription|offre|carte",
    ),
    "es": PlanWords(
        nouns=r"cita|dentista|médico|médica|doctora?|pediatra|ginecóloga|oculista|fisio|psicóloga|"
        r"dermatóloga|ortodoncista|vacuna|análisis|analítica|"
        r"ecografía|resonancia|radiografía|operación|hospital|clínica|revisión|peluquería|masaje|examen|"
        r"exámenes|oposición|oposiciones|entrega|"
        r"plazo|reunión|entrevista|conferencia|presentación|charla|formación|curso|taller|seminario|"
        r"clase|viaje|vuelo|tren|avión|ferry|barco|"
        r"salida|llegada|vuelta|vacaciones|puente|excursión|ruta|fiesta|cumple|cumpleaños|boda|bautizo|"
        r"comunión|entierro|funeral|misa|"
        r"despedida|función|concierto|teatro|ópera|cine|exposición|cena|comida|desayuno|brunch|barbacoa|"
        r"paella|partido|torneo|entrenamiento|"
        r"ensayo|coro|audición|mercadillo|mudanza|entrega de llaves|pedido|fontanero|electricista|"
        r"técnico|caldera|taller|itv|"
        r"basura|junta|asamblea|carrera|maratón|guardia|turno|noches|renta|declaración|alquiler|factura|"
        r"contrato|suscripción|veterinari[oa]|"
        r"notaría|notario|abogado|banco|ayuntamiento|matrícula|inauguración|merienda|campamento|mesa|"
        r"resultados|festival|feria|visita|quedada|tutoría|graduación",
        verbs=r"(?:hay que|me examino|se examina|devuelven|voy|vas|va|vamos|van|salgo|sale|salimos|salen|"
        r"vengo|viene|vienen|venimos|"
        r"llego|llega|llegan|llegamos|vuelvo|vuelve|vuelven|volvemos|empiezo|empieza|"
        r"empiezan|empezamos|acabo|acaba|termino|termina|terminan|tengo|tiene|tienen|tenemos|hay|es|son|"
        r"toca|tocan|debo|debemos|celebro|celebra|celebran|celebramos|"
        r"veo|vemos|quedo|quedamos|ceno|cenamos|cena|como con|comemos|duermo|dormimos|cuido|cuidamos|"
        r"trabajo|trabaja|curro|paso|pasamos|pasa|visito|visitamos|visita|"
        r"visitan|me mudo|se muda|nos mudamos|mudamos|llevo|llevamos|lleva|recojo|recogemos|recoge|"
        r"entrego|entregamos|firmo|firmamos|firma|juego|juega|juegan|jugamos|canto|cantamos|canta|corro|"
        r"corremos|abre|cierra|reparten|traen|trae|hago|hacemos|hace|organizo|doy|da|invito|invitamos|"
        r"invita|me quedo|nos quedamos|se queda|se casan?|nos casamos|caduca|vence|"
        r"pago|pagamos|cumple|cumplo|opero|operan|opera|ponen|vuelo|vuela|volamos|viajo|viaja|viajamos|"
        r"estreno|actuamos|actúo|\w+(?:r[éá]|remos|r[á]n))",
        past=r"ayer|anteayer|anoche|(?:he|has|ha|hemos|han|había|habían) (?:\w+ )?\w+(?:ado|ido|ído|to|"
        r"cho)|(?!acaba\b|carné|café|bebé|José|puré|chalé|\w*r[éá]\b)\w{2,}(?:[éó]|aron|ieron|aste|iste)|"
        r"fui|fue|fuimos|fueron|estuv\w+|"
        r"tuv\w+|hic\w+|hizo|vin\w+|dij\w+|\w{2,}(?:aba|aban|ábamos)|era|eran|(?!día|todavía|tía|policía|"
        r"librería|panadería|peluquería|cafetería|compañía|energía|fotografía|ecografía|radiografía|"
        r"tutoría|notaría|gestoría|asesoría|lotería|guardería|María|Lucía|Sofía|García|mía|bahía|"
        r"alegría)\w{2,}[í](?:a|an|amos)",
        booked=r"reservado|comprado|pedido|quedado|apuntad[oa]s?|invitad[oa]s?|cogido|concertado|fijado|"
        r"citad[oa]|dado|confirmado|convocad[oa]|programad[oa]|previst[oa]",
        meant_for=r"para (?:el |la |los )?",
        nothing=r"ganas|miedo|llueve|lluvia|llover|nieve|nevar|sol|grados|calor|frío|espero|pienso en|"
        r"nervios\w*|hasta (?:mañana|el \w+|luego|pronto)[ !.]*$|buenas noches|buen (?:finde|"
        r"fin de semana|"
        r"viaje|día)|buena semana|feliz|te (?:digo|aviso|cuento)|os (?:digo|aviso)|ya veremos|veremos|"
        r"oferta\w*|válid[oa]|cuesta|horario|rebajas|pensar\w*|duda\w*|basta",
        unless=r"quizás?|tal vez|a lo mejor|igual|si|cuando|ojalá|quisiera|querría|quiero|quiere|"
        r"queremos|quería|gustaría|encantaría|podría|podríamos|debería|deberíamos|tendría|sería|"
        r"probablemente|"
        r"seguramente|posiblemente|puede que|supongo|creo|en principio|no|nunca|tampoco|cancelad[oa]|"
        r"aplazad[oa]|suspendid[oa]|cambiad[oa]|parece|según|o bien|o",
        regular=rf"(?:todos|todas) (?:los|las) (?:{_DAYS_ES}(?: (?:y|"
        rf"por la \w+)(?: (?:los )?{_DAYS_ES})?)*|días|semanas|meses|mañanas|tardes|noches|"
        rf"fines de semana)|cada (?:{_DAYS_ES}|semana|mes|mañana|noche|día|dos (?:semanas|días|"
        rf"meses)|quince días|primer {_DAYS_ES} de(?:l)? mes)|"
        rf"(?<!todos )\blos {_DAYS_ES}(?:(?:,| y)(?: los)? {_DAYS_ES})*(?: (?:alternos|por la (?:mañana|"
        rf"tarde|noche)))?|un {_DAYS_ES} sí y otro no|el (?:primer|segundo|tercer|"
        rf"último) {_DAYS_ES} de(?:l| cada) mes|el (?:día )?(?:\d{{1,2}}|uno) de cada mes|(?:una vez|"
        rf"dos veces|tres veces) (?:a la|por|al) (?:semana|mes)",
        was_regular=r"antes|ya no|no|nunca|excepto|salvo|si|a veces|quizás?|gustaría|\w{3,}(?:aba|aban|"
        r"ábamos)|era|había|iba|íbamos|solía\w*|tenía|odio|me encantan?|me gustan?|"
        r"cerrado|abierto|horario|fui|fue|ganas|cancelad[oa]|festivo",
        moved=r"aplazad[oa]s?|aplazado|cambiad[oa]s?|cambiado|movid[oa]s?|movido|adelantad[oa]s?|"
        r"adelantado|retrasad[oa]s?|retrasado|pasad[oa]s?|pasado (?:al|para)|se pasa|se aplaza|"
        r"se cambia|se mueve|se adelanta|pasan|(?:es|será) (?:ahora|al final|finalmente) el|"
        r"al final (?:es|será) el|en vez del?|en lugar del?|cambian|adelantan|aplazan|retrasan",
        off=r"cancelad[oa]s?|cancelado|suspendid[oa]s?|suspendido|anulad[oa]s?|anulado|se cancela|"
        r"se suspende|se anula|no se celebra|cancelan|suspenden",
        titles=(
            rf"^(?:pues |bueno |al final |finalmente |ojo |oye |ah )*(?:el |la |los |las |mi |mis |"
            rf"nuestr[oa] )?{_TITLE} (?:se (?:ha|pasa|aplaza|cambia|mueve|adelanta)|ha sido|está|es|será|"
            rf"del|al|para|aplazad[oa]|cambiad[oa]|movid[oa]|adelantad[oa]|pasad[oa])\b",
            rf"\b(?:he|hemos|han|ha|tenido que) (?:(?:tenido|que|al final) )*(?:aplazado|cambiado|movido|"
            rf"adelantado|retrasado|pasado|aplazar|cambiar|mover|adelantar) (?:el |la |los |las |mi |"
            rf"nuestr[oa] ){_TITLE} (?:al|para|del|a|de)\b",
            rf"\b(?:me|nos) (?:han|ha|cambian|pasan|mueven|adelantan|aplazan|retrasan)(?: (?:cambiado|"
            rf"pasado|movido|adelantado|aplazado|retrasado))? (?:el |la |los |las |mi |"
            rf"nuestr[oa] ){_TITLE} (?:al|para|del|a|de)\b",
            rf"\bse (?:pasa|aplaza|cambia|mueve|adelanta) (?:el |la |los |mi |nuestr[oa] ){_TITLE} (?:al|"
            rf"para|del|a|de)\b",
        ),
        off_titles=(
            rf"^(?:pues |bueno |al final |finalmente |ojo |oye |ah )*(?:el |la |los |las |mi |mis |"
            rf"nuestr[oa] )?{_TITLE} (?:se (?:ha|cancela|suspende|anula)|ha sido|está|han sido|del|de|"
            rf"cancelad[oa]|suspendid[oa]|anulad[oa])\b",
            rf"\b(?:he|hemos|han|ha|nos han|me han|se ha|cancelan|suspenden) (?:cancelado|suspendido|"
            rf"anulado)?\s?(?:el |la |los |las |mi |nuestr[oa] ){_TITLE}(?= (?:del|de|por|porque|y|"
            rf"pero)\b|$|[.,;!])",
        ),
        not_off=r"suscripción|contrato|seguro|cuenta|pedido|oferta|tarjeta",
        mine=r"(?:voy|vamos|tengo|tenemos|salgo|salimos|llego|llegamos|vuelvo|volvemos|empiezo|empezamos|"
        r"quedo|quedamos|trabajo|viajo|viajamos|vuelo|"
        r"volamos|me|nos|\w+remos)\b",
    ),
}
"""By the code of the language."""
