"""How this house writes dates and numbers; Django's own Vietnamese formats would read 05/07/2025 as 7 May."""
