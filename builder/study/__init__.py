"""What the user wrote: the YAML study, read with line numbers, validated, overridden, nothing computed."""
