"""The local cloud: emulator, HTTP front, stream pump, development issuer, demonstration."""
