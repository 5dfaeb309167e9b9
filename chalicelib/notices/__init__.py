"""What people are told: the inbox, announcements, delivery."""
