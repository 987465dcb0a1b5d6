-- Opening a hold and refusing entry take the same lock, so that neither can slip past the other: whichever comes second
-- sees what the first one wrote. The lock is on the presentation, its document and its holder, as far as they are known.
CREATE FUNCTION border_lock_person(p_presentation uuid) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    handle bytea;
BEGIN
    FOR handle IN
        SELECT uuid_send(p_presentation) AS key
        UNION
        SELECT key FROM border_presentation AS p, unnest(ARRAY[p.document_key, p.holder_key]) AS key
        WHERE p.subject = p_presentation AND key IS NOT NULL
        ORDER BY key
    LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended(encode(handle, 'hex'), 5));
    END LOOP;
END
$$;

-- Whether a hold of this person is open, with whichever document they came.
CREATE FUNCTION border_is_held(p_presentation uuid) RETURNS boolean
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM border_presentation AS mine
        JOIN border_presentation AS p
          ON p.subject = mine.subject OR p.document_key = mine.document_key OR p.holder_key = mine.holder_key
        JOIN border_hold AS h ON h.presentation = p.subject AND h.released IS NULL
        WHERE mine.subject = p_presentation
    );
END
$$;

CREATE FUNCTION border_hold_locks() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM border_lock_person(NEW.presentation);
    RETURN NEW;
END
$$;

-- Safeguard S1: nobody is refused entry while a hold of theirs is open, whoever issues the statement.
CREATE FUNCTION border_refusal_guarded() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM border_lock_person(NEW.presentation);
    IF NOT EXISTS (SELECT FROM border_presentation AS p WHERE p.subject = NEW.presentation) THEN
        RAISE EXCEPTION 'nobody presented themselves here' USING ERRCODE = 'foreign_key_violation';
    END IF;
    IF border_is_held(NEW.presentation) THEN
        RAISE EXCEPTION 'a hold of this person is open: only whoever can release it may' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION border_outcome_guarded() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM border_lock_person(NEW.subject);
    IF border_is_held(NEW.subject) THEN
        RAISE EXCEPTION 'a hold of this person is open: only whoever can release it may' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER border_hold_locks BEFORE INSERT ON border_hold
    FOR EACH ROW EXECUTE FUNCTION border_hold_locks();
-- Who was scanned and set aside in one transaction is known by document and name only at its end.
CREATE CONSTRAINT TRIGGER border_hold_locks_again AFTER INSERT ON border_hold DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION border_hold_locks();
CREATE TRIGGER border_refusal_guarded BEFORE INSERT OR UPDATE ON border_refusal
    FOR EACH ROW EXECUTE FUNCTION border_refusal_guarded();
-- Sending back, by refusal or of one's own will, ends no question that is open.
CREATE TRIGGER border_outcome_guarded BEFORE INSERT OR UPDATE OF outcome ON border_presentation
    FOR EACH ROW WHEN (NEW.outcome IN ('refused', 'withdrew')) EXECUTE FUNCTION border_outcome_guarded();
