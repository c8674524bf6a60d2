-- owner: none
-- Refuses that a thank-you is rewritten or given to somebody else.
CREATE OR REPLACE FUNCTION recognition_keep_words() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.school_id, NEW.pupil_id, NEW.adult_id, NEW.at)
       IS DISTINCT FROM (OLD.school_id, OLD.pupil_id, OLD.adult_id, OLD.at)
     OR NEW.words <> OLD.words
     OR (OLD.status = 'taken_back' AND NEW.status <> OLD.status) THEN
    RAISE EXCEPTION 'thank_you_changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER recognition_words BEFORE UPDATE ON recognition_thankyou
FOR EACH ROW EXECUTE FUNCTION recognition_keep_words();
