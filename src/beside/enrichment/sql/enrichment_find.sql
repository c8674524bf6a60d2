-- owner: beside_placer
-- Pupils of a season whose names begin as typed.
CREATE OR REPLACE FUNCTION enrichment_find(p_season uuid, p_typed text)
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  {{others_taking_part:enrichment_season}}
    AND s.id = p_season AND starts_with(lower({{name}}), lower(p_typed))
  ORDER BY 2, 3 LIMIT 8
$$;
