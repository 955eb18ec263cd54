"""The smallest world a test needs; each function makes one thing and what it cannot do without.

They act as `naober_system`, so that a test itself can be the web with its guarded login.
"""
