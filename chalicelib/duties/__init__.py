"""What takes a duty away is proved (R44): the person asks with evidence, the bureau confirms."""
