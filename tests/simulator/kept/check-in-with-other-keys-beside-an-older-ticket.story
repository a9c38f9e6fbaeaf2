# seed 1002374: a patient checks in at a server with other keys, beside the ticket of a visit that could have gone on
provider_comes 0 0 0                          # at 0.000 s
arrive 1 1 0                                  # at 0.000 s
provider_changes_line 572 51 400              # at 0.000 s
keys_are_mixed_up 826 115 0                   # at 0.400 s
provider_minimizes 573 736 1000               # at 0.400 s
patient_closes 793 132 0                      # at 1.400 s
patient_begins_again 329 248 60               # at 1.400 s
