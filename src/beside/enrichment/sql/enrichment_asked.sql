-- owner: beside_placer
-- How often each challenge of a season was wished for, and how often first, for whoever makes its teams.
CREATE OR REPLACE FUNCTION enrichment_asked(p_season uuid)
RETURNS TABLE (challenge text, first bigint, asked bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.challenge, count(*) FILTER (WHERE w.rank = 1), count(*)
  FROM enrichment_ranking r JOIN enrichment_season s ON s.id = r.season_id,
       jsonb_array_elements_text(r.wishes) WITH ORDINALITY AS w (challenge, rank)
  WHERE r.season_id = p_season AND beside_organises(s.school_id, s.year_groups) GROUP BY 1
$$;
