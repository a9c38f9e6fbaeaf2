# seed 854: somebody who has left checks in again, beside guesses from the same address
limits_are_small 876 171 0                    # at 0.000 s
room_has_passcode 372 0 0                     # at 0.000 s
arrive 0 0 0                                  # at 0.000 s
arrive 1 1 100                                # at 0.000 s
attacker_guesses 382 385 0                    # at 0.100 s
patient_floods 811 193 1000                   # at 0.100 s
tab_reloads 497 258 1000                      # at 1.100 s
patient_leaves 301 697 100                    # at 2.100 s
patient_begins_again 866 124 0                # at 2.200 s
