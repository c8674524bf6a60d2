-- owner: beside_reckoner
-- People of the survey's school whose names are like what was typed, likest first.
CREATE OR REPLACE FUNCTION ties_find(p_round uuid, p_question text, p_exact text[], p_near text[])
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH here AS ({{asked_at}}),
  named AS MATERIALIZED ({{found_by_name}}),
  people AS (
    SELECT named.*, coalesce(g.name, '') AS hint FROM here, named
    JOIN schools_enrolment e ON e.person_id = named.person AND {{in_force:e}}
    LEFT JOIN schools_group g ON g.id = e.tutor_group_id
    WHERE e.school_id = here.school_id AND p_question IN ('peer', 'wish')
    UNION ALL
    SELECT named.*, max(o.title) FROM here, named
    JOIN schools_post o ON o.person_id = named.person AND {{in_force:o}}
    WHERE o.school_id = here.school_id AND p_question IN ('adult', 'wish')
      AND o.kind <> 'federation_lead'
    GROUP BY named.person, named.name, named.rank)
  SELECT person, name, hint FROM people ORDER BY rank DESC, name, hint LIMIT 300
$$;
