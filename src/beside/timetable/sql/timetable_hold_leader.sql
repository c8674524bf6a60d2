-- owner: beside_placer
-- Refuses that somebody leads where a pupil sits from whom they are kept apart.
CREATE OR REPLACE FUNCTION timetable_hold_leader() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE apart uuid[] := beside_apart_from(NEW.leader_id);
BEGIN
  IF cardinality(apart) > 0 THEN
    IF EXISTS (
  SELECT FROM timetable_seat t
  WHERE t.session_id = NEW.id AND t.ended_at IS NULL AND t.pupil_id = ANY (apart)) THEN
      RAISE EXCEPTION 'kept_apart' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER timetable_session_kept_apart
BEFORE UPDATE OF leader_id ON timetable_session
FOR EACH ROW WHEN (NEW.leader_id IS DISTINCT FROM OLD.leader_id)
EXECUTE FUNCTION timetable_hold_leader();
