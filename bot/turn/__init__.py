"""One message or press while it is answered: who said it, in answer to what, about which task."""
