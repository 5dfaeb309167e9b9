"""What lies outside the tables: buckets, queues, keys, libraries for files."""
