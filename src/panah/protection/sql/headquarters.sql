-- Safeguard S14: who is a post's headquarters is what headquarters and the monitor both signed last. Null: the post itself.
-- Whoever is known here and never was a monitor signs nothing for the monitor, whatever was put into a journal.
CREATE OR REPLACE FUNCTION border_headquarters_of(p_post uuid, p_at timestamptz) RETURNS uuid
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT (c.content ->> 'journal')::uuid FROM protection_competence_change AS c
        WHERE c.body = p_post AND c.act = 'headquarters' AND c.signed IS NOT NULL
          AND (p_at IS NULL OR c.signed <= p_at)
          AND (EXISTS (SELECT FROM people_role AS r WHERE r.subject = c.signed_by AND r.role = 'monitor')
               OR NOT EXISTS (SELECT FROM people_staff AS s WHERE s.subject = c.signed_by))
        ORDER BY c.clock DESC, c.subject DESC LIMIT 1
    );
END
$$;
