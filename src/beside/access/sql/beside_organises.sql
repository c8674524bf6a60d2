-- owner: none
-- Whether the actor organises these years of a school today; no year is all of it.
CREATE OR REPLACE FUNCTION beside_organises(school uuid, year_groups varchar[]) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM beside_organised() mine
    WHERE mine.school_id = school
      AND (mine.years IS NULL
           OR (year_groups <> '{}' AND year_groups::text[] <@ mine.years)))
$$;
