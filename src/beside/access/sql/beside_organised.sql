-- owner: beside_reach
-- What the actor organises today: a row a school, with its years, or none named for all of it.
CREATE OR REPLACE FUNCTION beside_organised() RETURNS TABLE (school_id uuid, years text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT place.school_id,
    CASE WHEN bool_or(place.year_group = '') THEN NULL
         ELSE array_agg(place.year_group::text) END
  FROM access_standing s JOIN access_place place ON place.scope_id = s.scope_id
    AND place.whose = 'pupils'
  WHERE s.actor_id = beside_actor() AND s.basis = 'organiser' AND {{in_force:s}}
  GROUP BY place.school_id
$$;
