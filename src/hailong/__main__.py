"""`python -m hailong` is the console script."""

from hailong.cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
