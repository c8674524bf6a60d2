-- owner: beside_reckoner
-- Whether anybody has begun to answer a survey.
CREATE OR REPLACE FUNCTION ties_begun(p_round uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM ties_respondent q
    WHERE q.round_id = p_round AND (q.answered OR q.joined_at IS NOT NULL))
  OR EXISTS (SELECT FROM ties_nomination n WHERE n.round_id = p_round)
$$;
