-- Begins a journal that this node appends to; the one before, if any, becomes a journal like any other's.
CREATE FUNCTION journal_open(p_journal uuid, p_incarnation uuid, p_key bytea, p_public bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('panah.door', 'open', true);
    UPDATE journal_head SET own = false WHERE own;
    INSERT INTO journal_head (journal, sequence, clock, chain, own, incarnation)
        VALUES (p_journal, 0, 0, decode(repeat('00', 32), 'hex'), true, p_incarnation);
    INSERT INTO journal_key (journal, from_sequence, key, public) VALUES (p_journal, 1, p_key, p_public);
    PERFORM set_config('panah.door', '', true);
END
$$;

-- Adds a signing key that its predecessor introduces, or the first of another node's journal. Signatures are checked by whoever reads, not here.
CREATE FUNCTION journal_introduce(
    p_journal uuid, p_from_sequence bigint, p_key bytea, p_public bytea, p_by bytea, p_signature bytea
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (CASE WHEN p_from_sequence = 1 THEN EXISTS (SELECT FROM journal_key k WHERE k.journal = p_journal)
            ELSE NOT EXISTS (SELECT FROM journal_key k WHERE k.journal = p_journal AND k.key = p_by
                             AND k.from_sequence < p_from_sequence) END) THEN
        RAISE EXCEPTION 'nobody introduces this key' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM set_config('panah.door', 'open', true);
    INSERT INTO journal_key (journal, from_sequence, key, public, introduced_by, signature)
        VALUES (p_journal, p_from_sequence, p_key, p_public, p_by, p_signature)
        ON CONFLICT DO NOTHING;
    PERFORM set_config('panah.door', '', true);
END
$$;

-- Keeps a signed head of a journal whose entry at that sequence has that chain; false when it has another.
CREATE FUNCTION journal_sign(
    p_journal uuid, p_sequence bigint, p_clock bigint, p_chain bytea, p_key bytea, p_signature bytea
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM journal_entry e WHERE e.journal = p_journal AND e.sequence = p_sequence
                   AND e.clock = p_clock AND e.chain = p_chain) THEN
        RETURN false;
    END IF;
    PERFORM set_config('panah.door', 'sign', true);
    INSERT INTO journal_signature (journal, sequence, clock, chain, key, signature)
        VALUES (p_journal, p_sequence, p_clock, p_chain, p_key, p_signature)
        ON CONFLICT DO NOTHING;
    PERFORM set_config('panah.door', '', true);
    RETURN true;
END
$$;

-- Stores the entries that follow the head of another node's journal, exactly as they were made, and returns its new
-- highest sequence. Refuses what isn't their continuation. A null body was erased where the entry comes from.
CREATE FUNCTION journal_receive(
    p_journal uuid, p_sequence bigint, p_clocks bigint[], p_happened timestamptz[], p_sources smallint[],
    p_recorded timestamptz[], p_actors uuid[], p_kinds text[], p_versions smallint[], p_subjects uuid[],
    p_digests bytea[], p_salts bytea[], p_bodies bytea[]
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    amount CONSTANT integer := cardinality(p_digests);
    previouses bytea[];
    chains bytea[];
    link bytea;
    reached bigint;
    last bigint;
    mine boolean;
BEGIN
    PERFORM FROM journal_head h WHERE h.own FOR UPDATE;
    PERFORM set_config('panah.door', 'open', true);
    INSERT INTO journal_head (journal, sequence, clock, chain, own)
        VALUES (p_journal, 0, 0, decode(repeat('00', 32), 'hex'), false) ON CONFLICT DO NOTHING;
    SELECT h.sequence, h.clock, h.chain, h.own INTO reached, last, link, mine
        FROM journal_head h WHERE h.journal = p_journal FOR UPDATE;
    IF mine OR reached + 1 <> p_sequence THEN
        RAISE EXCEPTION 'these entries do not follow the head' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    FOR i IN 1..amount LOOP
        IF p_clocks[i] <= last THEN
            RAISE EXCEPTION 'the clock falls back' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF p_bodies[i] IS NOT NULL AND sha256(p_salts[i] || p_bodies[i]) <> p_digests[i] THEN
            RAISE EXCEPTION 'a body is not the one stated' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        last := p_clocks[i];
        previouses[i] := link;
        link := sha256(link || journal_header(
            p_journal, p_sequence + i - 1, last, p_happened[i], p_sources[i], p_recorded[i], p_actors[i],
            p_kinds[i], p_versions[i], p_subjects[i], p_digests[i]
        ));
        chains[i] := link;
    END LOOP;
    PERFORM set_config('panah.door', 'append', true);
    WITH new AS MATERIALIZED (
        SELECT * FROM unnest(p_clocks, p_happened, p_sources, p_recorded, p_actors, p_kinds, p_versions, p_subjects,
                             p_digests, previouses, chains, p_salts, p_bodies) WITH ORDINALITY
            AS n (clock, happened, source, recorded, actor, kind, version, subject, digest, previous, chain, salt, body,
                  i)
    ), entry AS (
        INSERT INTO journal_entry (journal, sequence, clock, happened, happened_source, recorded, actor, kind, version,
                                   subject, digest, previous, chain)
        SELECT p_journal, p_sequence + i - 1, clock, happened, source, recorded, actor, kind, version, subject, digest,
               previous, chain
        FROM new
    ), head AS (
        UPDATE journal_head SET sequence = p_sequence + amount - 1, clock = last, chain = link
        WHERE journal = p_journal
    )
    INSERT INTO journal_body (journal, sequence, salt, body)
        SELECT p_journal, p_sequence + i - 1, salt, body FROM new WHERE body IS NOT NULL;
    PERFORM set_config('panah.door', '', true);
    RETURN p_sequence + amount - 1;
END
$$;

-- Says of bodies that never were here that they were erased elsewhere, as the own entry named states.
CREATE FUNCTION journal_note_erased(
    p_journals uuid[], p_sequences bigint[], p_stated_journal uuid, p_stated_sequence bigint
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM unnest(p_journals, p_sequences) AS gone (journal, sequence)
               JOIN journal_body b USING (journal, sequence)) THEN
        RAISE EXCEPTION 'a body is here' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM set_config('panah.door', 'erase', true);
    INSERT INTO journal_erasure (journal, sequence, stated_journal, stated_sequence)
        SELECT gone.journal, gone.sequence, p_stated_journal, p_stated_sequence
        FROM unnest(p_journals, p_sequences) AS gone (journal, sequence);
    PERFORM set_config('panah.door', '', true);
END
$$;

-- Erases bodies, as the own entry named states. Only the owner may call it.
CREATE FUNCTION journal_erase(
    p_journals uuid[], p_sequences bigint[], p_stated_journal uuid, p_stated_sequence bigint
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM journal_entry e JOIN journal_head h USING (journal)
                   WHERE h.own AND e.journal = p_stated_journal AND e.sequence = p_stated_sequence
                   AND e.kind = 'journal:erasure:done') THEN
        RAISE EXCEPTION 'nothing states this erasure' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    PERFORM set_config('panah.door', 'erase', true);
    DELETE FROM journal_body b USING unnest(p_journals, p_sequences) AS gone (journal, sequence)
        WHERE b.journal = gone.journal AND b.sequence = gone.sequence;
    INSERT INTO journal_erasure (journal, sequence, stated_journal, stated_sequence)
        SELECT gone.journal, gone.sequence, p_stated_journal, p_stated_sequence
        FROM unnest(p_journals, p_sequences) AS gone (journal, sequence);
    PERFORM set_config('panah.door', '', true);
END
$$;

REVOKE ALL ON FUNCTION journal_append(uuid, timestamptz[], smallint[], text[], smallint[], uuid[], bytea[], bytea[]),
    journal_open(uuid, uuid, bytea, bytea),
    journal_introduce(uuid, bigint, bytea, bytea, bytea, bytea),
    journal_sign(uuid, bigint, bigint, bytea, bytea, bytea),
    journal_receive(uuid, bigint, bigint[], timestamptz[], smallint[], timestamptz[], uuid[], text[], smallint[],
                    uuid[], bytea[], bytea[], bytea[]),
    journal_note_erased(uuid[], bigint[], uuid, bigint),
    journal_erase(uuid[], bigint[], uuid, bigint),
    journal_take_pen()
    FROM PUBLIC;
