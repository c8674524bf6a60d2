-- owner: beside_reckoner
-- How many pupils no adult named, for whoever runs the survey.
CREATE OR REPLACE FUNCTION ties_unclaimed_counts(p_round uuid)
RETURNS TABLE (not_claimed bigint, not_known_here bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH the_round AS (
    SELECT r.* FROM ties_round r WHERE r.id = p_round AND beside_organises(r.school_id, r.year_groups)),
{{without_claim}}
  SELECT count(*) FILTER (WHERE somebody_here), count(*) FILTER (WHERE NOT somebody_here)
  FROM found
$$;
