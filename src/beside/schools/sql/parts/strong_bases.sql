('safeguarding_lead', 'head', 'chair', 'office', 'organiser', 'head_of_year', 'federation_lead')
