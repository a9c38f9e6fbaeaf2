"""How the cost of an operation grows with the number of pages, patients, rooms and departures."""
