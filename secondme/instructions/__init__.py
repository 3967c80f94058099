"""Standing instructions: what the person told for good about sharing, filling in and writing.

instruction    what one says, and what an act is
topics         what instructions are about, in several languages, under the names of attributes
understanding  from a sentence to what it asks
applying       what the instructions say of an act
book           those of a memory: told, listed, and asked before anything is filled in, written or given out
withholding    what must not be given, found in texts
"""
