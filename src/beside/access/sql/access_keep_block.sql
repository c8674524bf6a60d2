-- owner: beside_reach
-- Keeps a block: who is blocked from whom never changes, and it ends sooner only by two people.
CREATE OR REPLACE FUNCTION access_keep_block() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7461, access_pair(NEW.actor_id, NEW.pupil_id));
  PERFORM pg_advisory_xact_lock(7462, number) FROM (
    SELECT DISTINCT hashtext(person::text) & 255 AS number
    FROM unnest(ARRAY[NEW.actor_id, NEW.pupil_id]) person ORDER BY 1) numbers;
  IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;
  IF (NEW.actor_id, NEW.pupil_id) <> (OLD.actor_id, OLD.pupil_id)
     OR coalesce(NEW.starts, '-infinity') > coalesce(OLD.starts, '-infinity')
  THEN RAISE EXCEPTION 'block_is_kept' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.lift_asked_by_id IS DISTINCT FROM OLD.lift_asked_by_id
     AND NEW.lift_asked_by_id IS DISTINCT FROM beside_actor() AND NEW.lift_asked_by_id IS NOT NULL
  THEN RAISE EXCEPTION 'block_is_kept' USING ERRCODE = 'check_violation';
  END IF;
  IF coalesce(NEW.ends, 'infinity') < coalesce(OLD.ends, 'infinity') AND NOT coalesce(
    OLD.lift_asked_by_id <> NEW.lifted_by_id AND NEW.lifted_by_id = beside_actor(), false)
  THEN RAISE EXCEPTION 'block_needs_two' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER access_block_kept BEFORE INSERT OR UPDATE ON access_block
FOR EACH ROW EXECUTE FUNCTION access_keep_block();
