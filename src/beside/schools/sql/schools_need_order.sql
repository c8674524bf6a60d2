-- owner: beside_roll
-- The safeguarding lead of the school wants to see an order by a day; gives whether it was theirs.
CREATE OR REPLACE FUNCTION schools_need_order(p_held uuid, p_see_by date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE asked schools_held;
BEGIN
  SELECT * INTO asked FROM schools_held h WHERE h.id = p_held FOR UPDATE;
  IF asked.rule IS DISTINCT FROM 'court' OR beside_actor() = ANY (asked.people) OR NOT EXISTS (
       SELECT FROM schools_post p
       WHERE p.person_id = beside_actor() AND p.school_id = asked.school_id AND {{in_force:p}}
         AND p.kind = 'safeguarding_lead')
  THEN RETURN false;
  END IF;
  UPDATE schools_held SET see_by = p_see_by
  WHERE id = p_held AND status = 'waiting' AND see_by IS NULL;
  RETURN true;
END $$;
