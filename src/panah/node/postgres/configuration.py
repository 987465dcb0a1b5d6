"""The configuration files of the embedded PostgreSQL, written anew at each start."""

from __future__ import annotations

BY_SOCKET = {
    "listen_addresses": "''",
    # Relative to the data folder, the server's working folder.
    "unix_socket_directories": "'.'",
}
BY_PORT = {"listen_addresses": "'127.0.0.1'", "unix_socket_directories": "''"}

BASE = {
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
    # What makes guessing a password slow makes each of thousands of connections slow.
    "scram_iterations": "1",
}


def text(port: int, *, durable: bool, by_socket: bool) -> str:
    """Return panah.conf. What isn't `durable` loses everything in a crash: for tests only."""
    door = BY_SOCKET if by_socket else BY_PORT
    settings = BASE | (DURABLE if durable else FLEETING) | door | {"port": str(port)}
    return "".join(f"{name} = {value}\n" for name, value in settings.items())


def doors(*, by_socket: bool) -> str:
    """Return pg_hba.conf: one way in, with a password."""
    return "local all all scram-sha-256\n" if by_socket else "host all all 127.0.0.1/32 scram-sha-256\n"
