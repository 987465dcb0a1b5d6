"""Tables of words, one subject each; ``border/wording.py`` hands them to the shell."""
