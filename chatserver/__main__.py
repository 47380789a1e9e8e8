"""`python -m chatserver` is `sebaya`."""

from chatserver.cli import main

if __name__ == "__main__":
    main()
