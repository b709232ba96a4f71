"""Many customers: a list's rows to studies over one base, made by workers of this machine or of a cluster."""
