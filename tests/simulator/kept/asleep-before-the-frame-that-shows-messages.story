# seed 2600212: a laptop fell asleep between acknowledging messages and the frame that shows them
provider_comes 0 0 0
arrive 0 0 0
arrive 1 1 0
server_is_killed 643 623 0
tab_is_duplicated 319 111 0
arrive 957 931 0
arrive 252 568 0
tab_is_duplicated 670 505 0
arrive 983 652 0
tab_is_duplicated 575 574 0
arrive 501 657 0
device_sleeps 614 923 0
server_starts 349 886 100
patient_writes 743 226 0
tab_reloads 126 70 60
device_sleeps 708 312 100
