"""Our edge over Chalice: one declaration a route, from which it is read, checked, answered and described."""
