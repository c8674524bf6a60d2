-- owner: beside_reckoner
-- Which pupils no adult named, for those who have sent.
CREATE OR REPLACE FUNCTION ties_unclaimed(p_round uuid)
RETURNS TABLE (pupil uuid, somebody_here boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH the_round AS (
    SELECT r.* FROM ties_round r WHERE r.id = p_round AND EXISTS (
      SELECT FROM ties_respondent q
      WHERE q.round_id = r.id AND q.person_id = beside_actor() AND q.answered)),
{{without_claim}}
  SELECT pupil, somebody_here FROM found
$$;
