"""Facts, chain, keys, applying and rebuilding, verifying, erasing.

The areas use ``panah.journal.facts.Fact``, ``panah.journal.entries`` (Statement, Source, Entry),
``panah.journal.record.record`` and ``panah.journal.registers.Register``.
"""
