"""What the tables hold, whatever it is: for what must not be in them."""

from tests.journey.world import World

TABLES = ("RegistryTable", "HrTable")


def items_with(world: World, text: str) -> list[str]:
    """Where a text stands: in a key or in any attribute, binary ones included."""
    client = world.cloud.client("dynamodb")
    return [
        f"{item['pk']['S']} {item['sk']['S']}"
        for table in TABLES
        for page in client.get_paginator("scan").paginate(
            TableName=world.cloud.attributes[table]["Ref"], ConsistentRead=True
        )
        for item in page["Items"]
        if text in str(item)
    ]
