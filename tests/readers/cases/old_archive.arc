filedesc://old.arc 192.0.2.1 20010101000000 text/plain 10
1 0 none
