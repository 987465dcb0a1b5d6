-- Nobody is refused on the way out (S1): every ground of refusal is one of entry. What an earlier version refused there
-- stays, and is folded again once it is older than a year: parts of it may then be erased.

CREATE FUNCTION border_refusal_way() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    way text;
BEGIN
    -- Whoever turns the way round meanwhile is waited for.
    SELECT p.direction INTO way FROM border_presentation AS p
    WHERE p.subject = NEW.presentation AND p.opened > now() - interval '1 year' FOR SHARE;
    IF way = 'exit' THEN
        RAISE EXCEPTION 'nobody is refused on the way out' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION border_outcome_way() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.opened > now() - interval '1 year'
       AND (NEW.outcome = 'refused' OR EXISTS (SELECT FROM border_refusal AS r WHERE r.presentation = NEW.subject)) THEN
        RAISE EXCEPTION 'nobody is refused on the way out' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER border_way_out BEFORE INSERT OR UPDATE ON border_refusal
    FOR EACH ROW EXECUTE FUNCTION border_refusal_way();
CREATE TRIGGER border_way_out BEFORE INSERT OR UPDATE OF outcome ON border_presentation
    FOR EACH ROW WHEN (NEW.direction = 'exit' AND NEW.outcome = 'refused') EXECUTE FUNCTION border_outcome_way();
CREATE TRIGGER border_way_turned BEFORE UPDATE OF direction ON border_presentation
    FOR EACH ROW WHEN (NEW.direction = 'exit' AND OLD.direction <> 'exit') EXECUTE FUNCTION border_outcome_way();
