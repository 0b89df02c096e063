"""An event as a folder of open files: written here, read back by `home.actions.bring_in` (docs/decisions/0025)."""
