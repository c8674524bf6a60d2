-- owner: beside_roll
-- Whether a right that was asked for has the yes it needs, of people who did not ask and do not gain.
CREATE OR REPLACE FUNCTION schools_enough(p_school uuid, p_keys text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM schools_held h
    CROSS JOIN LATERAL (
      SELECT count(*) AS yeses,
             count(*) FILTER (WHERE a.by_id = ANY (h.people) OR EXISTS (
               SELECT FROM schools_post p
               WHERE p.person_id = a.by_id AND p.school_id = h.school_id AND {{in_force:p}}
                 AND p.kind IN ('safeguarding_lead', 'head'))) AS concerned
      FROM schools_approval a WHERE a.held_id = h.id AND a.yes) said
    WHERE h.school_id = p_school AND h.held_key = ANY (p_keys) AND h.status = 'waiting'
      AND NOT EXISTS (SELECT FROM schools_approval a WHERE a.held_id = h.id AND NOT a.yes)
      AND said.yeses > 0
      AND (h.post NOT IN ('safeguarding_lead', 'safeguarding_deputy', 'head', 'chair')
            OR said.concerned > 0 OR said.yeses > 1))
$$;
