-- owner: none
-- Refuses that a card is confirmed in the name of another, or by the pupil who holds it.
CREATE OR REPLACE FUNCTION access_keep_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.confirmed_by_id IS DISTINCT FROM OLD.confirmed_by_id AND NEW.confirmed_by_id IS NOT NULL
     AND NEW.confirmed_by_id IS DISTINCT FROM beside_actor()
  THEN RAISE EXCEPTION 'not_yours_to_confirm' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER access_card_is_confirmed BEFORE UPDATE ON access_signincard
FOR EACH ROW EXECUTE FUNCTION access_keep_confirmed();
