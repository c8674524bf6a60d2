-- owner: beside_roll
-- What two colleagues do together for somebody who lost their second step: it is taken away, and
-- every session of theirs ends. Only for whom two people vouched within a day, both of whom hold
-- today what a voucher must hold at a school that the person belongs to; the actor is one of them.
CREATE OR REPLACE FUNCTION accounts_let_in(person uuid, moment timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE vouchers uuid[];
BEGIN
  PERFORM pg_advisory_xact_lock(734003, hashtext(person::text));
  SELECT array_agg(DISTINCT v.colleague_id) INTO vouchers FROM accounts_vouching v
  WHERE v.person_id = person AND v.colleague_id <> person AND v.done_at IS NULL
    AND v.at > moment - interval '1 day' AND v.at <= moment
    AND EXISTS (
      SELECT FROM access_standing s JOIN access_belonging b ON b.scope_id = s.scope_id
      WHERE s.actor_id = v.colleague_id AND b.person_id = person
        AND s.basis IN ('office', 'safeguarding_lead', 'head')
        AND {{in_force:s}}
        AND {{in_force:b}});
  IF vouchers IS NULL OR cardinality(vouchers) < 2 OR NOT beside_actor() = ANY (vouchers) THEN
    RETURN false;
  END IF;
  UPDATE mfa_authenticator SET type = 'removed', data = '{}' WHERE user_id = person;
  UPDATE access_opensession SET ended_at = moment WHERE subject_id = person AND ended_at IS NULL;
  UPDATE accounts_vouching SET done_at = moment WHERE person_id = person AND done_at IS NULL;
  RETURN true;
END $$;
