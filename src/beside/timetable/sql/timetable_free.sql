-- owner: beside_placer
-- How many places are taken in each session of a cycle.
CREATE OR REPLACE FUNCTION timetable_free(p_cycle uuid)
RETURNS TABLE (session uuid, taken bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, count(t.id) FROM timetable_session s
  JOIN timetable_period p ON p.id = s.period_id AND p.cycle_id = p_cycle
  LEFT JOIN timetable_seat t ON t.session_id = s.id AND t.ended_at IS NULL
  GROUP BY s.id
$$;
