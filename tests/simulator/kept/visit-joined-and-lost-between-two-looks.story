# seed 990220: a portal's patient takes a visit back, joins the one begun elsewhere, and loses it between two looks
arrive 0 0 0
arrive 1 1 100
patient_writes 461 512 0
server_is_killed 644 715 0
server_starts 889 787 0
patient_comes_elsewhere 154 879 1000
patient_takes_back 630 792 15
patient_comes_elsewhere 276 606 0
