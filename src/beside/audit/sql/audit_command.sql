-- owner: none
-- Writes that a command did something that changes no row.
CREATE OR REPLACE FUNCTION audit_command(p_what text, p_details jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO audit_change (at, actor, role, why, "table", row, old, new)
  VALUES (clock_timestamp(), beside_actor(), current_setting('role'), p_what, '', '', NULL,
          p_details)
$$;
