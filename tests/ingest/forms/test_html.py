"""HTML forms: pages in the shapes that shops, consulates and schools have, read, filled and read again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from ingest.errors import UnreadableError
from ingest.forms import YES, Option, fill_form, read_form
from ingest.forms.html import MOST_CONTROLS
from ingest.forms.html_page import hiding_rules
from ingest.forms.html_rows import rows

CHECKOUT = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Checkout | Ferry Books</title>
<style>/* traps */ .extra, #more > .last_one { position: absolute; left: -5000px }
@media print { .row { display: none } }</style>
<script>document.write("<input name='from_script'>"); if (1 < 2) {}</script></head>
<body><nav><input name="q" type="search"></nav>
<form role="search"><input name="find"></form>
<h1>Checkout</h1><p>We send your books to the address that you give us here, anywhere in Europe.</p>
<!-- <input name="commented"> -->
<form method=post>
 <input type="hidden" name="token" value="x">
 <h2>Delivery address</h2>
 <div class="row"><label for="fn">First name <abbr title="required">*</abbr></label>
  <input id="fn" name="first" autocomplete="section-a shipping given-name" required maxlength=40></div>
 <div class="row"><div>Last name</div><div><input id=ln name=last AUTOCOMPLETE="shipping family-name"/>
 </div></div>
 <div class="row"><input name="phone" type="tel" placeholder="+44 7700 900123" aria-label="Mobile"
 aria-describedby=why pattern="[+ 0-9]+">
  <small id="why">For the driver only</small></div>
 <div class="extra"><label>Website <input name="website" tabindex="-1" autocomplete="off"></label></div>
 <div style="display:none"><input name="city2"></div>
 <p aria-hidden="true">Leave empty <input name="email_confirm"></p>
 <label>Country <select name="country" autocomplete="shipping country">
   <option value="">Choose a country&hellip;</option>
   <optgroup label="Islands"><option value="IE">Ireland</option><option value=IS>Iceland</optgroup>
   <option disabled value="XX">Nowhere</option><option value="PT">Portugal</option></select></label>
 <input name="colour" list="colours" title="Colour of the ribbon"><datalist id="colours">
 <option value="red"><option value="blue"></datalist>
 <h2>Payment</h2>
 <fieldset disabled><legend>Old card</legend><input name="old" aria-label="Card"></fieldset>
 <input name="customer" value="C-17" readonly aria-label="Customer number">
 <fieldset><legend>How do you pay?</legend>
  <input type="radio" name="pay" id="p1" value="card" checked><label for="p1">Card</label>
  <input type="radio" name="pay" id="p2" value="bank"><label for="p2">Bank transfer</label></fieldset>
 <p>Which news do you want?
  <label><input type=checkbox name=news value=weekly> every week</label>
  <label><input type=checkbox name=news value=monthly> every month</label></p>
 <label class="custom">
 <input type="checkbox" name="terms" style="opacity:0;position:absolute" required> I agree to the
 terms</label>
 <textarea name="note" placeholder="For the driver">
</textarea>
 <input type="password" name="pw"><input type=file name=f><button name=b>Pay</button>
 <input type=submit value=Go>
</form></body></html>
"""
SCHULE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
 <title>Anmeldung</title></head>
<body lang=de><h1>Anmeldung zur Grundschule für das Schuljahr 2026/27</h1>
<p>Bitte füllen Sie das Formular vollständig aus. Stichtag für alle Angaben ist der 1. August 2026.</p>
<form><table>
<tr><td>Familienname des Kindes:</td><td><input type=text name=nachname></td>
 <td>Geburtsdatum (TT.MM.JJJJ):</td><td><input name=geb></td></tr>
<tr><td>Geschlecht:</td><td>
 <input type=radio name=sex value=w> weiblich <input type=radio name=sex value=m> männlich</td></tr>
</table>
<h2>Erziehungsberechtigte</h2>
<table><tr><th></th><th>Name</th><th>Telefon</th></tr>
<tr><td>Mutter</td><td><input name=m1></td><td><input name=m2 type=tel></td></tr>
<tr><td>Vater</td><td><input name=v1></td><td><input name=v2 type=tel></td></tr></table>
<h2>Geschwister</h2>
<table><tr><th>Nr.</th><th>Vorname</th><th>Klasse</th></tr>
<tr><td>1.</td><td><input name="kind[0][vorname]"></td><td><input name="kind[0][klasse]"></td></tr>
<tr><td>2.</td><td><input name="kind[1][vorname]"></td><td><input name="kind[1][klasse]"></td></tr></table>
</form></body></html>"""
VISA = """<html lang="fr"><title>Demande de visa</title><form><fieldset><legend>1. Identité</legend>
<p id=l1>Nom de famille</p><input name=a aria-labelledby=l1>
<div role="radiogroup" aria-labelledby="l2"><span id="l2">État civil</span>
<label><input type=radio name=b value=1>Célibataire</label><label>
 <input type=radio name=b value=2>Marié(e)</label></div>
<label>Date de naissance<input type=date name=c min=1900-01-01 max=2026-01-01></label>
<label>Mois d'arrivée<input type=month name=d></label>
 <label>Nombre d'enfants<input type=number name=e min=0 max=20></label>
<label>Pays visités<select multiple name=f><option>Chili<option>Pérou<option>Kenya</select></label>
<select name=g><option value=0>Veuillez choisir<option value=1 selected>Tourisme</select>
</fieldset><form></html>"""


def fields(page: str | bytes, name: str = "form.html"):
    data = page.encode() if isinstance(page, str) else page
    form = read_form(data, name)
    return form, {one.key: one for one in form.fields}


def filled(page: str | bytes, values) -> bytes:
    data = page.encode() if isinstance(page, str) else page
    return fill_form(data, read_form(data, "form.html"), values)


def test_a_checkout_is_asked_as_people_see_it():
    form, found = fields(CHECKOUT)
    assert (form.title, form.language, form.intro[:19]) == ("Checkout", "en", "We send your books ")
    assert list(found) == [
        *("first", "last", "phone", "country", "colour", "old", "customer", "pay", "news", "terms", "note")
    ]
    first = found["first"]
    assert (first.label, first.section, first.required, first.max_length) == (
        *("First name", "Delivery address"),
        True,
        40,
    )
    assert first.autocomplete == "section-a shipping given-name"
    assert (found["last"].label, found["last"].autocomplete) == ("Last name", "shipping family-name")
    phone = found["phone"]
    assert (phone.type, phone.label, phone.pattern) == ("phone", "Mobile", "[+ 0-9]+")
    assert phone.help == "For the driver only. +44 7700 900123"
    assert found["country"].options == (
        Option("IE", "Islands: Ireland"),
        Option("IS", "Islands: Iceland"),
        Option("PT", "Portugal"),
    )
    assert found["colour"].options == () and "red, blue" in found["colour"].help
    assert found["old"].locked and found["customer"].locked and found["customer"].value == "C-17"
    assert (found["pay"].label, found["pay"].type, found["pay"].value) == (
        "How do you pay?",
        "choice",
        "card",
    )
    assert found["pay"].section == "Payment"
    assert (found["news"].label, found["news"].type) == ("Which news do you want?", "choices")
    assert (found["terms"].label, found["terms"].type) == ("I agree to the terms", "checkbox")
    assert found["note"].type == "long text" and found["note"].value == ""


def test_what_a_page_hides_is_told_and_never_asked():
    form, found = fields(CHECKOUT)
    assert not {"website", "city2", "email_confirm", "from_script", "commented", "pw", "q", "find"} & set(
        found
    )
    assert form.notes == ("3 of its fields are hidden from people and were left out.",)


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("<input name=a class=honeypot>", False),
        ("<input name=hp_email>", False),
        ("<input name=a tabindex=-1 autocomplete=off>", False),
        ("<div class='sr-only'><input name=a></div>", False),
        ("<div hidden><input name=a></div>", False),
        ("<input name=a style='opacity: 0'>", False),
        ("<div style='height:0;overflow:hidden'><input name=a></div>", False),
        ("<template><input name=a></template>", False),
        ("<input name=hp>", True),
        ("<input name=honeymoon>", True),
        ("<div class='hidden md:block'><input name=a></div>", True),
        ("<label class='sr-only' for=a>Name</label><input id=a>", True),
        ("<input type=checkbox name=a class='visually-hidden'><label>Yes</label>", True),
        ("<div style='opacity: 0.9; margin-left: -12px; height: 100px'><input name=a></div>", True),
    ],
)
def test_what_is_hidden_is_told_from_what_is_only_dressed(field, asked):
    assert bool(fields(f"<form>{field}</form>")[1]) == asked


def test_tables_label_by_the_cell_before_and_the_column_above():
    form, found = fields(SCHULE.encode("latin-1"))
    assert form.language == "de" and "1. August 2026" in form.intro
    assert found["nachname"].label == "Familienname des Kindes"
    assert found["geb"].label == "Geburtsdatum (TT.MM.JJJJ)"
    assert (found["sex"].label, found["sex"].type) == ("Geschlecht", "choice")
    assert [one.label for one in found["sex"].options] == ["weiblich", "männlich"]
    assert (found["m2"].label, found["m2"].section) == ("Telefon", "Erziehungsberechtigte > Mutter")
    assert (found["v1"].label, found["v1"].section) == ("Name", "Erziehungsberechtigte > Vater")
    child = found["kind[1][klasse]"]
    assert (child.label, child.group, child.row, child.section) == ("Klasse", "kind", 1, "Geschwister")


def test_rows_of_one_cell_are_headings_and_labels_may_stand_in_the_row_above():
    page = (
        "<table><tr><td colspan=2><b>Kind</b></td></tr><tr><td>Name</td><td>Ort</td></tr>"
        "<tr><td><input name=a></td><td><input name=b></td></tr><tr><td colspan=2>Mutter</td></tr>"
        "<tr><td>Vorname</td><td>Beruf</td></tr>"
        "<tr><td><input name=c></td><td><input name=d></td></tr></table>"
        "<p>Sonst <input name=e></p><select name=f></select>"
    )
    found = read_form(page.encode(), "form.html").fields
    assert [(one.label, one.section) for one in found[:5]] == [
        ("Name", "Kind"),
        ("Ort", "Kind"),
        ("Vorname", "Mutter"),
        ("Beruf", "Mutter"),
        ("Sonst", ""),
    ]
    assert found[5].locked  # nothing to choose from


def test_a_paragraph_that_is_all_bold_heads_what_follows():
    page = (
        "<p><strong>Your employer</strong></p><label>Name <input name=a></label>"
        "<p><b>City</b> <input name=b></p><h2>You</h2><label>Name <input name=c></label>"
    )
    found = read_form(page.encode(), "form.html").fields
    assert [(one.label, one.section) for one in found] == [
        ("Name", "Your employer"),
        ("City", "Your employer"),
        ("Name", "You"),
    ]


def test_a_visa_application_with_groups_dates_and_numbers():
    _, found = fields(VISA)
    assert (found["a"].label, found["a"].section) == ("Nom de famille", "1. Identité")
    assert (found["b"].label, [one.label for one in found["b"].options]) == (
        "État civil",
        ["Célibataire", "Marié(e)"],
    )
    date = found["c"]
    assert (date.type, date.format, date.least, date.most) == (
        "date",
        "yyyy-mm-dd",
        "1900-01-01",
        "2026-01-01",
    )
    assert (found["d"].format, found["e"].type) == ("yyyy-mm", "number")
    assert (found["f"].type, found["g"].value) == ("choices", "1")
    assert found["g"].options == (Option("1", "Tourisme"),)


def test_a_filled_page_gives_the_values_back_and_differs_only_where_it_was_filled():
    values = {
        "first": 'Zoë "O\'Neill" <b>&amp;',
        "last": "Åberg",
        "country": "PT",
        "pay": "bank",
        "news": "weekly\nmonthly",
        "terms": YES,
        "note": "\nRing twice.\nThen wait </textarea><script>x</script>",
    }
    page = filled(CHECKOUT, values)
    _, found = fields(page)
    assert {key: found[key].value for key in values} == {**values, "note": values["note"].strip()}
    tree = lxml_html.fromstring(page.decode())
    assert tree.get_element_by_id("fn").value == values["first"]
    assert tree.xpath("//textarea")[0].value.strip() == values["note"].strip()
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//input[@name='pay'][@checked]/@value") == ["bank"]
    kept = [line for line in CHECKOUT.splitlines() if "name=" not in line and "<option" not in line]
    assert all(line.encode() in page for line in kept if line != "</textarea>")


def test_letters_go_by_number_where_the_page_is_in_an_old_encoding():
    data = SCHULE.encode("latin-1")
    page = filled(data, {"nachname": "Grünwald", "sex": "m"})
    assert b'value="Gr&#252;nwald"' in page
    assert page.replace(b' value="Gr&#252;nwald"', b"").replace(b' checked="checked"', b"") == data


def test_a_page_in_utf_16_stays_so():
    data = "\ufeff".encode("utf-16-le") + SCHULE.encode("utf-16-le")
    page = filled(data, {"nachname": "Grünwald"})
    assert 'name=nachname value="Grünwald">' in page[2:].decode("utf-16-le")
    assert fields(page)[1]["nachname"].value == "Grünwald"


@pytest.mark.parametrize(
    ("key", "value"), [("c", "4.3.1987"), ("c", "19870304"), ("d", "March"), ("e", "two"), ("b", "3")]
)
def test_what_a_browser_would_drop_is_refused(key, value):
    with pytest.raises(ValueError, match=f"{value}"):
        filled(VISA, {key: value})


def test_what_is_locked_stays_as_it_is():
    assert filled(CHECKOUT, {"customer": "me", "old": "4111"}) == CHECKOUT.encode()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["children[0][name]", "children[1][name]"], [("children", 0), ("children", 1)]),
        (["job.1.title", "job.2.title"], [("job", 0), ("job", 1)]),
        (["child-0-name", "child-1-name", "name"], [("child", 0), ("child", 1), ("", None)]),
        (["child1_name", "child2_name", "address_line_1"], [("child", 0), ("child", 1), ("", None)]),
        (
            ["job_from[]", "job_to[]", "job_from[]", "job_to[]"],
            [("job", 0), ("job", 0), ("job", 1), ("job", 1)],
        ),
        (["kid1", "kid1_age", "kid2", "kid2_age"], [("kid", 0), ("kid", 0), ("kid", 1), ("kid", 1)]),
        (["tags[]", "line1", "line2", "iso3166_code"], [("", None)] * 4),
    ],
)
def test_rows_are_told_by_the_names(names, expected):
    assert rows(names) == expected


def test_style_sheets_hide_by_class_and_id():
    assert hiding_rules(
        ".a,.b .c{display:none} #d{left:-999px} .e{color:red} @media print{.f{display:none}}"
    ) == {
        ".a": True,
        ".c": True,
        "#d": False,
    }


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (b"<div>" * 100_000 + b"<input name=a>", "too deep"),
        (b"<p>Write to us.</p>", "no fields"),
        (b"<style>" + b"/*" * 100_000 + b"</style><p>x", "no fields"),
    ],
)
def test_what_cannot_be_read_is_told(page, told):
    form, found = fields(page)
    assert not found and told in " ".join(form.notes)


@pytest.mark.parametrize("page", [b"<input name=a>" * (MOST_CONTROLS + 1), b"", b"\x00\x01\x02\xff" * 999])
def test_what_is_no_form_is_refused(page):
    with pytest.raises(UnreadableError):
        read_form(page, "form.html")


def test_depth_and_numbers_are_bounded():
    page = b"<fieldset><legend>x</legend>" * 5_000 + b"<label>" * 5_000 + b"<input name=a>" * 100
    assert len(read_form(page, "form.html").fields) <= 100
    assert len(read_form(b"<select name=s>" + b"<option>x" * 20_000, "form.html").fields) == 1


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30
).filter(lambda text: text == " ".join(text.split()) and "\ufeff" not in text and "\xad" not in text)


@settings(max_examples=50, deadline=None)
@given(texts, texts, st.sampled_from(["utf-8", "latin-1"]))
def test_any_text_comes_back(first, note, encoding):
    head = f"<meta charset={encoding}>".encode()
    page = (
        head + b"<p>\xc3\xbc<input name=a value=old><input name=b value='x'><textarea name=t>old</textarea>"
    )
    found = fields(filled(page, {"a": first, "t": note}))[1]
    assert (found["a"].value, found["t"].value, found["b"].value) == (first, note, "x")


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<input name=a ", "value='", '"', ">", "</textarea>", "<!--", "<textarea", "/", " x"]
        )
    )
)
def test_filling_in_nothing_changes_no_byte_of_any_page(parts):
    page = "".join(["<p>x", *parts]).encode()
    form = read_form(page, "form.html")
    assert fill_form(page, form, {}) == page
    assert fill_form(page, form, {one.key: "" for one in form.fields}) == page
    for one in form.fields:
        again = fields(fill_form(page, form, {one.key: "Noor"}))[1]
        assert again[one.key].value == "Noor"
