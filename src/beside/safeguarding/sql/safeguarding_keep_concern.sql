-- owner: none
-- Refuses that a concern is rewritten, or sent another way; readers are only ever added.
CREATE OR REPLACE FUNCTION safeguarding_keep_concern() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - ARRAY['readers', 'told']) IS DISTINCT FROM
     (to_jsonb(OLD) - ARRAY['readers', 'told'])
     OR NOT (NEW.readers @> OLD.readers) OR NEW.readers && NEW.past THEN
    RAISE EXCEPTION 'concern_changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER safeguarding_concern_kept BEFORE UPDATE ON safeguarding_concern
FOR EACH ROW EXECUTE FUNCTION safeguarding_keep_concern();
