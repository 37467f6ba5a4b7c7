"""Reading a plan, pure: a document in, the facts of contract 4.1 out."""
