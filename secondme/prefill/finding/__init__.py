"""Finding: what memory holds for what a field asks. Start reading at `finder`."""
