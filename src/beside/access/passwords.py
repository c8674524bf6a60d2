from django.contrib.auth.hashers import Argon2PasswordHasher


class Hasher(Argon2PasswordHasher):
    """Argon2id above the least that OWASP names: 25 ms and 19 MiB a try, docs/adr/0024."""

    time_cost = 3
    memory_cost = 19 * 1024
    parallelism = 1
