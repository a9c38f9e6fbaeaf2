# seed 1210214: a duplicated tab took the visit from another device, to which its own tab had just lost it
arrive 0 0 100
tab_is_duplicated 848 121 0
patient_comes_elsewhere 409 959 0
