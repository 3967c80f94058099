"""Jobs and studies, from CVs, tables and sentences, each with its days. Start at `careers`."""
