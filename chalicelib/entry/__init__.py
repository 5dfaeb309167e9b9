"""The edge: parse, call one action, answer."""
