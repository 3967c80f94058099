"""Writing: a value as memory holds it, written the way the field of a form wants it.

write("1987-03-04", ATTRIBUTES["birthday"], field, language="de", country="DE")    "04.03.1987"

value       the one function: by the sort of the value, every legal spelling of it, and the first that fits
manner      what the field says of how it wants its value
fit         whether a text may stand in the field: its pattern, its length, its least and most
choices     which option of a choice a value is
synonyms    words that forms use for the same thing, in seven languages
states      the two letters of states and provinces

names, dates, date_formats, phones, addresses, countries, tongues, numbers, codes, online, wording
            a sort of value each: `spellings(text, manner)` gives what may be written, best first
"""

from secondme.prefill.writing.value import write

__all__ = ["write"]
