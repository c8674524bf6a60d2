-- owner: beside_reckoner
-- People of the survey's school whose names begin as typed.
CREATE OR REPLACE FUNCTION ties_find(p_round uuid, p_question text, p_typed text)
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH here AS ({{asked_at}}),
  named AS MATERIALIZED (
    SELECT p.subject_id AS person, {{name}} AS name FROM schools_person p
    WHERE {{words_of_a_name}} @@ p_typed::tsquery AND p.subject_id <> (SELECT beside_actor()) AND {{not_apart}})
  SELECT named.person, named.name, coalesce(g.name, '') FROM here, named
  JOIN schools_enrolment e ON e.person_id = named.person AND {{in_force:e}}
  LEFT JOIN schools_group g ON g.id = e.tutor_group_id
  WHERE e.school_id = here.school_id AND p_question IN ('peer', 'wish')
  UNION ALL
  SELECT named.person, named.name, max(o.title) FROM here, named
  JOIN schools_post o ON o.person_id = named.person AND {{in_force:o}}
  WHERE o.school_id = here.school_id AND p_question IN ('adult', 'wish')
    AND o.kind <> 'federation_lead'
  GROUP BY named.person, named.name
  ORDER BY 2, 3 LIMIT 8
$$;
