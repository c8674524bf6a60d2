-- owner: beside_keeper
-- Begins the file of each of these people who left a school and about whom a lead was told.
CREATE OR REPLACE FUNCTION safeguarding_leave(p_people uuid[]) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH begun AS (
    INSERT INTO safeguarding_leaverfile
      (id, school_id, scope_id, pupil_id, left_on, to_school, receipt_from)
    SELECT DISTINCT ON (c.school_id, c.pupil_id)
      gen_random_uuid(), c.school_id, c.scope_id, c.pupil_id, beside_today(), '', ''
    FROM safeguarding_concern c
    WHERE c.pupil_id = ANY (p_people) AND c.route = 'lead'
    ON CONFLICT (school_id, pupil_id, left_on) DO NOTHING
    RETURNING 1)
  SELECT count(*)::integer FROM begun
$$;
