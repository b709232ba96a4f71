"""The cost model: lines from the library and the study, bound to each other, checked and sorted; nothing evaluated."""
