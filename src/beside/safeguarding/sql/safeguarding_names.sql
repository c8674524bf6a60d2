-- owner: beside_keeper
-- The names of pupils in files that the actor looks after, of those who have left too.
CREATE OR REPLACE FUNCTION safeguarding_names(p_people uuid[])
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.subject_id, {{name}}, coalesce(g.name, '')
  FROM schools_person p
  LEFT JOIN schools_enrolment e ON e.person_id = p.subject_id
  LEFT JOIN schools_group g ON g.id = e.tutor_group_id
  WHERE p.subject_id = ANY (p_people) AND EXISTS (
    SELECT FROM safeguarding_concern c
    WHERE p.subject_id IN (c.pupil_id, c.writer_id) AND beside_actor() <> ALL (c.past)
      AND (c.scope_id = ANY (beside_scopes(ARRAY[
             CASE c.route WHEN 'lead' THEN 'safeguarding_lead' ELSE c.route END]))
           OR beside_actor() = ANY (c.readers))
    UNION ALL
    SELECT FROM safeguarding_talk t
    WHERE p.subject_id = t.pupil_id AND beside_actor() <> ALL (t.past)
      AND (t.scope_id = ANY (beside_scopes(ARRAY[
             CASE t.route WHEN 'lead' THEN 'safeguarding_lead' ELSE t.route END]))
           OR beside_actor() = ANY (t.readers)))
$$;
