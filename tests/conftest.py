"""For every room: what only the runs with Django need is loaded only there."""


def pytest_configure(config):
    """The tools' tests run without Django (`-p no:django`)."""
    if config.pluginmanager.hasplugin("django"):
        config.pluginmanager.import_plugin("tests.flushing")
