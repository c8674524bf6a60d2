-- owner: beside_roll
-- Whether two people who might say so at a person's school said yes to a domain of an issuer, on a
-- day on which both of them stood there.
CREATE OR REPLACE FUNCTION accounts_domain_is_open(issuer text, domain text, person uuid)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(DISTINCT y.by_id) >= 2 FROM accounts_domainyes y
  WHERE y.issuer = $1 AND y.domain = lower($2) AND y.ended_at IS NULL
    AND y.by_id <> $3 AND EXISTS (
      SELECT FROM access_standing s JOIN access_belonging b ON b.scope_id = s.scope_id
      WHERE s.actor_id = y.by_id AND b.person_id = $3
        AND s.basis IN ('office', 'safeguarding_lead', 'head')
        AND (s.starts IS NULL OR s.starts <= y.on_day) AND (s.ends IS NULL OR s.ends > y.on_day)
        AND {{in_force:b}})
$$;
