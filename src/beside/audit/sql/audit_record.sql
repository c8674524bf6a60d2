-- owner: none
-- Writes every change of a table about people, once for each statement.
CREATE OR REPLACE FUNCTION audit_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET enable_nestloop = off AS $$
DECLARE key text := TG_ARGV[0]; hidden text[] := TG_ARGV[1:];
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO audit_change (at, actor, role, why, "table", row, old, new)
    SELECT clock_timestamp(), beside_actor(), current_setting('role'),
           coalesce(current_setting('beside.why', true), ''), TG_TABLE_NAME,
           to_jsonb(n) ->> key, NULL, to_jsonb(n) - hidden FROM new_rows n;
  ELSE
    INSERT INTO audit_change (at, actor, role, why, "table", row, old, new)
    SELECT clock_timestamp(), beside_actor(), current_setting('role'),
           coalesce(current_setting('beside.why', true), ''), TG_TABLE_NAME,
           n.row ->> key, o.row, n.row
    FROM (SELECT to_jsonb(x) - hidden AS row FROM new_rows x) n
    JOIN (SELECT to_jsonb(x) - hidden AS row FROM old_rows x) o ON o.row ->> key = n.row ->> key
    WHERE o.row IS DISTINCT FROM n.row;
  END IF;
  RETURN NULL;
END $$;
