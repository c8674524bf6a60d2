-- Follow-ups that are not done, of whoever is beside a pupil still.
SELECT f.adult_id, f.due, 'follow_up', f.pupil_id, f.id
FROM ties_followup f JOIN ties_commitment c ON c.id = f.commitment_id
WHERE f.done IS NULL AND c.ends IS NULL
