"""What is asked: forms, their versions, the instruments that come with the program, and their way to other tools."""
