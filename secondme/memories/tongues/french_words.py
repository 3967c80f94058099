"""French: its words for people, and the shapes of values."""

from __future__ import annotations

KIN = {
    **dict.fromkeys(("mère", "maman"), "mum"),
    **dict.fromkeys(("père", "papa"), "dad"),
    **dict.fromkeys(("sœur", "demi-sœur", "frangine"), "sister"),
    **dict.fromkeys(("frère", "demi-frère", "frangin"), "brother"),
    **{"fille": "daughter", "fils": "son", "enfant": "child", "bébé": "child"},
    **dict.fromkeys(("mari", "femme", "épouse", "époux", "conjoint", "conjointe", "compagnon"), "partner"),
    **dict.fromkeys(("compagne", "copain", "copine", "fiancé", "fiancée", "chéri", "chérie"), "partner"),
    **dict.fromkeys(("ami", "amie", "pote"), "friend"),
    **dict.fromkeys(("grand-mère", "mamie", "mémé", "mamé"), "grandmother"),
    **dict.fromkeys(("grand-père", "papi", "papy", "pépé"), "grandfather"),
    **{"tante": "aunt", "tata": "aunt", "oncle": "uncle", "tonton": "uncle"},
    **{"cousin": "cousin", "cousine": "cousin", "neveu": "nephew", "nièce": "niece"},
    **{
        "petit-fils": "grandson",
        "petite-fille": "granddaughter",
        "filleul": "godchild",
        "filleule": "godchild",
    },
    **{"beau-frère": "brother-in-law", "belle-sœur": "sister-in-law"},
    **{"belle-mère": "mother-in-law", "beau-père": "father-in-law", "gendre": "son-in-law"},
    **dict.fromkeys(("collègue",), "colleague"),
    **dict.fromkeys(("chef", "cheffe", "patron", "patronne", "responsable"), "boss"),
    **dict.fromkeys(("voisin", "voisine"), "neighbour"),
    **dict.fromkeys(("colocataire", "coloc"), "flatmate"),
    **dict.fromkeys(("propriétaire", "proprio"), "landlord"),
    **dict.fromkeys(("médecin traitant", "médecin", "docteur", "généraliste"), "doctor"),
    **{"dentiste": "dentist", "vétérinaire": "vet", "véto": "vet", "kiné": "physio"},
    **{"pédiatre": "paediatrician", "sage-femme": "midwife", "gynéco": "gynaecologist"},
    **dict.fromkeys(("psy", "psychologue"), "therapist"),
    **{"maîtresse": "teacher", "maître": "teacher", "prof": "teacher", "coach": "trainer"},
    **{"chien": "dog", "chienne": "dog", "chiot": "dog", "chat": "cat", "chatte": "cat", "chaton": "cat"},
    **{"lapin": "rabbit", "cheval": "horse", "jument": "horse", "hamster": "hamster", "tortue": "tortoise"},
}
"""What somebody is called in memories, by the word for them in small letters."""
_NO_NAMES = (
    "Je|J|Tu|Il|Elle|On|Nous|Vous|Ils|Elles|Le|La|Les|L|Un|Une|Des|Du|De|D|Mon|Ma|Mes|Notre|Nos|Ton|Ta|"
    "Tes|Son|Sa|"
    "Ses|Leur|Leurs|Et|Mais|Ou|Où|Donc|Car|Ni|Si|Que|Qui|Quoi|Quand|Comme|Comment|Pourquoi|Parce|Puis|"
    "Alors|Aussi|"
    "Ce|Cet|Cette|Ces|Ça|C|Ici|Là|Hier|Demain|Maintenant|Depuis|Dans|En|À|Au|Aux|Avec|Sans|Pour|Par|Sur|Sous|"
    "Chez|Vers|Avant|Après|Pendant|Ne|N|Pas|Plus|Rien|Personne|Tout|Tous|Toute|Toutes|Chaque|Oui|Non|Ok|"
    "Merci|"
    "Bonjour|Salut|Coucou|Bonsoir|Cher|Chère|Enfin|Bref|Bon|Bien|Voilà|Lundi|Mardi|Mercredi|Jeudi|"
    "Vendredi|Samedi|"
    "Dimanche|Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|Octobre|Novembre|Décembre|Noël|"
    "Pâques|"
    "Aujourd|Ensuite|Sinon|Heureusement|Malheureusement|Franchement|Moi|Toi|Lui|Eux|Quel|Quelle|Quelqu|"
    "Beaucoup|"
    "Trop|Très|Rendez|Rdv|RDV|Pff|Oh|Ah|Ouf|Papa|Maman|Mamie|Papi|Papy|Note|Suis|Ai|Est|Fini|Vive|Dieu|"
    "Demande"
)
SHAPES = {
    "no_names": _NO_NAMES,
    "titles": r"Mme |M\.? {1,2}|Mlle |Dr\.? {1,2}|Docteur |le Dr\.? {1,2}|la Dr\.? {1,2}|le docteur |"
    r"la docteure |Madame |Monsieur |Tante |Tata |Tonton |"
    r"Oncle |Mémé |Mamie ",
    "stop": r"(?!(?:et|mais|ou|où|car|parce|que|si|quand|qui|pour|sans|jusqu\w*|comme|lorsque)\b)",
    "fill": r"(?: {stop}[\w.'/&-]+){0,6}?",
    "some": r"(?: {stop}[\w.'/&-]+){0,3}?",
    "now": r"(?: (?:maintenant|désormais|toujours|encore|actuellement|aussi|plus|pas|bien|seule?|ici|"
    r"enfin|ensemble|tous|avec [\w' ]{2,25}?|"
    r"depuis (?:le |la |l')?[\w ]{2,20}?))*",
    "town": r"(?P<value>(?:[Ll](?:a|e|es) )?{cap}(?:(?:-| (?:sur |en |de |la |le |les |du )?){cap}){0,3})",
    "street": r"(?P<value>\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|bd|boulevard|place|chemin|"
    r"impasse|allée|allées|quai|route|"
    r"venelle|cours|passage|square|résidence) [^.;:!?\n]{3,50})",
    "place": r"(?:à {town}|au (?P<land>(?-i:(?:Mans|Havre|Puy|Luxembourg|Québec|Canada|Portugal|Maroc|"
    r"Sénégal|Mali|Brésil|"
    r"Japon|Danemark|Cameroun|Bénin|Togo|Congo|Liban|Mexique|Chili|Pérou)\b))|"
    r"en (?P<region>{cap}(?:-{cap})*)|"
    r"aux (?P<isles>(?-i:États-Unis|Pays-Bas|Lilas|Sables-d'Olonne|Ulis)))(?! (?:ans|mois)\b)",
    "bare_town": r"(?P<value>(?-i:(?!Rue|Avenue|Place|Chez)[{upper}])[\w'-]+(?:(?-i: (?:sur |en |"
    r"de )?[{upper}])[\w'-]+)*)",
    "name": r"(?P<value>{person})",
    "names": r"(?P<value>{person}(?:(?:, | et ){person})*)",
    "of_age": r"(?: (?:de|âgée?s? de) [\w' ]{1,15} (?:ans|mois))?",
    "named": r"(?: maintenant| désormais| à la maison)?(?:, (?:il|elle) s'appelle| qui s'appelle| nommée?|"
    r" appelée?| prénommée?|,)",
    "org": r"(?:(?:chez|pour) (?:(?:la |le |les |l'|une? )?(?=\S))|à (?:la |l')|au |aux |dans (?:une? |"
    r"la |le |l')|comme \w+ (?:chez|à la|au) )"
    r"(?P<value>(?!(?:maison|temps|moment|plein|mi-temps|début|fin|fond|calme|chaud|froid|noir|soleil|"
    r"lit|main|chaîne|ligne|bureau|jardin|"
    r"garage|retraite|chambre|salon|cuisine|coin|journée|semaine|nuit|ton|mon|leur|projet|moi|toi|nous|"
    r"lui|elle|eux|mes|ma|tout|quoi|"
    r"domicile|distance|télétravail|silence|train|jour|soir|"
    r"matin)\b){word}(?: (?!{no_after}\b){word}){0,4}?){ends}",
    "firm": r"chez (?:la |le |les |l'|une? )?(?P<value>(?!(?:moi|toi|nous|lui|elle|eux|mes|ma|mon|"
    r"des)\b){word}(?: (?!{no_after}\b){word}){0,3}?){ends}",
    "item": r"(?:l[ae] |les |l'|du |de la |de l'|des |d'|aux? |à la |à l'){word}(?: (?:de |d'|à |au |"
    r"aux )?(?!{no_after}\b){word})?",
    "more": r"(?:(?:, {item}){0,3} (?:et|ni|ou) {item})?",
    "no_after": r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aujourd\w*|demain|il y a|"
    r"la semaine|le mois|cette|en (?:19|20)\d\d|en {months}|et|mais|ou|où|car|depuis|comme|en tant|"
    r"parce|que|qui|avec|jusqu\w*|maintenant|pour|quand|à partir|avant|après)",
    "job": r"(?P<value>(?!(?:un|une|d'habitude|prévu|ça|toujours|tout|avant|si|moi|toi|lui|"
    r"elle)\b){word}(?: (?:de |d'|du |en |à |à la )?(?!{no_after}\b)"
    r"(?!(?:chez|à|au|dans|en|pour)\b){word}){0,3}?){ends}",
    "role": r"(?P<value>(?:(?:aide-|assistant\w* |chef\w* (?:de |d')|responsable (?:de |des |d')?|"
    r"prof\w* (?:de |d'))?(?:{roles})(?: (?:de |d'|du |en |à la )?"
    r"(?!{no_after}\b)(?!(?:chez|à|au|dans|en|pour|aux)\b)[a-zà-ÿ'-]+){0,2}?))(?=\s*(?:$|[^\w\s'-]|(?:à|"
    r"au|aux|chez|dans|en|pour|depuis|et|mais|qui)\b))",
    "roles": r"infirmi(?:er|ère)|soignante?|institutrice|instituteur|instit|enseignante?|professeure?|"
    r"prof|ingénieure?|menuisi(?:er|ère)|"
    r"plombier|électricien(?:ne)?|charpentier|maçon|boulang(?:er|ère)|pâtissi(?:er|ère)|cuisini(?:er|"
    r"ère)|serveu(?:r|se)|vendeu(?:r|se)|"
    r"coiffeu(?:r|se)|comptable|avocate?|juge|notaire|médecin|dentiste|kiné|kinésithérapeute|sage-femme|"
    r"pharmacien(?:ne)?|"
    r"vétérinaire|psychologue|éducat(?:eur|rice)|assistante?|secrétaire|caissi(?:er|ère)|facteur|"
    r"factrice|chauffeur|"
    r"conduct(?:eur|rice)|mécanicien(?:ne)?|technicien(?:ne)?|développeu(?:r|se)|informaticien(?:ne)?|"
    r"graphiste|architecte|"
    r"journaliste|traduct(?:eur|rice)|bibliothécaire|libraire|fleuriste|agricult(?:eur|rice)|"
    r"maraîch(?:er|ère)|viticult(?:eur|rice)|"
    r"jardini(?:er|ère)|polici(?:er|ère)|pompier|gendarme|militaire|retraitée?|étudiante?|animat(?:eur|rice)|"
    r"orthophoniste|ostéopathe|ouvri(?:er|ère)|fonctionnaire|consultante?|directeur|directrice|"
    r"musicien(?:ne)?|photographe|cadre",
    "much": r"(?: (?:bien|beaucoup|trop|pas|plus|vraiment|surtout|énormément|tellement|aussi|toujours|"
    r"du tout|assez|particulièrement))*",
    "things": r"(?P<value>(?:l[ae] |les |l'|du |de la |de l'|des |un |une |mon |ma )?(?!(?:quand|que|qu'|"
    r"pas|plus|bien|ça|cela|mieux|autant|ton|ta|tes|"
    r"votre|vos|cette|ce|cet|ces|moi|toi|te|vous|à)\b){word}(?: (?!{no_after}\b){word}){0,5}?{more}){ends}",
    "stuff": r"(?:l[ae]s? |l')?(?P<value>(?!(?:moi|tout|rien|"
    r"ça)\b){word}(?: (?!{no_after}\b){word}){0,3}?{more}){ends}",
    "of_it": r"(?:de |d'|du |de la |des )",
    "tongue": r"(?:français|anglais|espagnol|allemand|italien|portugais|arabe|breton|occitan|basque|"
    r"néerlandais|russe|chinois|japonais|"
    r"polonais|turc|wolof|créole|grec|roumain|catalan|coréen|vietnamien|bambara|suédois)",
    "tongues": r"(?P<value>(?:l'|le )?{tongue}(?:(?:, | et )(?:l'|le |aussi |un peu )?{tongue}){0,4})",
    "music": r"(?:piano|guitare|violon|violoncelle|flûte|clarinette|saxophone|saxo|trompette|batterie|"
    r"accordéon|harpe|orgue|basse|"
    r"contrebasse|ukulélé|hautbois|alto)",
    "sport": r"(?:foot|football|tennis|handball|hand|volley|basket|badminton|pétanque|échecs|rugby|golf|"
    r"ping-pong)",
    "months": r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "day": r"(?P<value>(?:1er|\d{1,2}) (?:{months})(?: (?:19|20)\d\d)?|\d{1,2}/\d{1,2}(?:/(?:19|20)?\d\d)?)",
    "illness": r"(?:de l'|du |de la |un |une |des )?(?P<value>(?:asthme|diabète(?: de type \d)?|"
    r"maladie cœliaque|hypertension|migraines?|"
    r"rhume des foins|épilepsie|eczéma|arthrose|endométriose|sclérose en plaques|maladie de Crohn|goutte|"
    r"hypothyroïdie|psoriasis|apnée du sommeil))",
    "condition": r"(?P<value>(?:diabétique|asthmatique|cœliaque|épileptique|hypertendue?|"
    r"daltonien(?:ne)?|dyslexique|intolérante? (?:au lactose|au gluten)))",
    "diet": r"(?P<value>végétarien(?:ne)?|végane?|végétalien(?:ne)?|végé|pescétarien(?:ne)?)",
    "single": r"(?P<value>célibataire|divorcée?|veuve|veuf|séparée?)",
    "ends": r"(?=\s*(?:$|[^\w\s'-]|(?:{no_after}|alors|donc|du tout|surtout|aussi|si)\b))",
    "new": r"(?:(?:nouvelle|nouveau|nouvel) )?",
}
"""By their names; those in braces that are not here all languages have."""
