"""Questions about surveys; they change nothing."""
