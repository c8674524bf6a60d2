-- owner: beside_placer
-- Refuses that somebody leads where a pupil sits from whom they are kept apart.
CREATE OR REPLACE FUNCTION timetable_hold_leader() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE sits uuid; day date;
BEGIN
  FOR sits, day IN
    SELECT t.pupil_id, d.starts_at::date FROM timetable_seat t
    JOIN timetable_period d ON d.id = t.period_id
    WHERE t.session_id = NEW.id AND t.ended_at IS NULL
  LOOP
    PERFORM access_hold_pair(NEW.leader_id, sits, day);
  END LOOP;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER timetable_session_kept_apart
BEFORE UPDATE OF leader_id ON timetable_session
FOR EACH ROW WHEN (NEW.leader_id IS DISTINCT FROM OLD.leader_id)
EXECUTE FUNCTION timetable_hold_leader();
