"""What organizers fill in: tickets, quotas and terms, questions, codes, registrations, letters."""
