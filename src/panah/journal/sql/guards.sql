-- Refuses every change of a journal table but those its own functions make, also to the owner of the table. A function
-- opens its door (a setting of the transaction) and shuts it again; roles without rights on the tables gain nothing by
-- setting it. Arguments name what is allowed, as OPERATION:door.
CREATE FUNCTION journal_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (TG_OP || ':' || coalesce(current_setting('panah.door', true), '')) = ANY (TG_ARGV) THEN
        RAISE EXCEPTION '% of % is not possible', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER journal_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON journal_entry
    FOR EACH STATEMENT EXECUTE FUNCTION journal_guard('INSERT:append');
CREATE TRIGGER journal_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON journal_body
    FOR EACH STATEMENT EXECUTE FUNCTION journal_guard('INSERT:append', 'DELETE:erase');
CREATE TRIGGER journal_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON journal_head
    FOR EACH STATEMENT EXECUTE FUNCTION journal_guard('UPDATE:append', 'INSERT:open', 'UPDATE:open');
CREATE TRIGGER journal_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON journal_key
    FOR EACH STATEMENT EXECUTE FUNCTION journal_guard('INSERT:open');
CREATE TRIGGER journal_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON journal_signature
    FOR EACH STATEMENT EXECUTE FUNCTION journal_guard('INSERT:sign');
CREATE TRIGGER journal_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON journal_erasure
    FOR EACH STATEMENT EXECUTE FUNCTION journal_guard('INSERT:erase');

-- The head row is updated with every transaction: room on its page keeps that cheap.
ALTER TABLE journal_head SET (fillfactor = 10);
