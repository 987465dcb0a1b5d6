"""What can be said in protection: openly about bodies, under seal about matters."""
