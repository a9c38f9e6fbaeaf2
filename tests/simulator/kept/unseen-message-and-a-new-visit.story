# seed 571: what nobody had seen of a visit that was over went along into the page's next visit
provider_comes 0 0 0
arrive 0 0 0
arrive 1 1 0
device_sleeps 56 189 60
provider_opens_chat 606 116 0
tab_is_hidden 962 716 0
patient_writes 302 863 0
tab_is_hidden 952 817 0
provider_writes 824 24 0
patient_leaves 260 193 1000
patient_begins_again 496 389 0
