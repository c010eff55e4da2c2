"""The command line: typer commands; no law and no layout in here."""
