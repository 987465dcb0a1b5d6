-- Notes of bodies that never were here that the node they came from keeps them from this one, and doesn't call them
-- erased. Never of an own journal's entries.
CREATE FUNCTION journal_note_withheld(p_journals uuid[], p_sequences bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('panah.door', 'withhold', true);
    INSERT INTO journal_withheld (journal, sequence)
        SELECT e.journal, e.sequence
        FROM unnest(p_journals, p_sequences) AS gone (journal, sequence)
        JOIN journal_entry e USING (journal, sequence)
        JOIN journal_head h USING (journal)
        WHERE h.incarnation IS NULL
          AND NOT EXISTS (SELECT FROM journal_body b WHERE b.journal = e.journal AND b.sequence = e.sequence)
        ON CONFLICT DO NOTHING;
    PERFORM set_config('panah.door', '', true);
END
$$;

-- Takes bodies that were withheld till now, and returns the places of those that were and fit their digests.
CREATE FUNCTION journal_supply(p_journal uuid, p_sequences bigint[], p_salts bytea[], p_bodies bytea[])
RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('panah.door', 'append', true);
    CREATE TEMPORARY TABLE supplied ON COMMIT DROP AS
        SELECT n.sequence, n.salt, n.body
        FROM unnest(p_sequences, p_salts, p_bodies) AS n (sequence, salt, body)
        JOIN journal_entry e ON e.journal = p_journal AND e.sequence = n.sequence
        JOIN journal_withheld w ON w.journal = p_journal AND w.sequence = n.sequence
        WHERE sha256(n.salt || n.body) = e.digest;
    INSERT INTO journal_body (journal, sequence, salt, body) SELECT p_journal, s.sequence, s.salt, s.body FROM supplied s;
    PERFORM set_config('panah.door', 'withhold', true);
    DELETE FROM journal_withheld w USING supplied s WHERE w.journal = p_journal AND w.sequence = s.sequence;
    PERFORM set_config('panah.door', '', true);
    RETURN QUERY SELECT s.sequence FROM supplied s ORDER BY s.sequence;
    DROP TABLE supplied;
END
$$;

CREATE TRIGGER journal_only_grows BEFORE UPDATE OR TRUNCATE ON journal_withheld
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_by_function BEFORE INSERT OR DELETE ON journal_withheld
    FOR EACH STATEMENT WHEN (NOT journal_door_is('withhold')) EXECUTE FUNCTION journal_refuse();

REVOKE ALL ON FUNCTION journal_note_withheld(uuid[], bigint[]),
    journal_supply(uuid, bigint[], bytea[], bytea[]) FROM PUBLIC;
