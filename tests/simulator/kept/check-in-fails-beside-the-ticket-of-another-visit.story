# seed 980882: whoever asked to check in, and was told that the server is away, presses again
arrive 0 0 0
arrive 1 1 0
patient_comes_elsewhere 581 715 400
keys_are_mixed_up 488 408 1000
patient_takes_back 574 815 0
arrive 823 309 0
patient_closes 681 686 100
server_is_killed 652 64 0
patient_begins_again 757 51 100
