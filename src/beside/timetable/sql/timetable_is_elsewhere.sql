-- owner: beside_placer
-- Whether a pupil sits in a session at that time, for the pupil and for staff of their school.
CREATE OR REPLACE FUNCTION timetable_is_elsewhere(p_pupil uuid, p_period uuid) RETURNS boolean
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT {{asks_about:p_pupil}} AND (EXISTS (
    SELECT FROM timetable_seat s JOIN timetable_period p ON p.id = s.period_id
    JOIN timetable_cycle c ON c.id = p.cycle_id AND c.published_id IS NOT NULL
    WHERE s.pupil_id = p_pupil AND s.ended_at IS NULL AND p.id IN (
  SELECT p.id FROM timetable_period p JOIN timetable_period mine ON mine.id = p_period
  WHERE p.starts_at < mine.ends_at AND mine.starts_at < p.ends_at))
  OR EXISTS (
    SELECT FROM timetable_peertutor t
    WHERE t.pupil_id = p_pupil AND t.ended_at IS NULL AND t.answer = 'yes'
      AND t.period_id IN (
  SELECT p.id FROM timetable_period p JOIN timetable_period mine ON mine.id = p_period
  WHERE p.starts_at < mine.ends_at AND mine.starts_at < p.ends_at)))
$$;
