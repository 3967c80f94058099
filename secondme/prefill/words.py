"""The words that people write before a value in their own notes: "Passport no: ...", "Geburtsdatum: ...".

In English, German, French, Spanish, Italian, Portuguese and Dutch, in small letters. A word stands under each
attribute that it may mean ("nome"); the value tells which it is.
"""

from __future__ import annotations

_WORDS = {
    "full name": "full name|name|legal name|name as in passport|vollständiger name|vor- und nachname|"
    "vor- und zuname|nom complet|nom et prénom|nom|nombre completo|nombre y apellidos|nombre|"
    "nome completo|nome e cognome|nome|volledige naam|naam|voor- en achternaam",
    "given name": "given name|given names|first name|first names|forename|forenames|vorname|vornamen|prénom|"
    "prénoms|nombre|nombre de pila|nome|nome próprio|nomes próprios|voornaam|voornamen",
    "additional name": "middle name|middle names|zweiter vorname|deuxième prénom|segundo nombre|"
    "secondo nome|segundo nome|tweede voornaam",
    "family name": "family name|last name|surname|nachname|familienname|zuname|nom de famille|nom|apellido|"
    "apellidos|cognome|apelido|apelidos|sobrenome|achternaam|familienaam",
    "birth name": "birth name|maiden name|née|name at birth|geburtsname|mädchenname|nom de naissance|"
    "nom de jeune fille|apellido de soltera|cognome da nubile|cognome alla nascita|nome de solteira|"
    "geboortenaam|meisjesnaam",
    "nickname": "nickname|called|known as|spitzname|rufname|surnom|apodo|soprannome|alcunha|roepnaam|bijnaam",
    "honorific": "title|salutation|anrede|titel|civilité|tratamiento|titolo|tratamento|aanhef",
    "sex": "sex|gender|geschlecht|sexe|sexo|sesso|género|genere|geslacht",
    "pronouns": "pronouns|pronomen|pronoms|pronombres|pronomi|pronomes|voornaamwoorden",
    "birthday": "birthday|date of birth|birth date|birthdate|born|born on|dob|d.o.b.|geburtsdatum|geburtstag|"
    "geboren|geboren am|geb.|date de naissance|né le|née le|anniversaire|fecha de nacimiento|cumpleaños|"
    "nacido el|nacida el|data di nascita|compleanno|nato il|nata il|data de nascimento|aniversário|"
    "nascido em|nascida em|geboortedatum|verjaardag|geboren op",
    "birthplace": "place of birth|birthplace|birth place|born in|born at|town of birth|city of birth|"
    "geburtsort|geboren in|lieu de naissance|né à|née à|lugar de nacimiento|nacido en|nacida en|"
    "luogo di nascita|nato a|nata a|local de nascimento|naturalidade|nascida no|nascido no|geboorteplaats",
    "country of birth": "country of birth|birth country|geburtsland|pays de naissance|país de nacimiento|"
    "paese di nascita|país de nascimento|geboorteland",
    "nationality": "nationality|citizenship|nationalities|staatsangehörigkeit|staatsbürgerschaft|"
    "nationalität|nationalité|citoyenneté|nacionalidad|ciudadanía|nazionalità|cittadinanza|nacionalidade|"
    "cidadania|nationaliteit|staatsburgerschap",
    "age": "age|alter|âge|edad|età|idade|leeftijd",
    "marital status": "marital status|civil status|familienstand|zivilstand|situation familiale|"
    "situation|status|situation matrimoniale|état civil|estado civil|stato civile|burgerlijke staat",
    "address": "address|addresses|adressen|adresses|direcciones|indirizzi|moradas|endereços|"
    "home address|postal address|postal|mailing address|current address|residence|adresse|"
    "anschrift|wohnadresse|postanschrift|wohnhaft|meldeadresse|adresse postale|domicile|dirección|"
    "dirección postal|domicilio|indirizzo|residenza|morada|endereço|residência|adres|woonadres|postadres",
    "street address": "street|street address|street and number|straße|strasse|straße und hausnummer|"
    "straße, nr.|rue|calle|via|rua|straat|straat en huisnummer|address line 1",
    "address line 2": "address line 2|flat|apartment|apt|adresszusatz|complément d'adresse|"
    "complément|piso|interno|andar|toevoeging",
    "postcode": "postcode|post code|postal code|zip|zip code|plz|postleitzahl|code postal|código postal|cp|"
    "cap|codice postale|cep|postcode",
    "city": "city|town|city of residence|stadt|ort|wohnort|ville|commune|ciudad|localidad|población|città|"
    "comune|cidade|localidade|woonplaats|plaats|stad",
    "region": "region|county|province|canton|bundesland|land|kanton|région|département|provincia|"
    "comunidad autónoma|regione|distrito|provincie",
    "country": "country|country of residence|land|wohnsitzland|pays|pays de résidence|país|"
    "país de residencia|paese|país de residência",
    "phone": "phone|telephone|tel|tel.|tél|tél.|tlf|phone number|telephone number|telefon|telefonnummer|"
    "téléphone|"
    "numéro de téléphone|teléfono|telefono|numero di telefono|telefone|telefoon|telefoonnummer|ph|ph.",
    "mobile": "mobile|mobile number|mobile phone|cell|cell phone|cellphone|cell number|handy|handynummer|"
    "mobil|mobilnummer|mobiltelefon|natel|portable|mobile|gsm|móvil|teléfono móvil|celular|cellulare|"
    "téléphone portable|telefono cellulare|mobiele telefoon|"
    "telemóvel|telemovel|mobiel|mobiele nummer|06-nummer|whatsapp",
    "landline": "landline|home phone|home number|festnetz|festnetznummer|fixe|téléphone fixe|fijo|"
    "teléfono fijo|fisso|telefono fisso|telefone fixo|fixo|vaste telefoon|vast nummer",
    "fax": "fax|fax number|faxnummer|télécopie|telefax",
    "email": "email|e-mail|mail|email address|e-mail address|e-mail-adresse|emailadresse|mailadresse|"
    "courriel|adresse e-mail|adresse mail|mél|correo|correo electrónico|posta elettronica|"
    "indirizzo email|endereço de e-mail|correio eletrónico|e-mailadres|mailadres",
    "website": "website|web site|homepage|web|blog|internetseite|webseite|site web|site internet|"
    "página web|sitio web|sito|sito web|site|página",
    "occupation": "occupation|profession|job|job title|position|role|beruf|tätigkeit|stelle|"
    "berufsbezeichnung|"
    "métier|emploi|poste|fonction|profesión|ocupación|puesto|cargo|professione|mestiere|ruolo|profissão|"
    "função|beroep|functie",
    "employer": "employer|company|work|works at|workplace|firm|arbeitgeber|firma|employeur|entreprise|"
    "société|empleador|empresa|datore di lavoro|azienda|entidade patronal|empregador|werkgever|bedrijf",
    "field of work": "field of work|industry|sector|branche|secteur|sector de actividad|settore|setor",
    "salary": "salary|income|annual income|gross salary|annual salary|gehalt|einkommen|jahreseinkommen|"
    "bruttogehalt|salaire|revenu|revenus|salario|sueldo|ingresos|stipendio|reddito|salário|rendimento|"
    "salaris|inkomen",
    "school": "school|university|college|schule|universität|hochschule|uni|école|université|escuela|"
    "universidad|colegio|scuola|università|escola|universidade|universiteit",
    "degree": "degree|highest degree|qualification|abschluss|höchster abschluss|diplôme|título|titulación|"
    "titolo di studio|laurea|grau|grau académico|habilitações|diploma",
    "field of study": "field of study|major|studiengang|studienfach|fach|filière|discipline|"
    "carrera|corso di laurea|corso di studi|curso|opleiding|studie|studierichting",
    "languages": "languages|language|languages spoken|sprachen|sprachkenntnisse|langues|langues parlées|"
    "idiomas|lenguas|lingue|línguas|talen",
    "moved in": "moved in|move-in date|living there since|eingezogen|eingezogen am|einzug|einzugsdatum|"
    "date d'emménagement|emménagé le|fecha de mudanza|data di trasferimento|data de mudança|verhuisdatum",
    "iban": "iban|iban number|iban-nummer|bank account|bankverbindung|konto|kontonummer|rib|cuenta|"
    "cuenta bancaria|conto|conto corrente|conta|conta bancária|rekening|rekeningnummer",
    "bic": "bic|swift|swift code|bic/swift|swift/bic|bic-code|code bic|código swift|código bic|codice bic",
    "account number": "account number|account no|bank account number|account|bank account|kontonummer|"
    "konto|numéro de compte|número de cuenta|numero di conto|número de conta|rekeningnummer",
    "sort code": "sort code|sortcode|routing number|bankleitzahl|blz|code guichet",
    "bank": "bank|bank name|name of bank|kreditinstitut|banque|banco|banca|naam bank",
    "card number": "card number|credit card|credit card number|card|kreditkarte|kreditkartennummer|"
    "carte bancaire|carte de crédit|numéro de carte|tarjeta|tarjeta de crédito|carta di credito|"
    "cartão de crédito|creditcard|creditcardnummer",
    "passport number": "passport|passport number|pp|pp no|passport no|passport no.|passport nr|passport #|"
    "reisepass|"
    "reisepassnummer|reisepass-nr.|pass|passnummer|pass-nr.|pass nr|passeport|numéro de passeport|"
    "passeport n°|n° de passeport|n° passeport|pasaporte|número de pasaporte|n.º de pasaporte|passaporto|"
    "numero di passaporto|numero passaporto|passaporte|número do passaporte|passaporte n.º|paspoort|"
    "paspoortnummer|paspoort nr",
    "passport expiry": "passport expiry|passport expires|passport valid until|passport expiry date|expiry|"
    "expiry date|expires|valid until|gültig bis|reisepass gültig bis|pass gültig bis|ablaufdatum|"
    "date d'expiration|expire le|valable jusqu'au|passeport valable jusqu'au|fecha de caducidad|caduca|"
    "caducidad|scadenza|scadenza passaporto|valido fino al|validade|válido até|validade do passaporte|"
    "geldig tot|vervaldatum|paspoort geldig tot",
    "id card number": "id card|id card number|id number|identity card|identity card number|id no|"
    "national id|personalausweis|personalausweisnummer|ausweis|ausweisnummer|ausweis-nr.|identitätskarte|"
    "carte d'identité|numéro de carte d'identité|cni|carte nationale d'identité|dni|nie|nif|"
    "documento de identidad|carta d'identità|numero carta d'identità|cartão de cidadão|cc|rg|"
    "bilhete de identidade|identiteitskaart|id-kaart|identiteitsbewijs",
    "driving licence number": "driving licence|dvla|fs|fs-nr.|driving license|driver's licence|"
    "driver's license|"
    "driving licence number|driver's license number|licence number|license number|führerschein|"
    "führerscheinnummer|führerschein-nr.|permis de conduire|numéro de permis|permis|"
    "carné de conducir|permiso de conducir|patente|patente di guida|numero patente|carta de condução|cnh|"
    "rijbewijs|rijbewijsnummer",
    "tax number": "tax number|tax id|tax identification number|tin|utr|tax no|steuer-id|steuer-id-nr.|"
    "steueridentifikationsnummer|steuer-identifikationsnummer|identifikationsnummer|idnr|steuernummer|"
    "numéro fiscal|n° fiscal|spi|nif|número fiscal|codice fiscale|cf|c.f.|contribuinte|nif|cpf|"
    "número de contribuinte|bsn|burgerservicenummer",
    "social security number": "social security number|ssn|ni|ni no|ni number|rv|rv-nr.|rvnr|"
    "national insurance number|nino|"
    "national insurance|social security|sozialversicherungsnummer|sv-nummer|sv-nr.|"
    "rentenversicherungsnummer|ahv-nummer|ahv|numéro de sécurité sociale|n° de sécurité sociale|"
    "sécurité sociale|carte vitale|n° sécu|numéro de sécu|nir|número de la seguridad social|seguridad social|"
    "número de afiliación|codice fiscale|niss|segurança social|número da segurança social|bsn|"
    "burgerservicenummer|rijksregisternummer",
    "health insurance": "health insurance|health insurer|insurer|medical insurance|krankenkasse|"
    "krankenversicherung|mutuelle|assurance maladie|caisse maladie|seguro médico|seguro de salud|mutua|"
    "assicurazione sanitaria|seguro de saúde|zorgverzekering|zorgverzekeraar|ziekenfonds",
    "insurance number": "insurance number|health insurance number|insurance no|policy number|member number|"
    "versichertennummer|versicherungsnummer|krankenversichertennummer|kvnr|numéro d'assuré|"
    "numéro d'adhérent|carte vitale|número de póliza|número de tarjeta sanitaria|tarjeta sanitaria|"
    "tessera sanitaria|numero tessera sanitaria|polisnummer",
    "religion": "religion|konfession|denomination|faith|confession|religión|religione|religião|geloof|kirche",
    "health service number": "nhs|nhs number|nhs no|nhs no.|health service number|número de utente|"
    "n.º de utente|nº utente|utente|tarjeta sanitaria|número de tarjeta sanitaria|tessera sanitaria",
    "doctor": "doctor|gp|physician|family doctor|hausarzt|hausärztin|arzt|ärztin|médecin|"
    "médecin traitant|médico|médico de cabecera|médico de família|medico di base|medico curante|medico|"
    "huisarts|dokter",
    "allergies": "allergies|allergy|allergic to|allergien|allergie|allergisch gegen|alergias|allergico a|"
    "alergia|allergisch voor|allergeen",
    "conditions": "conditions|medical conditions|condition|illnesses|vorerkrankungen|erkrankungen|"
    "antécédents|maladies|enfermedades|patologie|patologías|doenças|condições|aandoeningen",
    "medication": "medication|medications|medicines|medicine|meds|medikamente|medikation|médicaments|"
    "traitement|medicación|medicamentos|farmaci|medicinali|medicação|medicijnen|medicatie",
    "blood type": "blood type|blood group|blutgruppe|groupe sanguin|grupo sanguíneo|tipo de sangre|"
    "gruppo sanguigno|tipo sanguíneo|tipo de sangue|bloedgroep|bloedtype",
    "height": "height|größe|körpergröße|taille|altura|estatura|altezza|statura|lengte",
    "weight": "weight|gewicht|körpergewicht|poids|peso",
    "diet": "diet|dietary requirements|dietary needs|ernährung|régime|régime alimentaire|dieta|"
    "alimentación|alimentazione|alimentação|dieet|voeding",
    "student number": "student number|student id|matriculation number|matrikelnummer|matrikelnr|"
    "numéro étudiant|"
    "numéro d'étudiant|n° étudiant|numéro de étudiant|número de estudiante|número de expediente|matricola|"
    "numero di matricola|número de aluno|número de estudante|studentnummer",
    "number plate": "number plate|licence plate|license plate|plate|registration|reg|car registration|"
    "kennzeichen|kfz-kennzeichen|nummernschild|immatriculation|plaque|plaque d'immatriculation|matrícula|"
    "targa|placa|kenteken|nummerplaat",
    "car": "car|auto|wagen|pkw|voiture|véhicule|coche|automóvil|macchina|automobile|carro|viatura",
    "shoe size": "shoe size|shoes|schuhgröße|schuhe|pointure|talla de zapato|número de pie|numero di scarpe|"
    "número de calçado|schoenmaat",
    "clothing size": "clothing size|shirt size|t-shirt size|dress size|kleidergröße|konfektionsgröße|"
    "t-shirt-größe|taille de vêtements|taille de t-shirt|talla|talla de camiseta|taglia|tamanho|"
    "tamanho de t-shirt|kledingmaat|t-shirtmaat",
    "hobbies": "hobbies|hobby|interests|hobbys|interessen|loisirs|centres d'intérêt|aficiones|intereses|"
    "interessi|passatempi|passatempos|interesses|hobby's",
    "number of children": "children|number of children|kids|kinder|anzahl kinder|enfants|nombre d'enfants|"
    "hijos|número de hijos|figli|numero di figli|filhos|número de filhos|kinderen|aantal kinderen",
}


_SHORT = {
    "full name": "nome completo do titular|nominativo|nom et prénoms|apellidos y nombre|cognome e nome",
    "birthday": "data de nasc.|data nasc.|dt. nasc.|nasc.|fecha de nac.|fecha nac.|f. nac.|f. nacimiento|"
    "d.d.n.|geb.datum|geb.-datum|geb.dat.|gebdat|datum geboorte|nascita|nato/a il",
    "birthplace": "natural de|luogo nascita|lieu naissance|lugar nac.|naturale di|geb. te|geboren te",
    "address": "end.|endereço residencial|dir.|domicilio actual|ind.|indirizzo di casa|abitazione|adr.|"
    "adresse actuelle|thuisadres|huisadres|morada actual",
    "mobile": "cel.|cel|tlm|tlm.|mob|mob.|mob. tel.|handynr.|handy-nr.|tel. mobil|tél. portable|tél. mobile|"
    "port.|móv.|tel. móvil|tfno. móvil|cell.|cel. pessoal|tel. cellulare|tel. mobiel",
    "landline": "tel. res.|tel. fixo|tel. fijo|tel. fisso|tel. casa|tél. fixe|tél. domicile|house phone|"
    "tel. festnetz|telefon zuhause|thuisnummer",
    "phone": "tfno|tfno.|telf|telf.|tlfno|fone|tel. privat|telefon privat|tel.nr.|telnr|tel-nr.",
    "email": "mail perso|mail privata|correo personal|email pessoal|privémail|e-mail privat",
    "marital status": "est. civil|edo. civil|familienst.|sit. familiale",
    "occupation": "prof.|job actuel|métier actuel|oficio|trabajo actual|impiego|emprego|werk als",
    "employer": "empl.|empresa actual|ditta|patron|dienstgeber|boîte|empresa atual|baan bij",
    "national id number": "rg|cédula",
    "id card number": "n. carta identità|c.i.|ci|nº dni|n.º cc|rg|perso-nr.|ausweisnr.|id-nr.",
    "passport number": "pass nr.|reisepassnr.|n. passaporto|nº pasaporte|n.º passaporte|ppt|paspoortnr",
    "driving licence number": "permis b|carnet b|patente b|carta b|rijbewijsnr|führerscheinnr.|carné b|"
    "carnet conducir|habilitação",
    "tax number": "cod. fisc.|cod. fiscale|c. fiscale|n.i.f.|n.º contribuinte|nº contribuinte",
    "social security number": "nº seg. social|nº ss|n.º segurança social|sécu|svnr|sv-nr|sozialvers.nr.|"
    "inps|nss|naf",
    "health insurance": "convênio|plano de saúde|mutua médica|assicurazione|cassa malati|kasse|kk|"
    "verzekering|seguro",
    "insurance number": "carteirinha|adhérent|polisnr|polisnr.|pol.nr.|vers.nr.|versichertennr.|nº póliza",
    "doctor": "de cabecera|doctora de cabecera|clínico geral|clínica geral|médico de familia|dottore|"
    "dottoressa|doc|ha|medico di famiglia|medico della mutua|toubib",
    "allergies": "alergia a|allergia|allergia a|allergico a|allergica a|alérgico a|alérgica a|allergique à|"
    "allergisch auf|allergieën|intolerancias|intolerâncias",
    "medication": "tomo|prendo|medicinas|remédios|remédio|medicine|pastillas|traitement en cours|cura",
    "blood type": "sangue|sang|grupo sang.|gr. sanguin|gruppo sang.|blutgr.|bloedgr.",
    "rent": "rent|miete|kaltmiete|loyer|alquiler|renta|affitto|canone|aluguel|aluguer|renda|huur|kale huur|"
    "hauptmietzins",
    "living space": "wohnfläche|surface|superficie|metri quadri|mq|m²|m2|metros cuadrados|área|oppervlakte",
    "clothing size": "camiseta|maglietta|maat|shirtmaat|kleidung|camisa|tee-shirt|taille haut",
    "pets": "pets|haustier|haustiere|animaux|mascota|mascotas|animali|animais|huisdier|huisdieren",
    "bank": "mi banco|meu banco|ma banque|meine bank|mijn bank|kontoinstitut",
    "account holder": "a nombre de|titular|titulaire|intestatario|inhaber|kontoinhaber|t.n.v.|tnv|"
    "intestato a|em nome de|in the name of",
}
"""How people write these for themselves, short, and as they call them at home."""


def words_of(attribute: str) -> tuple[str, ...]:
    """What people write before its value; none where nobody keeps notes of it."""
    known = (table[attribute] for table in (_WORDS, _SHORT) if attribute in table)
    return tuple(dict.fromkeys(word for listed in known for word in listed.split("|")))
