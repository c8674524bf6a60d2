-- owner: beside_placer
-- Refuses a place where somebody leads from whom the pupil is kept apart.
CREATE OR REPLACE FUNCTION timetable_hold_comer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE apart uuid[] := beside_apart_from(NEW.pupil_id);
BEGIN
  IF cardinality(apart) > 0 THEN
    IF EXISTS (SELECT FROM timetable_session s WHERE s.id = NEW.session_id AND {{kept_apart}}) THEN
      RAISE EXCEPTION 'kept_apart' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER timetable_seat_kept_apart
BEFORE INSERT OR UPDATE OF session_id, pupil_id, ended_at ON timetable_seat
FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION timetable_hold_comer();

CREATE OR REPLACE TRIGGER timetable_waiting_kept_apart
BEFORE INSERT OR UPDATE OF session_id, pupil_id, ended_at ON timetable_waiting
FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION timetable_hold_comer();

CREATE OR REPLACE TRIGGER timetable_invite_kept_apart
BEFORE INSERT OR UPDATE OF session_id, pupil_id, ended_at ON timetable_invite
FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION timetable_hold_comer();
