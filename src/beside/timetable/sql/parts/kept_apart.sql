(
    s.leader_id = ANY (apart) OR EXISTS (
      SELECT FROM timetable_peertutor t WHERE t.session_id = s.id
        AND t.pupil_id = ANY (apart) AND t.answer = 'yes' AND t.ended_at IS NULL))
