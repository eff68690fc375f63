By . Tom Arden . PUBLISHED: . 12:04 EST, 3 March 2013 . | . The bridge opened before noon.
