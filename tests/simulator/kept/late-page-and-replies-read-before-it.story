# seed 20357: a page that comes late took nothing of a patient who had read replies that it never got
limits_are_small 439 482 0
provider_comes 0 0 0
arrive 0 0 0
arrive 1 1 0
provider_comes 196 768 60
provider_opens_chat 544 616 0
server_is_too_new 448 210 0
database_changes 131 18 26000
provider_comes 588 826 0
provider_writes 375 861 26000
network_is_lost 310 455 5000
provider_writes 707 194 0
provider_writes 566 238 60
