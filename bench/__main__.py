"""`python -m bench` (`make bench`): every benchmark, one table after another."""

from bench import clock, desk, reading, survey, units

if __name__ == "__main__":
    clock.main()
    reading.main()
    units.main()
    desk.main()
    survey.main()
