"""Sealed facts: said in the journal for certain readers only, so that neither a dump nor another node learns anything.

An *envelope* is an ordinary entry whose body is a *letter*: some statements, padded and encrypted (age, X25519) to the
readers' keys and to as many made-up ones that every envelope has the same number of them. Who reads, how many they are,
who speaks, about what and how much isn't visible. Facts declared ``sealed=True`` can be said in no other way.

``sealing`` writes letters, ``keyring`` holds the identities of the readers at home on this node, ``opening`` opens,
``registers`` folds what was opened: ``SealedRegister``. Why it is so: docs/adr/0008-sealed-facts.md.
"""
