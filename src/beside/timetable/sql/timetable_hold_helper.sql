-- owner: beside_placer
-- Refuses that an older pupil helps where somebody sits from whom they are kept apart.
CREATE OR REPLACE FUNCTION timetable_hold_helper() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE apart uuid[] := beside_apart_from(NEW.pupil_id);
BEGIN
  IF cardinality(apart) > 0 THEN PERFORM FROM timetable_session WHERE id = NEW.session_id FOR NO KEY UPDATE;
    IF EXISTS (
  SELECT FROM timetable_seat t
  WHERE t.session_id = NEW.session_id AND t.ended_at IS NULL AND t.pupil_id = ANY (apart)) THEN
      RAISE EXCEPTION 'kept_apart' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER timetable_peertutor_kept_apart
BEFORE INSERT OR UPDATE OF session_id, pupil_id, answer ON timetable_peertutor
FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION timetable_hold_helper();
