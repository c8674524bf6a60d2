-- Whose new school is not known: the office and the safeguarding lead owe an answer by the last day; an
-- order that the roll speaks of, by when the lead sees it.
SELECT p.person_id, e.ends, 'destination', e.person_id, e.id
FROM schools_enrolment e JOIN schools_post p ON p.school_id = e.school_id
WHERE p.kind IN ('office', 'safeguarding_lead', 'safeguarding_deputy') AND {{in_force:p}}
  AND e.ends > (SELECT beside_today()) - 30 AND e.destination = '' AND e.leaving_reason <> 'finished'
UNION ALL
SELECT p.person_id, h.see_by, 'order', NULL::uuid, h.id
FROM schools_held h JOIN schools_post p ON p.school_id = h.school_id
WHERE h.status = 'waiting' AND h.see_by IS NOT NULL
  AND p.kind = 'safeguarding_lead' AND {{in_force:p}}
