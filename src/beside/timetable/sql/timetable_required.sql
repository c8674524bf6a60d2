-- owner: beside_placer
-- How many sessions of a cycle staff require of a pupil, for the pupil and for staff of their school.
CREATE OR REPLACE FUNCTION timetable_required(p_cycle uuid, p_pupil uuid) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM timetable_invite i
  JOIN timetable_session s ON s.id = i.session_id
  JOIN timetable_period p ON p.id = s.period_id AND p.cycle_id = p_cycle
  WHERE {{asks_about:p_pupil}} AND i.pupil_id = p_pupil AND i.is_required AND i.ended_at IS NULL
$$;
