"""Ending a post that is about to be overrun: keys first, then the database and everything else that was kept.

``keys`` puts the keys out of reach in one step and overwrites them, ``data`` does the rest, ``doing`` is the whole of
it, to be begun once and gone on with after any interruption. What had not left the post is told before, by
``panah.journal.carrying.behind``. Nothing here needs Django or a database that runs.
"""
