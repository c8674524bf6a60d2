-- owner: none
-- Refuses a survey that is made or changed by somebody who does not organise all it is about.
CREATE OR REPLACE FUNCTION ties_hold_round() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user = 'beside_app' AND NOT (
    beside_organises(NEW.school_id, NEW.year_groups)
    AND (TG_OP = 'INSERT' OR beside_organises(OLD.school_id, OLD.year_groups))
  ) THEN
    RAISE EXCEPTION 'organises_not_this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER ties_round_held BEFORE INSERT OR UPDATE ON ties_round
FOR EACH ROW EXECUTE FUNCTION ties_hold_round();
