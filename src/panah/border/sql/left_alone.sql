-- Safeguards S6 and S12: the last adult of a child's family isn't refused once the child was let in.

-- Under age on that day, or perhaps: doubt means child. An unknown month or day is the last there may be. What another
-- calendar says has no exact day here: of a Solar Hijri year it is the last, 20 March of 622 years on.
CREATE FUNCTION border_may_be_child(p_document jsonb, p_on date) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
DECLARE
    birth text := coalesce(p_document ->> 'birth_date', '');
    written text := translate(
        coalesce(p_document ->> 'birth_as_written', ''), '۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩', '01234567890123456789');
    hijri int := substring(written FROM '(?:^|[^0-9])(1[2-5][0-9]{2})(?:[^0-9]|$)')::int;
BEGIN
    RETURN CASE
        WHEN birth ~ '^[0-9]{4}' THEN (
            left(birth, 4)::int + 18,
            coalesce(substring(birth FROM '^.{5}([0-9]{2})')::int, 12),
            coalesce(substring(birth FROM '^.{8}([0-9]{2})')::int, 31)
        ) > (extract(year FROM p_on), extract(month FROM p_on), extract(day FROM p_on))
        WHEN hijri IS NOT NULL THEN make_date(hijri + 622 + 18, 3, 20) > p_on
        ELSE true END;
END
$$;

-- Who of somebody's family was let in along with them by then, and whether that is a child. Whoever, asked alone, wants
-- it otherwise is not of the family here. "Along" is two hours, as data/line.toml says of company. Somewhere it is still
-- the day before.
CREATE FUNCTION border_let_in(p_presentation uuid, p_at timestamptz, OUT member uuid, OUT child boolean)
RETURNS SETOF record LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT other.subject,
        border_may_be_child(other.document, (p_at AT TIME ZONE 'UTC' - interval '12 hours')::date)
    FROM border_presentation AS own
    CROSS JOIN LATERAL border_family_of(own.subject) AS its
    JOIN border_presentation AS other ON other.subject = its
    WHERE own.subject = p_presentation AND other.outcome = 'crossed' AND other.direction = own.direction
      AND other.outcome_at BETWEEN own.opened - interval '2 hours' AND p_at
$$;

-- The trigger before has locked the family. What one of them crosses, or has taken back, at this moment is waited for.
-- Clocks may be two minutes apart. What is folded again after a year, since parts of it were erased, isn't measured anew.
CREATE FUNCTION border_child_guarded(p_presentation uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM border_presentation AS p
    WHERE p.subject IN (SELECT border_family_of(p_presentation)) ORDER BY p.subject FOR SHARE;
    IF EXISTS (
        SELECT FROM border_presentation AS p
        WHERE p.subject = p_presentation AND p.opened > now() - interval '1 year'
    ) AND (SELECT bool_and(child) FROM border_let_in(p_presentation, p_at + interval '2 minutes')) THEN
        RAISE EXCEPTION 'a child of the family was let in and isn''t left alone' USING ERRCODE = 'check_violation';
    END IF;
END
$$;

CREATE FUNCTION border_refusal_child() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM border_child_guarded(NEW.presentation, NEW.made);
    RETURN NEW;
END
$$;

CREATE FUNCTION border_outcome_child() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM border_child_guarded(NEW.subject, coalesce(NEW.outcome_at, now()));
    RETURN NEW;
END
$$;

-- Named to come after border_family_guarded, which takes the locks.
CREATE TRIGGER border_left_alone BEFORE INSERT OR UPDATE ON border_refusal
    FOR EACH ROW EXECUTE FUNCTION border_refusal_child();
CREATE TRIGGER border_left_alone BEFORE INSERT OR UPDATE OF outcome ON border_presentation
    FOR EACH ROW WHEN (NEW.outcome = 'refused') EXECUTE FUNCTION border_outcome_child();
