# seed 91203: a message that came again, after a restart, opened a minimized box
arrive 0 0 0
arrive 1 1 0
provider_comes 540 378 100
arrive 997 854 0
patient_writes 448 734 400
provider_comes 503 978 0
provider_comes 285 486 400
provider_opens_chat 243 177 0
server_is_too_new 4 997 1000
provider_minimizes 219 595 0
