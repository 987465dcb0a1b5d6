-- Which journal's receipts a post needs at a moment (null: as known now); null where it is its own headquarters. A port:
-- who is headquarters is said with two signatures (S14), and the floor that keeps those puts its own answer in place.
CREATE FUNCTION border_headquarters_of(p_post uuid, p_at timestamptz) RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN NULL;
END
$$;

-- As in receipts.sql, with headquarters as that port says.
CREATE OR REPLACE FUNCTION border_receipt_guarded() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    hq uuid;
    given timestamptz := to_timestamp((NEW.receipt ->> 'given')::double precision);
BEGIN
    IF NEW.receipt ->> 'act' IS DISTINCT FROM 'refuse' OR given IS NULL
       OR given NOT BETWEEN NEW.made - interval '10 minutes' AND NEW.made + interval '2 minutes' THEN
        RAISE EXCEPTION 'headquarters gave no receipt in time' USING ERRCODE = 'check_violation';
    END IF;
    hq := border_headquarters_of(NEW.post, NEW.made);
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
