('safeguarding_lead', 'safeguarding_deputy', 'head', 'chair', 'office', 'organiser', 'head_of_year',
   'federation_lead')
