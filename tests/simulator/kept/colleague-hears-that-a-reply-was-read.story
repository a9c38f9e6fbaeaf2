# seed 192: a reply stayed "sending" on a colleague's page, which was offline while it was read on a page that is gone since
provider_comes 0 0 0
arrive 0 0 0
arrive 1 1 0
provider_comes 536 427 1000
tab_is_duplicated 575 23 0
patient_leaves 38 523 0
network_is_lost 960 595 100
provider_opens_chat 45 192 30000
provider_writes 617 730 0
patient_takes_back 747 97 100
