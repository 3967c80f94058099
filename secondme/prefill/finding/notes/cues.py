"""Cues: words that notes have near a value without being its label: "rent" in "we pay 870 rent, by the 5th".

In English, German, French, Spanish, Italian, Portuguese and Dutch, in small letters and without accents. Each
is how a word begins; of three letters or fewer it is the whole word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.finding.people.relations import RELATIONS, covered_by, relation_named
from secondme.recall.time_tokens import fold

SHORT = 3
"""Of so many letters a cue is the whole word."""
STEM = 5
"""So many letters of a longer word are enough to know it by."""
_ASKING = frozenset({"please", "lautet", "quelle", "quels", "votre", "where", "which", "heisst", "welche"})
"""Words of questions that say nothing of what is asked."""
_BORN = (
    "born birth gebor geburt naiss nacid nacimiento nacio naci nato nata nascit nascid nascim nasci ne nee "
)
_WORK = (
    "work job employ arbeit angestellt beruf stelle travaill emploi embauch poste trabaj empleo lavor assunt "
    "trabalh emprego werk baan dienst company firma entreprise empresa azienda bedrijf colleag kolleg payslip"
)
_MOVE = (
    "move moved moving umzug umgezog eingezog ausgezog gezogen zieh demenag emmenag mudar mudad mudam mudan "
    "traslad trasfer trasloc verhuis keys schlussel lease mietvertrag bail contrato contratto huurcontract"
)
_HOME = "live living address wohn adresse habit vivo vivim abit moro mora woon home haus flat house casa"
_STUDY = (
    "stud degree university college uni universit diplom abschluss promov fac licence master bachelor bac "
    "carrera facultad grado laure curso licenciatura opleiding hogeschool abitur gradua graduat"
)
_PASSPORT = "passport reisepass pass passeport pasaporte passaporto passaporte paspoort"
_LICENCE = "driving licen fuhrerschein permis carnet carne conducir patente carta rijbewijs"
_CARD = "ausweis personalausweis identit identidad identita identidade identiteit dni cni"
_BANK = "bank konto iban compte banque cuenta banco conto banca conta rekening account"
_INSURED = (
    "insur versicher krankenkasse kasse mutuelle assur seguro segur mutua assicur zorgverzeker polis policy"
)
_WED = (
    "marri wed wedding heirat geheirat verheirat getraut hochzeit standesamt mari epous casa casad casam "
    "boda spos matrimoni trouw"
)
_WORDS = {
    "birthday": _BORN + "birthday geburtstag anniversaire cumple complean aniversar jarig verjaar",
    "birthplace": _BORN,
    "country of birth": _BORN,
    "region of birth": _BORN,
    "nationality": "national citizen staatsangehor staatsburger deutsche nacional ciudadan cittadin cidadan "
    "passport pass passeport",
    "sex": "sex gender geschlecht sexe sexo sesso genero geslacht woman man frau mann femme homme mujer "
    "hombre donna uomo mulher homem vrouw",
    "ethnicity": "ethnic herkunft origin etni",
    "religion": "religio church christian catholic muslim jewish evangel katholi kirche konfession eglise "
    "iglesia catolic chiesa cattolic igreja kerk protestant musulm musliman",
    "marital status": _WED + " single ledig geschieden divorc celibat solter divorci nubile celibe solteir "
    "ongehuwd gescheiden husband wife ehe",
    "marriage date": _WED,
    "marriage place": _WED,
    "birth name": "nee maiden geborene geb madchenname naissance jeune fille soltera nubile solteira "
    "meisjesnaam geboren born",
    "former names": "nee maiden formerly geborene geb madchenname naissance soltera nubile solteira "
    "meisjesnaam",
    "nickname": "call known nenn spitzname rufname surnom appel apodo llam sopranom chiam alcunha roepnaam",
    "address": _HOME,
    "street address": _HOME,
    "city": _HOME,
    "moved in": _MOVE,
    "moved out": _MOVE,
    "time at address": _MOVE + " since seit depuis desde sinds",
    "housing": "own rent owner mortgage eigentum miete mieter proprieta locataire propietari alquil "
    "affitt inquilin renda eigenaar huur hypothek hipoteca mutuo hypotheek",
    "household size": "household people live viert dritt zweit haushalt personen foyer personnes hogar "
    "famiglia agregado huishouden gezin wohnen",
    "occupation": _WORK + " profession metier profesion mestier profiss beroep title",
    "employer": _WORK,
    "field of work": _WORK,
    "department": "department abteilung service departamento reparto afdeling team ward station unit",
    "employment status": _WORK + " permanent unbefristet befristet cdi cdd indefinid freelance selbststandig",
    "weekly hours": "hours stunden wochenstunden heures horas ore uur teilzeit vollzeit part full",
    "notice period": "notice kundigungsfrist preavis preaviso preavviso aviso opzegtermijn",
    "available from": "available start verfugbar dispon beschikbaar",
    "start date": _WORK + " since seit start began begin depuis desde sinds",
    "end date": _WORK + " left until bis ended quit jusqu hasta fino ate tot gekundigt",
    "staff number": "staff personalnummer matricule personeelsnummer employee mitarbeiternummer",
    "salary": "salary pay paid income wage earn gehalt brutto netto verdien salaire revenu sueldo ingreso "
    "salario stipendi reddito rendimento salaris loon inkomen gross payslip",
    "desired salary": "salary gehalt salaire sueldo stipendi salario salaris expect",
    "rent": "rent rents miete kaltmiete warmmiete loyer alquiler affitto renda aluguer huur kalt warm",
    "school": _STUDY + " school schule ecole escuela scuola escola",
    "degree": _STUDY,
    "education level": _STUDY,
    "field of study": _STUDY,
    "study start": _STUDY,
    "study end": _STUDY,
    "grade": "grade note mention nota voto cijfer class distinction 2:1",
    "languages": "language speak sprache sprech muttersprache langue parl idioma habl lingua fal taal spreek",
    "native language": "native mother grew tongue muttersprach matern lengua idioma madre madrelingua "
    "lingua moedertaal language speak sprache langue home",
    "language level": "language speak sprache langue idioma lingua taal",
    "iban": _BANK,
    "bic": _BANK + " bic swift",
    "account number": _BANK,
    "sort code": _BANK + " sort",
    "bank": _BANK,
    "account holder": _BANK + " kontoinhaber titulaire titular intestat titolare holder",
    "card number": "card karte carte tarjeta carta cartao kaart visa mastercard",
    "card holder": "card karte carte tarjeta carta cartao kaart visa mastercard kontoinhaber",
    "card expiry": "card karte carte tarjeta carta cartao kaart visa mastercard",
    "card type": "card karte carte tarjeta carta cartao kaart visa mastercard",
    "passport number": _PASSPORT,
    "passport expiry": _PASSPORT,
    "passport issued": _PASSPORT,
    "passport authority": _PASSPORT,
    "id card number": _CARD,
    "id card expiry": _CARD,
    "id card issued": _CARD,
    "id card authority": _CARD,
    "driving licence number": _LICENCE,
    "driving licence expiry": _LICENCE,
    "driving licence issued": _LICENCE,
    "driving licence authority": _LICENCE,
    "driving licence class": _LICENCE,
    "residence permit number": "permit visa aufenthalt titre sejour residencia soggiorno verblijf "
    "autorizacao",
    "tax number": "tax steuer fiscal fiscale impot utr tin nif cpf belasting bsn contribuinte",
    "tax office": "tax finanzamt impot hacienda agenzia financas belasting",
    "tax class": "steuerklasse",
    "social security number": "social insurance sozialversicherung rentenversicherung secu securite "
    "seguridad nino seguranca burgerservice",
    "criminal record": "criminal convict vorstraf fuhrungszeugnis casier antecedentes penal casellario "
    "strafblad",
    "student number": "student matrikel etudiant matricula matricola aluno",
    "health insurance": _INSURED,
    "insurance number": _INSURED + " nhs adherent utente",
    "health service number": "nhs hospital health sanitar utente ssn secu krankenversich",
    "doctor": "doctor dr gp surgery hausarzt arzt arztin praxis medecin docteur medico medica doctora "
    "dottor dott dra huisarts dokter practice",
    "dentist": "dentist zahnarzt dentiste dents dentista denti dentes tandarts",
    "allergies": "allerg alerg intoleran vertrage supporte react anaphyla penicillin epipen",
    "conditions": "diagnos condition illness disease chronic asthma asma diabet erkrank leid krank "
    "maladie atteint enfermedad malattia doenca ziekte thyroid schilddruse hypert migra epilep "
    "bluthochdruck tension pressione celiac zoliakie rheuma arthrit",
    "medication": "medic tablet pill dose takes taking nehme nimmt tablette pille prend comprime pastilla "
    "tomo prendo compressa tomar pil slik neem spray inhal insulin mg micrograms",
    "operations": "operat surgery op opere operad operaz geopereerd appendi",
    "vaccinations": "vaccin jab impf geimpft vacun vaccinat gevaccineerd tetanus booster",
    "disability": "disab behinder handicap discapac disabil deficienc beperking",
    "pregnant": "pregnan schwanger enceinte embaraz incint gravid zwanger",
    "smoker": "smok rauch fume fumo fumar fumad fumeur roker rook cigar",
    "alcohol": "drink alcohol alkohol trink alcool boire bebo beber alcol bevo drinken wine wein",
    "blood type": "blood blut sang sangre sangue bloed donor spender",
    "height": "height tall grosse mesure taille altura mido alto altezza meco lengte cm",
    "weight": "weigh gewicht wiege pese poids peso kg kilo weeg",
    "eye colour": "eye augen yeux ojos occhi olhos ogen",
    "hair colour": "hair haar cheveux pelo cabello capelli cabelo",
    "diet": "vegetar vegan diet eat meat fleisch esse mange viande regime como carne mangio eet vlees "
    "halal kosher koscher gluten pork schwein",
    "number plate": "car auto plate registr reg kennzeichen plaque immatric matricula targa placa "
    "kenteken wagen",
    "vin": "vin fahrgestell chassis",
    "first registration": "erstzulassung registered immatricul matricul zulassung",
    "car": "car auto wagen drive fahre voiture coche macchina carro rijd vw skoda",
    "shoe size": "shoe boot schuh pointure chaussur zapat calz scarp sapat calcad schoen",
    "clothing size": "size shirt grosse taille talla camiseta taglia maglia tamanho maat xl",
    "hobbies": "hobb like play enjoy spiele gern loisir aime joue aficion gusta juego passion gioco gosto "
    "jogo speel leuk sing climb run swim choir club",
    "pets": "dog cat hund katze kater chien chat perro gato cane gatto cao hond kat pet vet tierarzt",
    "skills": "skill kenntnis competenc habilidad vaardig excel python",
    "number of children": "child kid children kinder sohn tochter enfant hijo hija figli filho kinderen",
    "reason for leaving": "left leaving quit gekundigt quitte deje lascia sai vertrokken",
    "duties": _WORK + " responsib zustandig charge duties",
    "right to work": "permit visa settled aufenthalt titre sejour permiso permesso verblijf work",
    "work phone": "work office extension durchwahl buro bureau oficina ufficio escritorio kantoor",
    "work email": "work office buro bureau oficina ufficio kantoor mail",
}
_OF_RELATIONS = {
    "emergency contact": "emergency notfall urgence emergencia emergenza noodgeval nood ice prevenir"
}


def cues_of(attribute: str, whose: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The beginnings of words for an attribute and for whoever's it is, in all languages.

    names: what whoever is meant is called.
    """
    own = (word for name in names for word in re.findall(r"[^\W\d_]+", fold(name)) if len(word) > 1)
    return tuple(
        dict.fromkeys((*_WORDS.get(attribute, "").split(), *_labels(attribute), *_of_whom(whose), *own))
    )


def cues_in(question: str) -> tuple[str, ...]:
    """The beginnings of the long words of a form's own question, for what no attribute names."""
    words = re.findall(r"[^\W\d_]+", fold(question))
    return tuple(dict.fromkeys(word[:STEM] for word in words if len(word) >= STEM and word not in _ASKING))


def pattern_of(cues: Iterable[str]) -> re.Pattern[str]:
    """Finds the cues in a folded text."""
    forms = [re.escape(cue) + (r"\b" if len(cue) <= SHORT else "") for cue in cues]
    return re.compile(rf"\b(?:{'|'.join(forms)})") if forms else re.compile(r"(?!)")


def _labels(attribute: str) -> list[str]:
    """What stands before such a value where that is one word; short ones say nothing by themselves."""
    known = ATTRIBUTES.get(attribute)
    labels = [fold(label) for label in known.words] if known and known.sort != "name" else []
    return [label for label in labels if len(label) > SHORT and label.isalpha()]


def _of_whom(whose: str) -> tuple[str, ...]:
    """The words for the relation that somebody has to the person."""
    relation = relation_named(whose)
    if relation is None:
        return ()
    wanted = covered_by(relation)
    words = (word for phrase, name in RELATIONS.items() if name in wanted for word in phrase.split())
    return (*_OF_RELATIONS.get(relation, "").split(), *(word for word in words if len(word) > 2))
