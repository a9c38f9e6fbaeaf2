# seed 1: an end is undone between two servers
provider_comes 0 0 200
arrive 0 0 2000
provider_sets_undo_time 0 2 1000
provider_removes 0 0 1000
server_is_killed 0 0 400
provider_undoes 0 0 1000
server_starts 0 0 30000
