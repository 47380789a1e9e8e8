"""Rules of the service: pure, without I/O, clock or chance."""
