-- owner: none
-- Writes that something was read that changes no row: a command of the operator's, a concern opened.
-- A page says only what its reader opened; what a command did, only a login of the operator's says.
CREATE OR REPLACE FUNCTION audit_command(p_what text, p_details jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF 'beside_app' IN (session_user, current_setting('role'))
     AND (beside_actor() IS NULL OR p_what NOT LIKE 'safeguarding.%') THEN
    RAISE EXCEPTION 'not_yours_to_record' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO audit_change (at, actor, role, why, "table", row, old, new)
  VALUES (clock_timestamp(), beside_actor(), current_setting('role'), p_what, '', '', NULL,
          p_details);
END $$;
