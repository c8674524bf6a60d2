-- owner: beside_placer
-- Refuses a place where somebody leads from whom the pupil is kept apart, today or on that day.
CREATE OR REPLACE FUNCTION timetable_hold_comer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE leads uuid; day date;
BEGIN
  FOR leads, day IN
    SELECT l.person, d.starts_at::date FROM timetable_session s
    JOIN timetable_period d ON d.id = s.period_id
    CROSS JOIN LATERAL (
      SELECT s.leader_id UNION
      SELECT t.pupil_id FROM timetable_peertutor t
      WHERE t.session_id = s.id AND t.answer = 'yes' AND t.ended_at IS NULL) AS l (person)
    WHERE s.id = NEW.session_id AND l.person IS NOT NULL
  LOOP
    PERFORM access_hold_pair(NEW.pupil_id, leads, day);
  END LOOP;
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
