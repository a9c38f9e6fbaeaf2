# seed 2484: a colleague's page gave a patient's new page a message that had been read, after a later one
arrive 0 0 100
arrive 1 1 200
provider_comes 590 246 0
keys_rotate 397 766 60
provider_opens_chat 197 930 0
provider_comes 70 846 15
provider_writes 26 433 0
tab_is_duplicated 602 509 0
