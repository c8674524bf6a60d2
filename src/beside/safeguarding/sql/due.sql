-- What nobody has read by its day, of whom it waits for and whoever it climbs to; files of leavers;
-- words to pupils that wait to be read, by the next day or while they are still of use;
-- court orders that have to be seen, of blocks that stand on somebody's word.
SELECT t.reader_id, (t.due_at AT TIME ZONE s.time_zone)::date, 'talk', t.pupil_id, t.id
FROM safeguarding_talk t JOIN schools_school s ON s.id = t.school_id
WHERE t.read_at IS NULL AND t.closed_at IS NULL AND t.reader_id IS NOT NULL
UNION
SELECT o.person_id, (t.due_at AT TIME ZONE s.time_zone)::date, 'talk', t.pupil_id, t.id
FROM safeguarding_talk t JOIN schools_school s ON s.id = t.school_id
JOIN schools_post o ON o.school_id = t.school_id AND {{in_force:o}}
WHERE t.read_at IS NULL AND t.closed_at IS NULL AND o.person_id <> ALL (t.past)
  AND ((t.told >= 1 AND t.route = 'lead'
        AND o.kind IN ('safeguarding_lead', 'safeguarding_deputy'))
       OR (t.told >= 2 AND o.person_id = ANY (t.readers) AND o.kind IN ('head', 'chair')))
UNION
SELECT o.person_id, (c.due_at AT TIME ZONE s.time_zone)::date, 'concern', c.pupil_id, c.id
FROM safeguarding_concern c JOIN schools_school s ON s.id = c.school_id
JOIN schools_post o ON o.school_id = c.school_id AND {{in_force:o}}
WHERE c.due_at IS NOT NULL AND o.person_id <> ALL (c.past)
  AND ((c.route = 'lead' AND o.kind IN ('safeguarding_lead', 'safeguarding_deputy'))
       OR c.route = o.kind
       OR (c.told >= 2 AND o.person_id = ANY (c.readers) AND o.kind IN ('head', 'chair')))
  AND NOT EXISTS (
    SELECT FROM safeguarding_concernentry e
    WHERE e.concern_id = c.id AND e.kind IN ('read', 'taken', 'note', 'closed'))
UNION
SELECT o.person_id, f.left_on + CASE WHEN f.made_at IS NULL THEN 0 ELSE 3 END, 'leaver_file',
       f.pupil_id, f.id
FROM safeguarding_leaverfile f
JOIN schools_post o ON o.school_id = f.school_id AND {{in_force:o}}
  AND o.kind IN ('safeguarding_lead', 'safeguarding_deputy')
WHERE f.receipt_on IS NULL
UNION
SELECT o.person_id,
       least((t.at AT TIME ZONE s.time_zone)::date + 1, (t.until AT TIME ZONE s.time_zone)::date),
       'to_pupil', t.pupil_id, t.id
FROM safeguarding_topupil t JOIN schools_school s ON s.id = t.school_id
JOIN schools_post o ON o.school_id = t.school_id AND {{in_force:o}}
  AND o.kind IN ('safeguarding_lead', 'safeguarding_deputy')
WHERE t.status = 'waiting' AND o.person_id <> ALL (t.past)
UNION
SELECT k.made_by_id, k.due_on, 'order', k.pupil_id, k.id
FROM access_block k WHERE k.due_on IS NOT NULL AND k.made_by_id IS NOT NULL
