"""Walks through every state the guard can reach and holds each against the safeguards, written down here a second
time.
"""
