(beside_actor() = $1 OR current_setting('role') IN ('beside_roll', 'beside_placer') OR EXISTS (
    SELECT FROM access_belonging reach
    WHERE reach.person_id = $1 AND {{in_force:reach}}
      AND reach.scope_id = ANY ((SELECT beside_scopes(ARRAY['staff', 'tutor', 'teacher',
        'head_of_year', 'organiser']))::uuid[])))
