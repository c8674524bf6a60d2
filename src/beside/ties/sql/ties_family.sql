-- owner: beside_reckoner
-- The actor's own parents, carers and siblings on the roll.
CREATE OR REPLACE FUNCTION ties_family()
RETURNS TABLE (person uuid, name text, hint text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS (
    SELECT f.carer_id, f.relation FROM schools_familylink f
    WHERE f.pupil_id = beside_actor() AND {{in_force:f}}),
  siblings AS (
    SELECT DISTINCT f.pupil_id FROM schools_familylink f JOIN mine ON mine.carer_id = f.carer_id
    WHERE f.pupil_id <> beside_actor() AND {{in_force:f}}),
  people AS (SELECT * FROM mine UNION ALL SELECT pupil_id, '' FROM siblings)
  SELECT p.subject_id, {{name}}, people.relation
  FROM people JOIN schools_person p ON p.subject_id = people.carer_id
  WHERE {{not_apart}}
  ORDER BY 2
$$;
