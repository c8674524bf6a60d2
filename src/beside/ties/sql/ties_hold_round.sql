-- owner: none
-- Refuses a survey that is made or changed by somebody who organises nothing.
CREATE OR REPLACE FUNCTION ties_hold_round() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'beside_app' AND NOT EXISTS (
    SELECT FROM access_standing s
    WHERE s.actor_id = beside_actor()
      AND s.basis IN ('organiser', 'head_of_year', 'head', 'federation_lead')
      AND {{in_force:s}}
  ) THEN
    RAISE EXCEPTION 'organises_nothing' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER ties_round_held BEFORE INSERT OR UPDATE ON ties_round
FOR EACH ROW EXECUTE FUNCTION ties_hold_round();
