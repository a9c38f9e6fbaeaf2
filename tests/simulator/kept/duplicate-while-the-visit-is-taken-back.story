# seed 1210292: a duplicated tab took the visit from the tab beside it that had just taken it back
arrive 0 0 0
tab_is_duplicated 761 544 100
patient_takes_back 179 145 0
tab_is_duplicated 594 76 0
