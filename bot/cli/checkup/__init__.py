"""`dunghan doctor`: what is still missing, of the machine, the configuration, the plans and their people."""
