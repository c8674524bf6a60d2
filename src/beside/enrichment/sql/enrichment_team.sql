-- owner: beside_placer
-- The names of a team, for its pupils and its helper.
CREATE OR REPLACE FUNCTION enrichment_team(p_team uuid)
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.subject_id, {{name}}, '' FROM enrichment_member m
  JOIN schools_person p ON p.subject_id = m.pupil_id
  WHERE m.team_id = p_team AND m.ended_at IS NULL AND EXISTS (
    SELECT FROM enrichment_member mine WHERE mine.team_id = p_team AND mine.ended_at IS NULL
      AND beside_actor() IN (mine.pupil_id, mine.helper_id))
  ORDER BY 2
$$;
