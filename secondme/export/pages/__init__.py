"""What is remembered as pages to read: the same ones as Markdown and as HTML."""
