-- owner: beside_roll
-- Ends the sessions that an earlier card opened, when another is made in its place.
CREATE OR REPLACE FUNCTION access_card_anew() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE access_account SET generation = generation + 1 WHERE subject_id = NEW.subject_id;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER access_card_anew AFTER UPDATE ON access_signincard
FOR EACH ROW WHEN (NEW.anew AND NEW.number <> OLD.number) EXECUTE FUNCTION access_card_anew();
