"""What the runtime role gets of the journal: reading its tables, and the functions that append, sign and receive."""

JOURNAL_TABLES = (
    "journal_entry",
    "journal_body",
    "journal_head",
    "journal_key",
    "journal_signature",
    "journal_erasure",
    "journal_withheld",
)

READ_TABLES = (*JOURNAL_TABLES, "journal_country_key")
"""What it only reads; the journal's own tables nobody else changes either."""

JOURNAL_FUNCTIONS = (
    "journal_append(uuid, timestamptz[], smallint[], text[], smallint[], uuid[], bytea[], bytea[])",
    "journal_open(uuid, uuid, bytea, bytea)",
    "journal_introduce(uuid, bigint, bytea, bytea, bytea, bytea)",
    "journal_sign(uuid, bigint, bigint, bytea, bytea, bytea)",
    "journal_receive(uuid, bigint, bigint[], timestamptz[], smallint[], timestamptz[], uuid[], text[], smallint[],"
    " uuid[], bytea[], bytea[], bytea[])",
    "journal_note_erased(uuid[], bigint[], uuid, bigint)",
    "journal_note_withheld(uuid[], bigint[])",
    "journal_supply(uuid, bigint[], bytea[], bytea[])",
    "journal_take_pen()",
)
