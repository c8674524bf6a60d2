-- owner: beside_placer
-- Names of pupils of a season, by id.
CREATE OR REPLACE FUNCTION enrichment_names(p_season uuid, p_people uuid[])
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  {{others_taking_part:enrichment_season}}
    AND s.id = p_season AND p.subject_id = ANY (p_people)
$$;
