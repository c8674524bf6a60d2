-- owner: beside_placer
-- Refuses that an older pupil helps where somebody sits from whom they are kept apart.
CREATE OR REPLACE FUNCTION timetable_hold_helper() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE sits uuid; day date;
BEGIN
  PERFORM FROM timetable_session WHERE id = NEW.session_id FOR NO KEY UPDATE;
  FOR sits, day IN
    SELECT t.pupil_id, d.starts_at::date FROM timetable_seat t
    JOIN timetable_period d ON d.id = t.period_id
    WHERE t.session_id = NEW.session_id AND t.ended_at IS NULL
  LOOP
    PERFORM access_hold_pair(NEW.pupil_id, sits, day);
  END LOOP;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER timetable_peertutor_kept_apart
BEFORE INSERT OR UPDATE OF session_id, pupil_id, answer ON timetable_peertutor
FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION timetable_hold_helper();
