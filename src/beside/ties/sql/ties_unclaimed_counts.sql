-- owner: beside_reckoner
-- How many pupils no adult named, for whoever runs the survey.
CREATE OR REPLACE FUNCTION ties_unclaimed_counts(p_round uuid)
RETURNS TABLE (not_claimed bigint, not_known_here bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH the_round AS (
    SELECT r.* FROM ties_round r WHERE r.id = p_round AND EXISTS (
      SELECT FROM ties_respondent q
      WHERE q.round_id = r.id AND EXISTS (SELECT 1 FROM access_belonging reach WHERE reach.person_id = q.person_id AND reach.scope_id = ANY ((SELECT beside_scopes(ARRAY['organiser']::text[]))::uuid[]) AND {{in_force:reach}}))),
{{without_claim}}
  SELECT count(*) FILTER (WHERE somebody_here), count(*) FILTER (WHERE NOT somebody_here)
  FROM found
$$;
