  me AS (
    SELECT e.school_id, e.tutor_group_id FROM schools_enrolment e
    WHERE e.person_id = beside_actor() AND {{in_force:e}}),
  my_groups AS (
    SELECT tutor_group_id AS id FROM me
    UNION
    SELECT m.group_id FROM schools_membership m
    WHERE m.person_id = beside_actor() AND m.role = 'pupil' AND {{in_force:m}}),
  close AS (
    SELECT m.person_id FROM schools_membership m JOIN my_groups g ON g.id = m.group_id
    WHERE m.role <> 'pupil' AND {{in_force:m}}
    UNION
    SELECT c.adult_id FROM ties_commitment c
    WHERE c.pupil_id = beside_actor() AND c.ends IS NULL),
  here AS (
    SELECT o.person_id, max(o.title) AS hint
    FROM me JOIN schools_post o ON o.school_id = me.school_id AND {{in_force:o}}
    WHERE o.kind <> 'federation_lead'
      AND (o.kind <> 'community' OR o.person_id IN (SELECT person_id FROM close))
    GROUP BY o.person_id)
