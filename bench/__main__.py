"""`python -m bench` (`make bench`): every benchmark, one table after another."""

from bench import clock, reading

if __name__ == "__main__":
    clock.main()
    reading.main()
