"""What a date, a quantity, a type and an assertion are: no graph and no file is opened here."""
