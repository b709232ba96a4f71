"""How hypothesis runs here: the same examples every time, whatever the machine, and nothing kept between runs."""

from hypothesis import HealthCheck, settings

steady = settings(derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
