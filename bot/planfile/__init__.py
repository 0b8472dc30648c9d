"""YAML to plans, each mistake with its line; and the language deadlines are written in."""
