-- Safeguard S12: families stay together. Nobody is refused entry while another of their family waits under a hold,
-- whatever that is about: all holds are alike here. Who, asked alone, wants to go on separately is bound by nobody of that
-- family, and binds nobody. A family is refused together, in one transaction that ends everybody's holds, or not at all.

-- By which presentations somebody may be known to a family: their own, those of their documents, those that were joined
-- with them, and those under whose holds they wait.
CREATE FUNCTION border_presentations_of(p_presentation uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH reach AS MATERIALIZED (
        SELECT border_person_handles(p.subject, p.document_key, p.holder_key) AS handles
        FROM border_presentation AS p WHERE p.subject = p_presentation
    )
    SELECT p_presentation
    UNION SELECT p.subject FROM reach, border_presentation AS p WHERE p.document_key = ANY(reach.handles)
    UNION SELECT encode(handle, 'hex')::uuid FROM reach, unnest(reach.handles) AS handle WHERE length(handle) = 16
    UNION SELECT p.subject FROM reach, border_hold AS h JOIN border_presentation AS p ON p.subject = h.presentation
        WHERE h.released IS NULL AND p.holder_key = ANY(reach.handles)
          AND border_is_of(reach.handles, p.subject, p.document_key, p.holder_key)
$$;

-- The families somebody came with, and as which presentation.
CREATE FUNCTION border_families_of(p_presentation uuid, OUT family uuid, OUT presentation uuid) RETURNS SETOF record
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT g.subject, p.subject
    FROM border_presentations_of(p_presentation) AS known
    JOIN border_presentation AS p ON p.subject = known
    JOIN border_group AS g ON g.subject = p."group" AND g.sort = 'family'
    UNION
    SELECT g.subject, m.presentation
    FROM border_presentations_of(p_presentation) AS known
    JOIN border_group_member AS m ON m.presentation = known AND m.joined IS NOT NULL
    JOIN border_group AS g ON g.subject = m.subject AND g.sort = 'family'
$$;

-- The others of somebody's families, but for whom one of both, asked alone, wants it otherwise.
CREATE FUNCTION border_family_of(p_presentation uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH own AS MATERIALIZED (SELECT * FROM border_families_of(p_presentation)),
    together AS (
        SELECT DISTINCT own.family FROM own WHERE NOT EXISTS (
            SELECT FROM own AS mine JOIN border_group_member AS m
              ON m.subject = mine.family AND m.presentation = mine.presentation AND m.apart
            WHERE mine.family = own.family)
    ),
    members AS (
        SELECT t.family, p.subject AS presentation FROM together AS t JOIN border_presentation AS p ON p."group" = t.family
        UNION
        SELECT t.family, m.presentation FROM together AS t
        JOIN border_group_member AS m ON m.subject = t.family AND m.joined IS NOT NULL
    )
    SELECT DISTINCT members.presentation FROM members
    WHERE members.presentation NOT IN (SELECT own.presentation FROM own)
      AND NOT EXISTS (
        SELECT FROM border_group_member AS m
        WHERE m.subject = members.family AND m.presentation = members.presentation AND m.apart)
$$;

-- Who of the family waits under a hold that was placed by then, but for those holds.
CREATE FUNCTION border_family_waits(
    p_presentation uuid, p_at timestamptz, p_but uuid[], OUT member uuid, OUT hold uuid) RETURNS SETOF record
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT DISTINCT member.subject, h.subject
    FROM border_family_of(p_presentation) AS other
    JOIN border_presentation AS member ON member.subject = other
    CROSS JOIN LATERAL (
        SELECT border_person_handles(member.subject, member.document_key, member.holder_key) AS handles OFFSET 0) AS reach
    JOIN border_hold AS h ON h.released IS NULL AND h.placed <= p_at AND h.subject <> ALL(p_but)
    JOIN border_presentation AS p ON p.subject = h.presentation
      AND (uuid_send(p.subject) = ANY(reach.handles) OR p.document_key = ANY(reach.handles)
           OR p.holder_key = ANY(reach.handles))
      AND border_is_of(reach.handles, p.subject, p.document_key, p.holder_key)
$$;

-- As in persons.sql. A family is one more thing to lock: whoever of it is held, or joins it, and whoever of it is refused.
CREATE OR REPLACE FUNCTION border_lock_people(p_presentations uuid[]) RETURNS void
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
        UNION
        SELECT uuid_send(its.family) FROM unnest(p_presentations) AS asked, border_families_of(asked) AS its
        ORDER BY key
    LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended(encode(handle, 'hex'), 5));
    END LOOP;
END
$$;

-- What is applied late isn't measured against what came after it; clocks may be two minutes apart.
CREATE FUNCTION border_family_guarded(p_presentation uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM border_lock_people(array_agg(one)) FROM (
        SELECT p_presentation AS one UNION SELECT border_family_of(p_presentation)) AS everybody;
    IF EXISTS (SELECT FROM border_family_waits(p_presentation, p_at + interval '2 minutes', '{}')) THEN
        RAISE EXCEPTION 'another of the family waits: families are decided together' USING ERRCODE = 'check_violation';
    END IF;
END
$$;

CREATE FUNCTION border_refusal_family() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM border_family_guarded(NEW.presentation, NEW.made);
    RETURN NEW;
END
$$;

CREATE FUNCTION border_outcome_family() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM border_family_guarded(NEW.subject, coalesce(NEW.outcome_at, now()));
    RETURN NEW;
END
$$;

-- S6: a child's word parts nobody from their family, and doubt means child; as far as the document is known here. An
-- unknown month or day is the last there may be; somewhere the next day has begun.
CREATE FUNCTION border_apart_guarded() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    said jsonb := (SELECT p.document FROM border_presentation AS p WHERE p.subject = NEW.presentation);
    birth text := coalesce(said ->> 'birth_date', '');
    asked date := (NEW.asked AT TIME ZONE 'UTC' + interval '14 hours')::date;
    child boolean;
BEGIN
    IF asked IS NULL THEN
        RAISE EXCEPTION 'nobody asked' USING ERRCODE = 'check_violation';
    END IF;
    IF said IS NULL THEN
        RETURN NEW;
    END IF;
    -- What another calendar says is the desk's to read.
    child := CASE WHEN birth ~ '^[0-9]{4}' THEN (
            left(birth, 4)::int + 18,
            coalesce(substring(birth FROM '^.{5}([0-9]{2})')::int, 12),
            coalesce(substring(birth FROM '^.{8}([0-9]{2})')::int, 31)
        ) > (extract(year FROM asked), extract(month FROM asked), extract(day FROM asked))
        ELSE coalesce(said ->> 'birth_as_written', '') = '' END;
    IF child THEN
        RAISE EXCEPTION 'a child can''t say it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER border_apart_guarded BEFORE INSERT OR UPDATE ON border_group_member
    FOR EACH ROW WHEN (NEW.apart) EXECUTE FUNCTION border_apart_guarded();

CREATE FUNCTION border_member_locks() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM border_lock_people(ARRAY[NEW.presentation]);
    RETURN NEW;
END
$$;

-- Named to come before the other triggers of these tables: all locks of a family are taken at once, in one order.
CREATE TRIGGER border_family_guarded BEFORE INSERT OR UPDATE ON border_refusal
    FOR EACH ROW EXECUTE FUNCTION border_refusal_family();
CREATE TRIGGER border_family_guarded BEFORE INSERT OR UPDATE OF outcome ON border_presentation
    FOR EACH ROW WHEN (NEW.outcome = 'refused') EXECUTE FUNCTION border_outcome_family();
CREATE TRIGGER border_member_locks AFTER INSERT OR UPDATE OF joined, apart ON border_group_member
    FOR EACH ROW EXECUTE FUNCTION border_member_locks();
