"""What the JSON API of every room has in common: pages of a list, links, refusals. `config.api` composes the rooms."""
