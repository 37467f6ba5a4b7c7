"""Pages of surveys: rounds, the counter, codes, questionnaires; paper and results have packages of their own."""
