-- owner: beside_placer
-- The lowest free number in a session.
CREATE OR REPLACE FUNCTION timetable_free_number(p_session uuid) RETURNS integer
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT min(n)::integer FROM timetable_session s, generate_series(1, s.seats::integer) n
  WHERE s.id = p_session AND s.cancelled_at IS NULL AND NOT EXISTS (
    SELECT FROM timetable_seat t
    WHERE t.session_id = s.id AND t.ended_at IS NULL AND t.number = n)
$$;
