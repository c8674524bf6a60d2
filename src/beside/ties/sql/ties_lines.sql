-- owner: beside_reckoner
-- What colleagues opened of which colleagues they learn with.
CREATE OR REPLACE FUNCTION ties_lines(p_school uuid)
RETURNS TABLE (person uuid, colleague uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH staff AS (
    SELECT DISTINCT o.person_id FROM schools_post o
    WHERE o.school_id = p_school AND o.kind NOT IN ('community', 'federation_lead')
      AND {{in_force:o}}),
  decided AS (
    SELECT DISTINCT ON (s.person_id) s.person_id, s.opened FROM ties_staffopening s
    WHERE s.school_id = p_school ORDER BY s.person_id, s.at DESC),
  shown AS (
    SELECT person_id FROM staff WHERE person_id = beside_actor()
    UNION SELECT person_id FROM staff JOIN decided USING (person_id) WHERE decided.opened),
  said AS (
    SELECT n.ego_id, n.alter_id, n.answer,
           rank() OVER (PARTITION BY n.ego_id ORDER BY r.taken_on DESC, r.id) AS place
    FROM ties_nomination n JOIN ties_round r ON r.id = n.round_id
    WHERE n.question = 'staff_learns' AND r.school_id = p_school
      AND n.ego_id IN (SELECT person_id FROM shown))
  SELECT w.person_id, said.alter_id
  FROM shown w LEFT JOIN said ON said.ego_id = w.person_id AND said.place = 1 AND said.answer
   AND said.alter_id IN (SELECT person_id FROM staff)
  WHERE beside_actor() IN (SELECT person_id FROM staff)
$$;
