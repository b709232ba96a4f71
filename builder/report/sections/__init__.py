"""The sections of the paper: each module makes what its template shows, out of a Writer."""
