-- owner: beside_placer
-- Pupils of a season whose names are like what was typed, likest first.
CREATE OR REPLACE FUNCTION enrichment_find(p_season uuid, p_exact text[], p_near text[])
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH named AS MATERIALIZED ({{found_by_name}}),
  taking_part AS (
    {{others_taking_part:enrichment_season}}
      AND s.id = p_season)
  SELECT taking_part.* FROM taking_part JOIN named USING (person)
  ORDER BY named.rank DESC, 2, 3 LIMIT 300
$$;
