-- owner: none
-- Whether somebody is acting, or one of our own jobs under the database role it works as.
CREATE OR REPLACE FUNCTION beside_asked() RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT beside_actor() IS NOT NULL OR current_setting('role') IN
    ('beside_roll', 'beside_reckoner', 'beside_measure', 'beside_placer')
$$;
