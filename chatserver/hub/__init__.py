"""This process's sockets: topics, connections, one subscriber."""
