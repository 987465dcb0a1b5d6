-- Safeguard S1: a refusal carries a receipt in time of the headquarters competent for its post, whoever issues the
-- statement. Signatures are checked by the desk; here stands what no desk may leave out. How long a receipt lives is
-- data (guard_clocks.toml); the database's own limit is never wider than this.
CREATE FUNCTION border_receipt_guarded() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    hq uuid;
    given timestamptz := to_timestamp((NEW.receipt ->> 'given')::double precision);
BEGIN
    IF NEW.receipt ->> 'act' IS DISTINCT FROM 'refuse' OR given IS NULL
       OR given NOT BETWEEN NEW.made - interval '10 minutes' AND NEW.made + interval '2 minutes' THEN
        RAISE EXCEPTION 'headquarters gave no receipt in time' USING ERRCODE = 'check_violation';
    END IF;
    SELECT h.journal INTO hq FROM border_headquarters AS h
    WHERE h.subject = NEW.post AND h.said <= NEW.made ORDER BY h.clock DESC LIMIT 1;
    IF hq IS NOT NULL AND NOT EXISTS (
        SELECT FROM border_receipt AS r
        WHERE r.presentation = NEW.presentation AND r.answered_in = hq AND r.given = NEW.receipt
          AND NEW.receipt ->> 'journal' = hq::text
    ) THEN
        RAISE EXCEPTION 'the receipt isn''t of the headquarters of this post' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER border_receipt_guarded BEFORE INSERT OR UPDATE ON border_refusal
    FOR EACH ROW EXECUTE FUNCTION border_receipt_guarded();
