"""Shares of a reader's key: some of several holders together recover it, fewer learn nothing.

``shamir`` divides bytes, ``sheet`` writes and reads one share as text for paper and file, ``keyshares`` divides a
reader's identities and puts them together again. Nothing here writes a key to a disk; what a body does with it is
``panah body key split, rehearse, recover``.
"""
