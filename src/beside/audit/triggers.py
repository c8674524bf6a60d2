"""The triggers that write every change of a table about people, one statement at a time.

Of some columns nothing is written, and a change of nothing else is no change: what a pupil puts
down and does not send is theirs alone, in the record too.
"""

FUNCTION = """
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
END $$
"""


COMMAND = """
CREATE OR REPLACE FUNCTION audit_command(p_what text, p_details jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO audit_change (at, actor, role, why, "table", row, old, new)
  VALUES (clock_timestamp(), beside_actor(), current_setting('role'), p_what, '', '', NULL,
          p_details)
$$
"""


def statements(tables: dict[str, tuple[str, ...]]) -> list[str]:
    """SQL that puts the triggers on tables; safe to run again.

    `tables` has for each its key column, then the columns of which nothing is written.
    """
    lines = [FUNCTION, COMMAND]
    for table, columns in sorted(tables.items()):
        given = ", ".join(f"'{column}'" for column in columns)
        lines += [
            f"CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON {table}"
            " REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT"
            f" EXECUTE FUNCTION audit_record({given})",
            f"CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON {table}"
            " REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT"
            f" EXECUTE FUNCTION audit_record({given})",
        ]
    return lines
