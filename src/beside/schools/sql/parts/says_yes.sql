('safeguarding_lead', 'safeguarding_deputy', 'head', 'office', 'organiser')
