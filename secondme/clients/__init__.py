"""Programs outside: what each may see and write, and what it is given."""
