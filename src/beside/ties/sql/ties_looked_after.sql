-- owner: beside_reckoner
-- How many mentees of an older pupil have talked, for the adult who looks after them.
CREATE OR REPLACE FUNCTION ties_looked_after()
RETURNS TABLE (mentor uuid, beside bigint, talks bigint, last date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.pupil_id,
         count(DISTINCT c.id) FILTER (WHERE c.ends IS NULL AND c.answer = 'yes'),
         count(DISTINCT f.id) FILTER (WHERE f.done IS NOT NULL), max(f.done)
  FROM ties_mentoring m
  LEFT JOIN ties_commitment c ON c.adult_id = m.pupil_id
  LEFT JOIN ties_followup f ON f.commitment_id = c.id
  WHERE m.looked_after_by_id = beside_actor() AND m.ends IS NULL AND m.prepared_on IS NOT NULL
    AND m.pupil_id <> ALL ((SELECT beside_apart())::uuid[])
    AND EXISTS (
      SELECT FROM access_belonging b WHERE b.person_id = m.pupil_id
        AND b.scope_id = ANY ((SELECT beside_scopes(ARRAY['staff']))::uuid[]))
  GROUP BY m.pupil_id
$$;
