"""What the subcommands do, one module a group."""
