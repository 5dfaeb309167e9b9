"""Files that come in: tables read, understood, cut into chunks, accounted for row by row (R28)."""
