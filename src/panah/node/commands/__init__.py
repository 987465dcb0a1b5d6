"""One file per command: `add_arguments(parser)` says how it is called, `run(arguments)` does it, giving the exit code.

A command's file is loaded when that command is called, so that reading a document needs neither Django nor a database.
"""

from __future__ import annotations

COMMANDS = {
    "read": "read machine-readable zones of travel documents",
    "stay": "say how long a person may stay, by which rule",
    "compare": "say whether two names may belong to one person",
    "screen": "look for people on watchlists",
    "indicators": "list the indicators of protection needs with strength and source",
    "guard": "ask the guard, walk through all its states, draw it",
    "certificate": "check a certificate of the asylum authority, without a line",
    "watchlist": "load, compare and show watchlists",
    "demo": "run a demo post on this machine",
    "up": "start this node for production",
    "migrate": "bring the database up to date",
    "body": "make the key of a body that is at home on this node",
    "destroy": "destroy the keys and data of a post that is about to be overrun",
    "referrals": "export a body's referrals, carry one where there is no line, take one in",
    "journal": "verify, rebuild and look after the journal",
    "admin": "make the first administrator of a node",
    "translations": "extract, compile and check the translations",
    "docs": "write the documents that are made from the code",
}


class CommandError(Exception):
    """The command can't do what it was asked; the text is one line for whoever called it."""
