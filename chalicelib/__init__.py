"""Xuefen: registers, accredits and certifies continuing-education credits (学分登记管理)."""
