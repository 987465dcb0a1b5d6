-- A person is found by handles: the presentation itself, its document's key and its holder's. What an officer joined adds
-- the handles of the other side, and theirs in turn. What was told apart no longer hangs together by the holder alone.

-- All handles by which a person is found. A join that is reached by the holder's key only is left out where it holds a
-- document that was told apart from this person's own.
CREATE FUNCTION border_person_handles(p_presentation uuid, p_document bytea, p_holder bytea) RETURNS bytea[]
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
            WHERE here.sort <> 'h' OR NOT EXISTS (
                SELECT FROM border_person_handle AS known
                WHERE known.subject = pair.subject AND known.sort <> 'h'
                  AND border_told_apart(own, known.handle, known.handle)
            )
        )
        SELECT array_agg(handle) FROM reach
    );
END
$$;

-- Whether somebody found by these handles was told apart from a presentation or a document (either may be null).
CREATE FUNCTION border_told_apart(p_handles bytea[], p_presentation bytea, p_document bytea) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM border_person_handle AS here
        JOIN border_person_pair AS pair ON pair.subject = here.subject AND pair.state = 'apart'
        JOIN border_person_handle AS there
          ON there.subject = here.subject AND there.side <> here.side AND there.sort <> 'h'
        WHERE here.sort <> 'h' AND here.handle = ANY(p_handles) AND there.handle IN (p_presentation, p_document)
    );
END
$$;

-- Whether a presentation is of the person whom these handles find.
CREATE FUNCTION border_is_of(p_handles bytea[], p_presentation uuid, p_document bytea, p_holder bytea) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    IF uuid_send(p_presentation) = ANY(p_handles) OR p_document = ANY(p_handles) THEN
        RETURN true;
    END IF;
    RETURN coalesce(p_holder = ANY(p_handles), false)
        AND NOT border_told_apart(p_handles, uuid_send(p_presentation), p_document);
END
$$;

-- Locks as in guard.sql, on whatever finds the person.
CREATE OR REPLACE FUNCTION border_lock_person(p_presentation uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM border_lock_people(ARRAY[p_presentation]);
END
$$;

-- Of several at once in one order, so that two who lock the same people never wait for each other.
CREATE FUNCTION border_lock_people(p_presentations uuid[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    handle bytea;
BEGIN
    FOR handle IN
        SELECT uuid_send(asked) AS key FROM unnest(p_presentations) AS asked
        UNION
        SELECT key FROM border_presentation AS p,
            unnest(border_person_handles(p.subject, p.document_key, p.holder_key)) AS key
        WHERE p.subject = ANY(p_presentations)
        ORDER BY key
    LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended(encode(handle, 'hex'), 5));
    END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION border_is_held(p_presentation uuid) RETURNS boolean
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    handles bytea[];
BEGIN
    SELECT border_person_handles(p.subject, p.document_key, p.holder_key) INTO handles
    FROM border_presentation AS p WHERE p.subject = p_presentation;
    RETURN EXISTS (
        SELECT FROM border_hold AS h JOIN border_presentation AS p ON p.subject = h.presentation
        WHERE h.released IS NULL
          AND (uuid_send(p.subject) = ANY(handles) OR p.document_key = ANY(handles) OR p.holder_key = ANY(handles))
          AND border_is_of(handles, p.subject, p.document_key, p.holder_key)
    );
END
$$;

-- Joining two persons, and moving a hold, take the locks that refusing takes.
CREATE FUNCTION border_pair_locks() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM border_lock_people(ARRAY[NEW.one, NEW.other]);
    RETURN NEW;
END
$$;
CREATE TRIGGER border_pair_locks BEFORE INSERT OR UPDATE ON border_person_pair
    FOR EACH ROW EXECUTE FUNCTION border_pair_locks();
CREATE TRIGGER border_hold_moves BEFORE UPDATE OF presentation ON border_hold
    FOR EACH ROW WHEN (NEW.presentation <> OLD.presentation) EXECUTE FUNCTION border_hold_locks();
