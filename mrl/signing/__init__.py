"""Signatures by sigstore: the one place that uses its library, an optional package that reaches the network.

Signing asks three services: what gives the identity (the CI), Fulcio (a certificate for ten minutes) and
Rekor (an entry in the public log). Checking asks none.
"""
