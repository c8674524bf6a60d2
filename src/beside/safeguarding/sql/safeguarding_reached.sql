-- owner: beside_keeper
-- Whom a test message reached at a school, for whoever opens a survey there, a head of year too.
CREATE OR REPLACE FUNCTION safeguarding_reached(p_school uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.to_id FROM safeguarding_messagetest t
  WHERE beside_asked() AND t.school_id = p_school AND t.confirmed_at IS NOT NULL
$$;
