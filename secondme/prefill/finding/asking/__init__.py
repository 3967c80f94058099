"""A language model as the last reader: it points at words of a note, and must be sure; start at `asking`."""
