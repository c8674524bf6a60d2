SELECT p.subject_id AS person, {{name}} AS name, coalesce(g.name, '') AS hint
  FROM schools_enrolment e
  JOIN $1 s ON s.school_id = e.school_id
   AND (cardinality(s.year_groups) = 0 OR e.year_group = ANY (s.year_groups))
  JOIN schools_person p ON p.subject_id = e.person_id
  LEFT JOIN schools_group g ON g.id = e.tutor_group_id
  WHERE {{in_force:e}}
    AND p.subject_id <> beside_actor() AND {{not_apart}} AND EXISTS (
      SELECT FROM schools_enrolment mine
      WHERE mine.person_id = beside_actor() AND mine.school_id = s.school_id
        AND (cardinality(s.year_groups) = 0 OR mine.year_group = ANY (s.year_groups))
        AND (mine.ends IS NULL OR mine.ends > beside_today()))
