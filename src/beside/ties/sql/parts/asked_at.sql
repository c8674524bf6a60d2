  SELECT r.school_id FROM ties_round r
  WHERE r.id = p_round AND EXISTS (
    SELECT FROM ties_respondent q
    WHERE q.round_id = r.id AND q.person_id = beside_actor() AND q.asked)
