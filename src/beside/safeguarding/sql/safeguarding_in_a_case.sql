-- owner: beside_keeper
-- For a pupil: the adults of their school who are named in something that is not closed.
CREATE OR REPLACE FUNCTION safeguarding_in_a_case() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH me AS (
    SELECT e.school_id FROM schools_enrolment e
    WHERE e.person_id = beside_actor() AND {{in_force:e}})
  SELECT coalesce(array_agg(DISTINCT named), '{}') FROM (
    SELECT unnest(c.past) AS named FROM safeguarding_concern c JOIN me ON me.school_id = c.school_id
    WHERE c.about_adult AND NOT EXISTS (
      SELECT FROM safeguarding_concernentry x WHERE x.concern_id = c.id AND x.kind = 'closed')
    UNION ALL
    SELECT unnest(t.past) FROM safeguarding_talk t JOIN me ON me.school_id = t.school_id
    WHERE t.about_adult AND t.closed_at IS NULL) open
$$;
