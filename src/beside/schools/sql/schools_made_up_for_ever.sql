-- owner: none
-- A school that is real stays real, and only whoever loads the made-up school can say that it is
-- made up: with it the second step is off.
CREATE OR REPLACE FUNCTION schools_made_up_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.fictional AND current_user NOT IN ('beside_roll', 'beside_owner') THEN
    RAISE insufficient_privilege USING MESSAGE = 'only the made-up school is made up';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.fictional AND NOT OLD.fictional THEN
    RAISE insufficient_privilege USING MESSAGE = 'a real school cannot become a made-up one';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER made_up_for_ever BEFORE INSERT OR UPDATE OF fictional
ON schools_federation FOR EACH ROW EXECUTE FUNCTION schools_made_up_for_ever();
