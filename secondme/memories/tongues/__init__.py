"""Statements of German, French and Spanish talk and prose, by one grammar with a table for each language."""
