-- Court orders that have to be seen, of blocks that stand on somebody's word.
SELECT k.made_by_id, k.due_on, 'order', k.pupil_id, k.id
FROM access_block k WHERE k.due_on IS NOT NULL AND k.made_by_id IS NOT NULL
