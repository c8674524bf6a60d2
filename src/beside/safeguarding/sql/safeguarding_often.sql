-- owner: beside_keeper
-- For a lead: who wrote to one pupil three times or more within thirty days, and how often. What
-- was taken back before somebody passed it on does not count; what they wrote is not told.
CREATE OR REPLACE FUNCTION safeguarding_often(p_now timestamptz)
RETURNS TABLE (writer uuid, pupil uuid, count integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.writer_id, t.pupil_id, count(*)::integer
  FROM safeguarding_topupil t
  WHERE t.at > p_now - interval '30 days' AND t.at <= p_now
    AND (t.withdrawn_at IS NULL OR t.status = 'sent' OR t.decided_at IS NOT NULL)
    AND beside_actor() <> ALL (t.past)
    AND EXISTS (
      SELECT FROM schools_post o
      WHERE o.person_id = beside_actor() AND o.school_id = t.school_id AND {{in_force:o}}
        AND o.kind IN ('safeguarding_lead', 'safeguarding_deputy'))
  GROUP BY t.writer_id, t.pupil_id
  HAVING count(*) >= 3
$$;
