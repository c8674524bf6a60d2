-- owner: none
-- Keeps a file's request: nobody lets out what they asked for, or decides in another's name.
CREATE OR REPLACE FUNCTION schools_keep_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.decided_by_id IS NOT NULL OR NEW.is_allowed OR NEW.fetched_at IS NOT NULL THEN
      RAISE EXCEPTION 'release_is_kept' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.school_id, NEW.asked_by_id, NEW.what, NEW.about, NEW.asked_at)
       IS DISTINCT FROM (OLD.school_id, OLD.asked_by_id, OLD.what, OLD.about, OLD.asked_at)
     OR (OLD.decided_by_id IS NOT NULL
       AND (NEW.decided_by_id, NEW.is_allowed, NEW.decided_at)
         IS DISTINCT FROM (OLD.decided_by_id, OLD.is_allowed, OLD.decided_at))
     OR (OLD.decided_by_id IS NULL AND NEW.decided_by_id IS DISTINCT FROM beside_actor()
       AND (NEW.decided_by_id IS NOT NULL OR NEW.is_allowed))
     OR NEW.decided_by_id = NEW.asked_by_id
     OR (NEW.fetched_at IS NOT NULL AND NOT NEW.is_allowed)
     OR (OLD.fetched_at IS NOT NULL AND NEW.fetched_at IS DISTINCT FROM OLD.fetched_at)
  THEN RAISE EXCEPTION 'release_is_kept' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER schools_release_kept BEFORE INSERT OR UPDATE ON schools_release
FOR EACH ROW EXECUTE FUNCTION schools_keep_release();
