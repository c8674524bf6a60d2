-- owner: none
-- Refuses a place that is not there, is cancelled, or is at a time when the pupil leads.
CREATE OR REPLACE FUNCTION timetable_hold_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE there timetable_session;
BEGIN
  IF NEW.ended_at IS NOT NULL THEN RETURN NEW; END IF;
  SELECT * INTO there FROM timetable_session WHERE id = NEW.session_id FOR SHARE;
  IF there.cancelled_at IS NOT NULL THEN
    RAISE EXCEPTION 'session_cancelled' USING ERRCODE = 'check_violation';
  END IF;
  IF there.period_id <> NEW.period_id OR NEW.number NOT BETWEEN 1 AND there.seats THEN
    RAISE EXCEPTION 'seat_not_there' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM FROM timetable_peertutor WHERE pupil_id = NEW.pupil_id AND ended_at IS NULL FOR SHARE;
  IF EXISTS (
    SELECT FROM timetable_peertutor t
    JOIN timetable_period led ON led.id = t.period_id
    JOIN timetable_period sat ON sat.id = NEW.period_id
    WHERE t.pupil_id = NEW.pupil_id AND t.answer = 'yes' AND t.ended_at IS NULL
      AND led.starts_at < sat.ends_at AND sat.starts_at < led.ends_at)
  THEN RAISE EXCEPTION 'pupil_leads_then' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER timetable_seat_is_there
BEFORE INSERT OR UPDATE OF session_id, period_id, number ON timetable_seat
FOR EACH ROW EXECUTE FUNCTION timetable_hold_seat();
