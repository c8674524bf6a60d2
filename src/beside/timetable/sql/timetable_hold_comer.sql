-- owner: beside_placer
-- Refuses a place where somebody leads or sits from whom the pupil is kept apart, today or that day.
--
-- Of two who are kept apart one comes after the other, so that the second finds the first there.
CREATE OR REPLACE FUNCTION timetable_hold_comer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE apart uuid[];
BEGIN
  SELECT access_hold_person(NEW.pupil_id, d.starts_at::date) INTO apart
  FROM timetable_session s JOIN timetable_period d ON d.id = s.period_id
  WHERE s.id = NEW.session_id;
  IF coalesce(cardinality(apart), 0) = 0 THEN RETURN NEW; END IF;
  PERFORM pg_advisory_xact_lock(7463, hashtext(NEW.session_id::text));
  IF EXISTS (
    SELECT FROM timetable_session s
    WHERE s.id = NEW.session_id AND ({{kept_apart}} OR {{sits_apart}}))
  THEN RAISE EXCEPTION 'kept_apart' USING ERRCODE = 'check_violation';
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
