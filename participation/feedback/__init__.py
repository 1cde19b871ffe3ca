"""Ideas, feedback, faults, questions and thanks from residents."""
