('safeguarding_lead', 'head', 'office', 'organiser', 'head_of_year', 'federation_lead')
