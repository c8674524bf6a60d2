-- owner: beside_placer
-- Which sessions that a pupil helped to lead others came to.
CREATE OR REPLACE FUNCTION timetable_came(p_session uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM timetable_seat s
  WHERE s.session_id = p_session AND s.ended_at IS NULL AND s.came IN ('yes', 'late')
    AND EXISTS (
      SELECT FROM timetable_peertutor t WHERE t.session_id = p_session
        AND t.pupil_id = beside_actor() AND t.ended_at IS NULL AND t.answer = 'yes')
  HAVING count(*) >= 3
$$;
