"""The rules as a page in Chinese (docs/rules.md), made from the policies and the tables of the code.

`make docs` writes it. A finance bureau can check it article by article, without reading code.
"""
