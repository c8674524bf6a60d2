-- owner: none
-- Refuses that a talk is rewritten, or sent another way; readers are only ever added.
CREATE OR REPLACE FUNCTION safeguarding_keep_talk() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.school_id, NEW.scope_id, NEW.pupil_id, NEW.route, NEW.about_adult, NEW.past,
      NEW.past_words, NEW.words, NEW.at, NEW.due_at, NEW.is_urgent, NEW.picked_id)
       IS DISTINCT FROM
     (OLD.school_id, OLD.scope_id, OLD.pupil_id, OLD.route, OLD.about_adult, OLD.past,
      OLD.past_words, OLD.words, OLD.at, OLD.due_at, OLD.is_urgent, OLD.picked_id)
     OR NOT (NEW.readers @> OLD.readers) OR NEW.readers && NEW.past
     OR (OLD.read_at IS NOT NULL AND NEW.read_at IS DISTINCT FROM OLD.read_at)
     OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at) THEN
    RAISE EXCEPTION 'talk_changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER safeguarding_talk_kept BEFORE UPDATE ON safeguarding_talk
FOR EACH ROW EXECUTE FUNCTION safeguarding_keep_talk();
