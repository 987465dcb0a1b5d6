-- Persons were found by whatever a presentation's document said when they were joined or told apart. Where two officers
-- found since that it was somebody else's, that document leads to nobody any more.

CREATE FUNCTION border_was_corrected(p_pair uuid, p_side smallint, p_handle bytea) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM border_person_handle AS own
        JOIN border_corrected_handle AS was ON uuid_send(was.subject) = own.handle AND was.handle = p_handle
        WHERE own.subject = p_pair AND own.side = p_side AND own.sort = 'p'
    );
END
$$;

-- All handles by which a person is found. A join that is reached by the holder's key only is left out where it holds a
-- document that was told apart from this person's own.
CREATE OR REPLACE FUNCTION border_person_handles(p_presentation uuid, p_document bytea, p_holder bytea) RETURNS bytea[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    own bytea[] := array_remove(ARRAY[uuid_send(p_presentation), p_document, p_holder], NULL);
BEGIN
    -- Hardly anybody was ever joined: the way of almost all.
    IF NOT EXISTS (SELECT FROM border_person_handle AS h WHERE h.handle = ANY(own)) THEN
        RETURN own;
    END IF;
    RETURN (
        WITH RECURSIVE reach(handle) AS (
            SELECT unnest(own)
            UNION
            SELECT there.handle
            FROM reach
            JOIN border_person_handle AS here ON here.handle = reach.handle
            JOIN border_person_pair AS pair ON pair.subject = here.subject AND pair.state = 'same'
            JOIN border_person_handle AS there ON there.subject = pair.subject
            WHERE NOT border_was_corrected(here.subject, here.side, here.handle)
              AND NOT border_was_corrected(there.subject, there.side, there.handle)
              AND (here.sort <> 'h' OR NOT EXISTS (
                SELECT FROM border_person_handle AS known
                WHERE known.subject = pair.subject AND known.sort <> 'h'
                  AND border_told_apart(own, known.handle, known.handle)
            ))
        )
        SELECT array_agg(handle) FROM reach
    );
END
$$;

-- Whether somebody found by these handles was told apart from a presentation or a document (either may be null).
CREATE OR REPLACE FUNCTION border_told_apart(p_handles bytea[], p_presentation bytea, p_document bytea) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM border_person_handle AS here
        JOIN border_person_pair AS pair ON pair.subject = here.subject AND pair.state = 'apart'
        JOIN border_person_handle AS there
          ON there.subject = here.subject AND there.side <> here.side AND there.sort <> 'h'
        WHERE here.sort <> 'h' AND here.handle = ANY(p_handles) AND there.handle IN (p_presentation, p_document)
          AND NOT border_was_corrected(here.subject, here.side, here.handle)
          AND NOT border_was_corrected(there.subject, there.side, there.handle)
    );
END
$$;
