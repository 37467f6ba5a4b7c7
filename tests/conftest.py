"""For every room: what only the runs with Django need is loaded only there, and one tree has one verdict."""

from hypothesis import settings

# The same examples each time, so that a change is judged by what it changes; `make drill` draws fresh ones. Neither is
# timed: a busy machine is slow, not wrong.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("fresh", deadline=None)
settings.load_profile("steady")


def pytest_configure(config):
    """The tools' tests run without Django (`-p no:django`)."""
    if config.pluginmanager.hasplugin("django"):
        config.pluginmanager.import_plugin("tests.flushing")
