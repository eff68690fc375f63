"""On the Record: raw dumps of news articles in, SQL tables of quotes, speakers, entities and figures out."""

__version__ = "0.1.0"
