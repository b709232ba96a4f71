"""What Korean asks of a text: particles that fit the sound of the word before them. Read for Korean only."""
