"""The one way to servers that speak http: counted, patient, bounded, and careful with tokens."""
