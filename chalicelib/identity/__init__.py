"""Who a person is: names, documents, mobile numbers, and what proves them."""
