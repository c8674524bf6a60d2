  here AS (
    SELECT q.person_id FROM ties_respondent q JOIN the_round r ON r.id = q.round_id
    WHERE q.question = 'staff_knows' AND q.answered),
  groups AS (
    SELECT DISTINCT m.group_id FROM schools_membership m JOIN here h ON h.person_id = m.person_id
    WHERE m.role <> 'pupil' AND (m.ends IS NULL OR m.ends > beside_today())),
  taught AS (
    SELECT m.person_id FROM schools_membership m JOIN groups g ON g.group_id = m.group_id
    WHERE m.role = 'pupil' AND (m.ends IS NULL OR m.ends > beside_today())
    UNION
    SELECT e.person_id FROM schools_enrolment e JOIN groups g ON g.group_id = e.tutor_group_id),
  found AS (
    SELECT e.person_id AS pupil, e.person_id IN (SELECT person_id FROM taught) AS somebody_here
    FROM the_round r
    JOIN schools_enrolment e ON e.school_id = r.school_id
     AND (cardinality(r.year_groups) = 0 OR e.year_group = ANY (r.year_groups))
     AND {{in_force:e}}
    WHERE NOT EXISTS (
      SELECT FROM ties_nomination n JOIN here h ON h.person_id = n.ego_id
      WHERE n.round_id = r.id AND n.alter_id = e.person_id
        AND n.question = 'staff_knows' AND n.answer))
