EXISTS (
      SELECT FROM timetable_seat mate WHERE mate.session_id = s.id AND mate.ended_at IS NULL
        AND mate.pupil_id = ANY (apart))