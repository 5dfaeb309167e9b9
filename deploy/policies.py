"""Divides what a role may do among policies, so that none is larger than IAM takes.

All inline policies of a role may have 10,240 characters together, a managed one 6,144 of its own, both
counted with the names of the stack put in. So what is much goes half into a managed policy, statement by
statement: whoever reads the role reads the same statements.
"""

import json
from typing import Any

Tree = dict[str, Any]
UNDIVIDED = 5_000
"""Characters that a role's statements may have before they are divided, names not put in."""
MANAGED = 4_000
"""Characters of statements that a managed policy takes; with the longest names it stays within 6,144."""


def divide_policies(template: Tree) -> None:
    """Give each role of a template whose statements are many a managed policy with the last of them."""
    resources = template["Resources"]
    roles = [name for name, each in resources.items() if is_of_function(each)]
    for name in roles:
        role = resources[name]["Properties"]
        document = role["Policies"][0]["PolicyDocument"]
        statements = document["Statement"]
        kept = _how_many_stay(statements)
        if moved := statements[kept:]:
            document["Statement"] = statements[:kept]
            resources[f"{name}Policy"] = _managed({**document, "Statement": moved})
            role["ManagedPolicyArns"] = [{"Ref": f"{name}Policy"}]


def is_of_function(resource: Tree) -> bool:
    """Whether a resource is the role of a function: it has statements of our own."""
    return resource["Type"] == "AWS::IAM::Role" and "Policies" in resource["Properties"]


def _how_many_stay(statements: list[Tree]) -> int:
    sizes = [len(json.dumps(each, separators=(",", ":"))) for each in statements]
    if sum(sizes) <= UNDIVIDED:
        return len(sizes)
    return next(n for n in range(len(sizes)) if sum(sizes[n:]) <= MANAGED)


def _managed(document: Tree) -> Tree:
    return {
        "Type": "AWS::IAM::ManagedPolicy",
        "Properties": {"Description": "A part of its role's policy", "PolicyDocument": document},
    }
