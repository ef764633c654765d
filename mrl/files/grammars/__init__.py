"""One guarded reader per grammar: what a stranger wrote comes out as plain values, or not at all.

Each refuses, before anything is built, what would cost more than its row of `mrl.files.limits` allows, and
raises nothing but `UnreadableError`. No other module parses these grammars (tests/test_layers.py).
"""
