"""What the people of a country are called, for fields that ask for a nationality.

The form that goes with the word "nationality" in each language (French "nationalité portugaise").
Countries that are not here are written by their own name, which every form takes.
"""

from __future__ import annotations

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")
_TABLE = """
AR Argentinian argentinisch argentine argentina argentina argentina Argentijnse
AT Austrian österreichisch autrichienne austriaca austriaca austríaca Oostenrijkse
AU Australian australisch australienne australiana australiana australiana Australische
BE Belgian belgisch belge belga belga belga Belgische
BG Bulgarian bulgarisch bulgare búlgara bulgara búlgara Bulgaarse
BR Brazilian brasilianisch brésilienne brasileña brasiliana brasileira Braziliaanse
CA Canadian kanadisch canadienne canadiense canadese canadiana Canadese
CH Swiss schweizerisch suisse suiza svizzera suíça Zwitserse
CL Chilean chilenisch chilienne chilena cilena chilena Chileense
CN Chinese chinesisch chinoise china cinese chinesa Chinese
CO Colombian kolumbianisch colombienne colombiana colombiana colombiana Colombiaanse
CZ Czech tschechisch tchèque checa ceca checa Tsjechische
DE German deutsch allemande alemana tedesca alemã Duitse
DK Danish dänisch danoise danesa danese dinamarquesa Deense
EG Egyptian ägyptisch égyptienne egipcia egiziana egípcia Egyptische
ES Spanish spanisch espagnole española spagnola espanhola Spaanse
FI Finnish finnisch finlandaise finlandesa finlandese finlandesa Finse
FR French französisch française francesa francese francesa Franse
GB British britisch britannique británica britannica britânica Britse
GR Greek griechisch grecque griega greca grega Griekse
HR Croatian kroatisch croate croata croata croata Kroatische
HU Hungarian ungarisch hongroise húngara ungherese húngara Hongaarse
IE Irish irisch irlandaise irlandesa irlandese irlandesa Ierse
IN Indian indisch indienne india indiana indiana Indiase
IR Iranian iranisch iranienne iraní iraniana iraniana Iraanse
IT Italian italienisch italienne italiana italiana italiana Italiaanse
JP Japanese japanisch japonaise japonesa giapponese japonesa Japanse
KR South_Korean südkoreanisch sud-coréenne surcoreana sudcoreana sul-coreana Zuid-Koreaanse
LU Luxembourgish luxemburgisch luxembourgeoise luxemburguesa lussemburghese luxemburguesa Luxemburgse
MA Moroccan marokkanisch marocaine marroquí marocchina marroquina Marokkaanse
MX Mexican mexikanisch mexicaine mexicana messicana mexicana Mexicaanse
NG Nigerian nigerianisch nigériane nigeriana nigeriana nigeriana Nigeriaanse
NL Dutch niederländisch néerlandaise neerlandesa olandese neerlandesa Nederlandse
NO Norwegian norwegisch norvégienne noruega norvegese norueguesa Noorse
NZ New_Zealander neuseeländisch néo-zélandaise neozelandesa neozelandese neozelandesa Nieuw-Zeelandse
PK Pakistani pakistanisch pakistanaise pakistaní pakistana paquistanesa Pakistaanse
PL Polish polnisch polonaise polaca polacca polaca Poolse
PT Portuguese portugiesisch portugaise portuguesa portoghese portuguesa Portugese
RO Romanian rumänisch roumaine rumana rumena romena Roemeense
RU Russian russisch russe rusa russa russa Russische
SE Swedish schwedisch suédoise sueca svedese sueca Zweedse
SY Syrian syrisch syrienne siria siriana síria Syrische
TR Turkish türkisch turque turca turca turca Turkse
UA Ukrainian ukrainisch ukrainienne ucraniana ucraina ucraniana Oekraïense
US American amerikanisch américaine estadounidense statunitense americana Amerikaanse
AO Angolan angolanisch angolaise angoleña angolana angolana Angolese
CV Cape_Verdean kapverdisch capverdienne caboverdiana capoverdiana cabo-verdiana Kaapverdische
DZ Algerian algerisch algérienne argelina algerina argelina Algerijnse
EC Ecuadorian ecuadorianisch équatorienne ecuatoriana ecuadoriana equatoriana Ecuadoraanse
GH Ghanaian ghanaisch ghanéenne ghanesa ghanese ganesa Ghanese
KE Kenyan kenianisch kényane keniana keniana queniana Keniaanse
PE Peruvian peruanisch péruvienne peruana peruviana peruana Peruaanse
PH Philippine philippinisch philippine filipina filippina filipina Filipijnse
SN Senegalese senegalesisch sénégalaise senegalesa senegalese senegalesa Senegalese
TN Tunisian tunesisch tunisienne tunecina tunisina tunisina Tunesische
VE Venezuelan venezolanisch vénézuélienne venezolana venezuelana venezuelana Venezolaanse
VN Vietnamese vietnamesisch vietnamienne vietnamita vietnamita vietnamita Vietnamese
ZA South_African südafrikanisch sud-africaine sudafricana sudafricana sul-africana Zuid-Afrikaanse
"""
DEMONYMS: dict[str, dict[str, str]] = {
    row.split()[0]: dict(zip(LANGUAGES, (word.replace("_", " ") for word in row.split()[1:]), strict=True))
    for row in _TABLE.strip().splitlines()
}
"""By country, ISO 3166-1 alpha-2, and language."""

MORE_DEMONYMS = {
    "GB": "british english scottish welsh britisch britin brite britannique britanico britanica brits brit",
    "DE": "german deutsch deutsche deutscher allemand allemande aleman alemana tedesco tedesca alemao alema "
    "duits",
    "FR": "french franzosisch franzose franzosin francais francaise frances francesa francese frans franse",
    "ES": "spanish spanisch spanier spanierin espagnol espagnole espanol espanola spagnolo spagnola espanhol "
    "espanhola spaans spaanse",
    "IT": "italian italienisch italiener italienerin italien italienne italiano italiana italiaans "
    "italiaanse",
    "PT": "portuguese portugiesisch portugiese portugiesin portugais portugaise portugues portuguesa "
    "portoghese "
    "portugees portugese",
    "NL": "dutch niederlandisch niederlander niederlanderin neerlandais neerlandaise holandes holandesa "
    "neerlandes "
    "neerlandesa olandese nederlands nederlandse",
    "AT": "austrian osterreichisch osterreicher osterreicherin autrichien autrichienne austriaco austriaca",
    "CH": "swiss schweizer schweizerin suisse suizo suiza svizzero svizzera suico suica zwitsers",
    "BE": "belgian belgisch belgier belge belga",
    "IE": "irish irisch ire irin irlandais irlandaise irlandes",
    "US": "american us-american amerikanisch amerikaner amerikanerin americain americaine estadounidense "
    "americano "
    "americana amerikaans",
    "PL": "polish polnisch pole polin polonais polonaise polaco polaca polacco polacca pools",
    "TR": "turkish turkisch turke turkin turc turque turco turca turks",
    "IN": "indian indisch inder indien indienne",
    "BR": "brazilian brasilianisch bresilien bresilienne brasileno brasilena brasileiro brasileira "
    "braziliaans",
    "SE": "swedish schwedisch schwede suedois",
    "DK": "danish danisch dane danois",
    "NO": "norwegian norwegisch",
    "FI": "finnish finnisch finne",
    "GR": "greek griechisch grieche griechin grec grecque griego griega greco",
    "RO": "romanian rumanisch roumain rumano",
    "HR": "croatian kroatisch kroate",
    "SI": "slovenian slowenisch slowene",
    "CZ": "czech tschechisch tscheche",
    "HU": "hungarian ungarisch ungar",
    "UA": "ukrainian ukrainisch ukrainer",
    "RU": "russian russisch russe",
    "CA": "canadian kanadisch",
    "AU": "australian australisch",
    "MX": "mexican mexicano",
    "CN": "chinese chinesisch chinois chino",
    "JP": "japanese japanisch japonais japones",
    "PK": "pakistani",
    "NG": "nigerian",
    "SY": "syrian syrisch syrer",
    "IR": "iranian iranisch",
    "MA": "moroccan marokkanisch marocain marroqui marrocchino marroquino",
    "SN": "senegalais senegaleses",
    "DZ": "algerien algerier algerierin argelino algerino",
    "TN": "tunisien tunesier tunesierin tunecino tunisino",
    "AO": "angolano angolais",
    "PE": "peruano peruviano peruvien",
    "VE": "venezolano venezuelano",
    "EC": "ecuatoriano ecuadoriano equatoriano",
    "CV": "cabo-verdiano caboverdiano",
}  # fmt: skip
"""More forms by country, as they are read and not written: of men, of women, of several, of other words."""
