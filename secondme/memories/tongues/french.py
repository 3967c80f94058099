"""French: its grammar, and how it says facts."""

from __future__ import annotations

from secondme.memories.tongues.french_words import KIN, SHAPES
from secondme.memories.tongues.grammar import Free, Grammar, Owned, Signs, said

_NAMED = (
    ("daughter", "fille"),
    ("son", "fils"),
    ("sister", "sœur"),
    ("brother", "frère"),
    ("dog", "chien|chienne|chiot|labrador|teckel|bouledogue"),
    ("cat", "chat|chatte|chaton"),
    ("rabbit", "lapin"),
    ("horse", "cheval|jument"),
)
"""Of whom one says to have one, "named ..."."""
_AI = "ai / avons / a"
WORDINGS = (
    said("lives in", "habite|vis|loge / habitons|vivons / habite|vit", "{now} {place}"),
    said("lives in", "habite / habitons / habite", "{now} {bare_town}{now}{ends}"),
    said(
        "lives in",
        "viens d'emménager|viens de déménager|viens de m'installer / venons d'emménager|"
        "venons de déménager|venons de nous installer / vient d'emménager|vient de déménager|"
        "vient de s'installer",
        "{some} {place}",
        turns=True,
    ),
    said("lives in", "habite / habitons / habite", "{now} {street}{ends}"),
    said(
        "lives in",
        "ai déménagé|ai emménagé / avons déménagé|avons emménagé / a déménagé|a emménagé",
        "{some} {place}",
        turns=True,
    ),
    said(
        "lives in",
        "suis partie?s? vivre|suis venue?s? vivre / sommes partie?s? vivre|"
        "sommes venue?s? vivre / est partie?s? vivre|est venue?s? vivre",
        "{some} {place}",
        turns=True,
    ),
    said(
        "lives in",
        "me suis installée?s? / nous sommes installée?s? / s'est installée?s?",
        "{some} {place}",
        turns=True,
    ),
    said(
        "lives in", "ai vécu|ai habité / avons vécu|avons habité / a vécu|a habité", "{some} {place}", "ended"
    ),
    said("lives in", "habitais|vivais / habitions|vivions / habitait|vivait", "{now} {place}", "ended"),
    said(
        "is from",
        "viens|suis originaire / venons|sommes originaires / vient|est originaire",
        "(?: moi-même| à la base)? (?:de |d'){town}{ends}",
    ),
    said("born in", "suis née?s? / - / est née?s?", "{fill} à {town}"),
    said("birthday", "suis née?s? / - / est née?s?", "{some} le {day}"),
    said("birthday", "fête|fête mon anniversaire / - / fête son anniversaire", "{some} le {day}"),
    said("works at", "travaille|bosse / travaillons|bossons / travaille|bosse", "{fill} {org}"),
    said(
        "works at",
        "ai commencé|ai démarré|viens de commencer / - / a commencé|a démarré|vient de commencer",
        "(?: à travailler| à bosser| mon (?:nouveau )?(?:boulot|travail|job)| un (?:nouveau )?(?:boulot|"
        "travail|job|poste))?{some} {org}",
        turns=True,
    ),
    said(
        "works at",
        "suis embauchée?s?|suis employée?s?|suis salariée?s?|ai été embauchée?s?|"
        "ai été engagée?s? / - / est embauchée?s?|est employée?s?|a été embauchée?s?",
        "{some} {org}",
        turns=True,
    ),
    said(
        "works at",
        "ai trouvé|ai décroché|ai / - / a trouvé|a décroché",
        "{some} (?:un|le)(?: nouveau)? (?:boulot|travail|job|poste|emploi|CDI|CDD){some} {org}",
        turns=True,
    ),
    said(
        "works at",
        "ai démissionné|suis partie?s? / - / a démissionné|est partie?s?",
        " de (?:chez |la |l'){firm_left}",
        "ended",
        turns=True,
    ),
    said("works at", "ai quitté / - / a quitté", " {workplace}", "ended", turns=True),
    said(
        "works at",
        "ai travaillé|ai bossé|travaillais|bossais / - / a travaillé|a bossé|travaillait|bossait",
        "{fill} {org}",
        "ended",
    ),
    said(
        "works as",
        "travaille|bosse / - / travaille|bosse",
        "{some} (?:comme|en tant que|en tant qu'){job_after}",
    ),
    said("works as", "suis / - / est", "{now_is} {role}"),
    said("works as", "suis devenue?s? / - / est devenue?s?", " {role}", turns=True),
    said(
        "partner",
        "suis mariée?s?|suis fiancée?s?|suis pacsée?s?|suis en couple / - / est mariée?s?|est fiancée?s?|"
        "est pacsée?s?|est en couple|sort",
        "{some} avec {name}",
    ),
    said(
        "partner",
        "me suis mariée?s?|me suis fiancée?s?|me suis pacsée?s? / - / s'est mariée?s?|s'est fiancée?s?|"
        "s'est pacsée?s?",
        "{some} avec {name}",
        turns=True,
    ),
    said("partner", "ai épousé / - / a épousé", " {name}", turns=True),
    said("partner", "suis / - / est", "{now_is} {single}{ends}"),
    said(
        "partner",
        "ai rompu|me suis séparée?s?|ai divorcée?s?|suis séparée?s?|suis divorcée?s? / - / a rompu|"
        "s'est séparée?s?|a divorcée?s?|est séparée?s?|est divorcée?s?",
        "{some} (?:avec|de|d') ?{name}",
        "ended",
        turns=True,
    ),
    said("drives", "conduis|roule en / roulons en / conduit|roule en", "{some}(?: une?)? {car}"),
    said(
        "drives",
        "ai acheté|me suis acheté|viens d'acheter|ai pris / avons acheté|venons d'acheter / a acheté|"
        "s'est acheté|vient d'acheter",
        "{some} (?:une?|la|le) (?:nouvelle |petite |vieille |vieux )?{car}",
        turns=True,
    ),
    said("drives", "ai / avons / a", "{now_is} une?(?: nouvelle| petite| vieille| vieux)? {car}"),
    said(
        "drives",
        "ai vendu / avons vendu / a vendu",
        " (?:ma|mon|notre|la|le|sa|son) (?:vieille |vieux |petite )?{car}",
        "ended",
        turns=True,
    ),
    said("allergic to", "suis / sommes / est", "{some} allergique (?:à |aux |au ){stuff}"),
    said("allergic to", "ai|fais / - / a|fait", "{some} une allergie (?:à |aux |au ){stuff}"),
    said("has", "ai|fais|souffre / - / a|fait|souffre", "{now_is} {illness}{ends}"),
    said("has", "suis / - / est", "{now_is} {condition}{ends}"),
    said(
        "does not eat",
        "mange|digère / mangeons / mange|digère",
        "(?: plus| pas| jamais| toujours pas)+ (?:de |d'|le |la |l'|les ){things}",
    ),
    said("does not drink", "bois / buvons / boit", "(?: plus| pas| jamais)+ (?:de |d'){things}"),
    said("diet", "suis|suis devenue?|mange / sommes / est|est devenue?|mange", "{now_is} {diet}{ends}"),
    said("likes", "aime|adore|kiffe / aimons|adorons / aime|adore|kiffe", "{much} {things}"),
    said("likes", "suis fan|raffole / - / est fan|raffole", " {of_it}{things}"),
    said("dislikes", "déteste|hais / détestons / déteste", "{much} {things}"),
    said("dislikes", "ai horreur|ai une sainte horreur / - / a horreur", " {of_it}{things}"),
    said(
        "dislikes", "supporte / - / supporte", "(?: vraiment)? (?:pas|plus){much} (?:le |la |l'|les ){things}"
    ),
    said("speaks", "parle / - / parle", "(?: couramment| aussi| un peu| bien| très bien)* {tongues}"),
    said(
        "learns",
        "apprends|prends des cours / apprenons / apprend|prend des cours",
        "{some} (?:le |l'|la |du |de |d')(?P<value>{tongue}|{music})",
    ),
    said(
        "plays",
        "joue|fais / jouons / joue|fait",
        "{some} (?:du |de la |de l'|au |aux )(?P<value>{music}|{sport})",
    ),
    said(
        "studies",
        "étudie|suis étudiante? en|fais des études / - / étudie|est étudiante? en|fait des études",
        "(?: de| d')? (?:le |la |l'|"
        "les )?(?P<value>(?!{no_after}\\b){word}(?: (?!{no_after}\\b)(?!à\\b){word}){0,2}?){study_end}",
    ),
    said("age", "ai / - / a", "(?: maintenant| déjà| eu)? (?P<value>\\d{1,2}) ans\\b(?! (?:de|d'))"),
    said("height", "mesure|fais / - / mesure|fait", " {height}"),
    said("shoe size", "chausse / - / chausse", " (?:du )?{size}"),
    said("lives with", "habite|vis / - / habite|vit", "{now} avec {name}"),
    said("child", f"{_AI}", " (?:un|deux|trois|quatre) enfants?(?:,|:| :|\\s?\\() ?{names}{ends}"),
    *(
        said(
            relation,
            "ai|ai adopté / avons|avons adopté / a|a adopté",
            f"{{some}} une?(?: petite?| grande?)? (?:{nouns}){{of_age}}{{named}} {{name}}",
        )
        for relation, nouns in _NAMED
    ),
)
OWNED = (
    Owned(
        "phone number", "{new}(?:numéro(?: de téléphone| de tel| de fixe)?|tel|téléphone)", "(?:le )?{number}"
    ),
    Owned("mobile number", "{new}(?:numéro de portable|portable)", "(?:le )?{number}"),
    Owned("email", "{new}(?:adresse mail|adresse e-?mail|mail|e-?mail|courriel)", "{mail}"),
    Owned("address", "{new}adresse", "(?:le )?{street}"),
    Owned("birthday", "anniversaire", "(?:le )?{day}"),
    Owned("drives", "{new}(?:voiture|bagnole|caisse)", "(?:une? |la )?{car}"),
    Owned("works as", "{new}(?:métier|travail|boulot)", "{role}"),
    Owned("works at", "{new}(?:employeur|boîte|entreprise)", "(?:la |le |l')?{town}"),
    Owned("favourite food", "plat préféré", "{things}"),
    Owned("favourite colour", "couleur préférée", "(?:le )?(?P<value>[^\\W\\d]+)"),
    Owned("favourite film", "film préféré", "{things}"),
    Owned("favourite book", "livre préféré", "{things}"),
    Owned("blood type", "groupe sanguin", "{blood}"),
    Owned("shoe size", "pointure", "(?:le |du )?{size}"),
)
FREE = (
    Free(
        "partner",
        "{name} et moi,? (?:nous |on )?(?:sommes|est|nous sommes|s'est|avons été){some} (?:mariée?s?|"
        "fiancée?s?|pacsée?s?|en couple|ensemble)\\b",
        turns=True,
    ),
    Free(
        "partner",
        "{name} et moi,? (?:nous |on )?(?:s'est|nous sommes|avons|a){some} (?:séparée?s?|divorcé|rompu)",
        "ended",
        turns=True,
    ),
    Free(
        "likes",
        "(?<![^.;:!] )(?:l[ae] |les |l')(?P<value>{word}(?: (?:de |du |au |"
        "à la )?{word}){0,2}?),? (?:moi,? )?(?:j'adore|j'aime|je n'aime|on adore)(?: beaucoup| trop|"
        " bien)?(?: pas| plus)?(?: ça| du tout)*{ends}",
    ),
    Free(
        "dislikes",
        "(?<![^.;:!] )(?:l[ae] |les |l')(?P<value>{word}(?: (?:de |du |au |"
        "à la )?{word}){0,2}?),? (?:moi,? )?(?:je déteste|j'ai horreur de) ?ça{ends}",
    ),
    Free(
        "phone number",
        "(?:changé de|nouveau) numéro(?: de (?:portable|téléphone))?[^\\w+]{1,3}(?:c'est |voici |"
        "est )?(?:maintenant )?(?:le )?{number}",
    ),
    Free(
        "phone number",
        "(?:me joindre|m'appeler|joignable|mon numéro)(?: maintenant| désormais)?(?: est)?(?: au|"
        " le) {number}",
    ),
)
FRENCH = Grammar(
    code="fr",
    i=r"(?:(?:moi,? )?je |j')",
    one=r"(?:(?:nous,? |{person} et moi,? )?on )",
    we=r"(?:nous |(?:{person}|(?:{mine}) (?:{kin})(?: {person})?) et moi(?:,? (?:nous|on))? )",
    they="il|elle|lui|qui",
    mine="mon|ma|mes|notre|nos",
    kin=KIN,
    at_home=("maman", "papa", "mamie", "papi", "papy", "mémé", "pépé"),
    before_kin=r"(?:(?:petite?|grande?|nouve(?:l|lle|au)|chère?|meilleure?|vieille?|jeune) )?",
    after_kin=r"(?: (?:aînée?|cadette?|jumelle|jumeau|traitante?|préférée?))?",
    verb_first=False,
    drops=False,
    between=r"(?:n'|ne |y |n'y |en )?",
    shapes={
        **SHAPES,
        "now_is": r"(?: (?:de nouveau|à nouveau|maintenant|désormais|toujours|aussi|actuellement|pas|"
        r"plus|depuis (?:le |la |"
        r"l')?[\w ]{2,20}?))*",
        "job_after": r" ?{job}",
        "firm_left": r"(?P<value>(?!(?:maison|moi|nous|lui|"
        r"elle)\b){word}(?: (?!{no_after}\b){word}){0,3}?){ends}",
        "workplace": r"(?:(?:mon (?:poste|boulot|travail|job) (?:à la |au |chez |à l'|"
        r"à ))(?P<value>{word}(?: (?!{no_after}\b){word}){0,3}?)|"
        r"(?P<land>(?-i:[{upper}][\w&'-]+(?: [{upper}][\w&'-]+)*)) (?=pour (?:rejoindre|aller|un)|après))",
        "study_end": r"(?=\s*(?:$|[^\w\s'-]|(?:à|au|depuis|et|mais|chez|dans|en|avec)\b))",
    },
    signs=Signs(
        over=r"\b(?:ne|n')[^.;,!?]*\bplus\b(?! (?:de|tard|que)\b)|\b(?:j'|je |on |elle |"
        r"il )\w+ plus (?=\S)(?!que|de |souvent|loin|tard|grand)",
        denied=r"\b(?:pas|jamais|ni|guère|presque|failli|rarement)\b",
        supposed=r"\b(?:si|s'(?=ils?\b)|quand|lorsque|d[è]s que|(?:aim|voud|pour|dev|se|au|fe|habite|"
        r"vivr|i|prend|viend)(?:er)?r(?:ais|ait|ions|aient)|"
        r"(?:j'|je |il |elle |on |nous )\w+r(?:ais|ait|ions)\b|espér\w+|espèr\w+|souhait\w+|rêv\w+|"
        r"imagin\w+|faudrait|"
        r"veu[xt]|voul(?:ons|ais|ait)|comptes?|prétend\w*|dit|disait|dis|raconte|paraît|croit|pense|"
        r"soi-disant|selon|d'après|"
        r"personnage|héroïne|héros|chanson|roman)\b",
        doubted=r"\b(?:peut-être|probablement|sans doute|éventuellement|apparemment|je crois|je pense|blague|"
        r"je rigole|pour rire|en théorie|il paraît|pas sûre?|bientôt|un jour|dans mes rêves|hypothèse)\b",
        reserved=r",? (?:si|s'ils?|quand|lorsque|dit-|dit (?:il|elle)|je crois|je pense|paraît)\b",
        asks=r"^\W*(?:est-ce|qu'est-ce|qui est-ce|pourquoi|comment|combien)\b",
        leads=r"(?<!parce )(?<!puis)(?<!vu )(?:\bqu[e']|\boù|\bsi|\bquand|\bdont|\blorsque)$",
        later=r"\b(?:à partir d\w*|d[è]s (?!maintenant|lors))",
    ),
    is_=r"(?:,? (?:est|c'est|sera|reste)(?: maintenant| désormais| toujours)*(?: :)?| ?:) ",
    called=r"(?:,? (?:s'appelle|se nomme|se prénomme) |,? c'est |,? est (?=(?:le |la )?(?:docteure?|Dr|"
    r"Mme|M\.?|Madame|Monsieur)\b|(?-i:[{upper}]\w+ [{upper}])))",
    of_whom=r"(?:le |la |l')?(?:{noun}) (?:de |d')(?P<of>{person})",
    and_=r",? (?:et|ou) (?:à |aux? |à la |du |de la |des |la |le |les )?|, (?:à |aux? )?",
    no_value=r"^(?:de |d'|l[ae] |les |l')?(?:ton|ta|tes|votre|vos|cette|cet|ces?|ça|cela|te|vous|tout|"
    r"rien|moi|toi|lui|elle|celui|celle|"
    r"quand|que|me|se|être|avoir|beaucoup|trop|pas|plus|mieux|bien|quelqu\w*)\b",
    trimmed=r"(?:un peu|peu|le|la|les|l'|du|de|de la|des|d'|un|une|aux|au|à|beaucoup|trop|bien|vraiment|"
    r"du tout|pas|plus|aussi|surtout)",
    capitals=False,
    wordings=WORDINGS,
    owned=OWNED,
    free=FREE,
)
