"""Where things stand on a page, to the lines in the order in which a person reads them."""
