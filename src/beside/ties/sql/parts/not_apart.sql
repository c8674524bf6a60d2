p.subject_id <> ALL ((SELECT beside_apart())::uuid[])
