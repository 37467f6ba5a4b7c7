"""CHECK: what citizens say, asked of a known sample, kept so that nobody can be found, estimated with its error."""
