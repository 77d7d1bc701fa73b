"""The multi-user system: accounts and rights, review, the year's preparation, publication. Only here lives Django."""
