"""The rest of the outside: files (S3), keys (KMS), the renderer."""
