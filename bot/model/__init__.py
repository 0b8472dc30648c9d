"""The words of the project as frozen, typed values; standard library only."""
