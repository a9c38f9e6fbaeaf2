# seed 222: a page that was missing when a patient wrote never got the messages, because a colleague had read them by then
provider_comes 0 0 0
arrive 0 0 0
provider_comes 162 678 100
server_restarts 991 21 0
provider_comes 938 725 0
network_is_lost 600 598 1000
patient_writes 34 298 0
provider_opens_chat 712 870 0
