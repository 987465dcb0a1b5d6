"""Carrying entries between nodes in bundles: files that any line, courier or USB stick may bring.

``peers`` knows the other nodes, ``reading`` what each may read, ``bundles`` the file, ``packing`` entries as text,
``carry`` writes a bundle and ``take`` receives one. A bundle is signed by the node that wrote it and sealed to the one
it is for; taking it twice changes nothing. The format: docs/journal.md.
"""
