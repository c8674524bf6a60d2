('safeguarding_lead', 'head', 'office', 'organiser')
