-- owner: beside_reckoner
-- Whether two people speak the same language, for a head of year.
CREATE OR REPLACE FUNCTION ties_speaks(p_pupils uuid[], p_others uuid[])
RETURNS TABLE (pupil uuid, other uuid, language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT mine.person_id, theirs.person_id, min(m.name)
  FROM ties_spoken mine CROSS JOIN LATERAL unnest(mine.languages) AS m (name)
  JOIN ties_spoken theirs ON theirs.person_id = ANY (p_others)
   AND theirs.person_id <> mine.person_id
  JOIN LATERAL unnest(theirs.languages) AS t (name) ON lower(t.name) = lower(m.name)
  WHERE mine.person_id = ANY (p_pupils)
    AND EXISTS (SELECT 1 FROM access_belonging reach WHERE reach.person_id = mine.person_id AND reach.scope_id = ANY ((SELECT beside_scopes(ARRAY['head_of_year']::text[]))::uuid[]) AND reach.person_id <> ALL ((SELECT beside_blocked())::uuid[]) AND {{in_force:reach}})
  GROUP BY 1, 2
$$;
