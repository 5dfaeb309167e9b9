"""The only home of PynamoDB: the two tables, then a file per noun."""
