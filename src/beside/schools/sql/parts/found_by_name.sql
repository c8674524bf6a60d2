SELECT p.subject_id AS person, {{name}} AS name, max(found.rank) AS rank
    FROM (
      SELECT subject_id, 2 AS rank FROM schools_person p WHERE schools_name_keys({{name}}) && p_exact
      UNION ALL
      SELECT subject_id, 1 FROM schools_person p WHERE schools_name_keys({{name}}) && p_near) found
    JOIN schools_person p USING (subject_id)
    WHERE p.subject_id <> (SELECT beside_actor()) AND {{not_apart}}
    GROUP BY p.subject_id