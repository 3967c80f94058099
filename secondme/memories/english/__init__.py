"""English: the grammar and the wordings by which `patterns` reads plain English sentences."""
