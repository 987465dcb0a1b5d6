-- Refuses every change of a journal table but those its own functions make, also to the owner of the table. A function
-- opens its door (a setting of the transaction) and shuts it again; roles without rights on the tables gain nothing by
-- setting it.
CREATE FUNCTION journal_refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% of % is not possible', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE FUNCTION journal_door_is(VARIADIC p_doors text[]) RETURNS boolean
LANGUAGE sql STABLE
RETURN coalesce(current_setting('panah.door', true), '') = ANY (p_doors);

CREATE TRIGGER journal_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_by_function BEFORE INSERT ON journal_entry
    FOR EACH STATEMENT WHEN (NOT journal_door_is('append')) EXECUTE FUNCTION journal_refuse();

CREATE TRIGGER journal_only_grows BEFORE UPDATE OR TRUNCATE ON journal_body
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_by_function BEFORE INSERT ON journal_body
    FOR EACH STATEMENT WHEN (NOT journal_door_is('append')) EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_by_erasure BEFORE DELETE ON journal_body
    FOR EACH STATEMENT WHEN (NOT journal_door_is('erase')) EXECUTE FUNCTION journal_refuse();

CREATE TRIGGER journal_only_grows BEFORE DELETE OR TRUNCATE ON journal_head
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_by_function BEFORE INSERT OR UPDATE ON journal_head
    FOR EACH STATEMENT WHEN (NOT journal_door_is('append', 'open')) EXECUTE FUNCTION journal_refuse();

CREATE TRIGGER journal_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_key
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_by_function BEFORE INSERT ON journal_key
    FOR EACH STATEMENT WHEN (NOT journal_door_is('open')) EXECUTE FUNCTION journal_refuse();

CREATE TRIGGER journal_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_signature
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_by_function BEFORE INSERT ON journal_signature
    FOR EACH STATEMENT WHEN (NOT journal_door_is('sign')) EXECUTE FUNCTION journal_refuse();

CREATE TRIGGER journal_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_erasure
    FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_by_function BEFORE INSERT ON journal_erasure
    FOR EACH STATEMENT WHEN (NOT journal_door_is('erase')) EXECUTE FUNCTION journal_refuse();

-- The head row is updated with every transaction: room on its page keeps that cheap.
ALTER TABLE journal_head SET (fillfactor = 10);
