"""A model on another machine as the generator: chosen by the person, given masked text, and told of.

choice    which endpoint, and what was agreed to
api_key   its key, in the keyring or in a private file
people    the names that do not leave
masked    a speaker that is told masked text and is heard unmasked
outside   all of it, for the engines
"""

from secondme.endpoint.outside import Outside

__all__ = ["Outside"]
