-- owner: beside_reckoner
-- Which adults have room for one more pupil.
CREATE OR REPLACE FUNCTION ties_with_room(p_adults uuid[])
RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a FROM unnest(p_adults) a
  LEFT JOIN ties_capacity c ON c.adult_id = a
  WHERE beside_asked() AND (SELECT count(*) FROM ties_commitment t WHERE t.adult_id = a AND t.ends IS NULL)
        < coalesce(c."limit", 3)
$$;
