('safeguarding_lead', 'office', 'organiser', 'head_of_year', 'federation_lead')
