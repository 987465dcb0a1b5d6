"""The configuration files of the embedded PostgreSQL, written anew at each start."""

from __future__ import annotations

HBA = "host all all 127.0.0.1/32 scram-sha-256\n"

BASE = {
    "listen_addresses": "'127.0.0.1'",
    # A socket's path has to be shorter than many a home folder.
    "unix_socket_directories": "''",
    "password_encryption": "'scram-sha-256'",
    "max_connections": "120",
    "shared_buffers": "'256MB'",
    "work_mem": "'16MB'",
    "maintenance_work_mem": "'128MB'",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "idle_in_transaction_session_timeout": "'10min'",
    # Key values, parameters and statements hold personal data; none of them reaches the log.
    "log_error_verbosity": "'terse'",
    "log_min_error_statement": "'panic'",
    "log_statement": "'none'",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "wal_compression": "on",
    "max_wal_size": "'2GB'",
    "checkpoint_timeout": "'15min'",
}
FLEETING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "'minimal'",
    "max_wal_senders": "0",
    "max_wal_size": "'1GB'",
    "shared_buffers": "'128MB'",
    "autovacuum": "off",
}


def text(port: int, *, durable: bool) -> str:
    """Return panah.conf. What isn't `durable` loses everything in a crash: for tests only."""
    settings = BASE | (DURABLE if durable else FLEETING) | {"port": str(port)}
    return "".join(f"{name} = {value}\n" for name, value in settings.items())
