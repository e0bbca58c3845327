"""What a message asks, whom it is for, whether it is allowed; and how it is replied to."""
