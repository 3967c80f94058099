"""What notes say by their form: whom they are titled with, and lines that begin with what they tell."""
