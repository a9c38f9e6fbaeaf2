# seed 970092: a visit ended with the page that had taken it over, which had not heard of it yet
provider_comes 0 0 0
arrive 0 0 0
arrive 1 1 100
provider_opens_chat 613 373 0
provider_comes 346 771 0
database_changes 99 313 0
patient_comes_elsewhere 37 12 60
network_is_lost 704 389 0
provider_writes 954 388 60000
