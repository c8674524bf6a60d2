-- owner: none
-- Refuses a roll that is brought in by somebody who does not keep one.
CREATE OR REPLACE FUNCTION schools_hold_import() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'beside_app' AND NOT EXISTS (
    SELECT FROM access_standing s
    WHERE s.actor_id = beside_actor() AND s.basis = 'office' AND {{in_force:s}}
  ) THEN
    RAISE EXCEPTION 'keeps_no_roll' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER schools_import_held BEFORE INSERT OR UPDATE ON schools_rollimport
FOR EACH ROW EXECUTE FUNCTION schools_hold_import();
