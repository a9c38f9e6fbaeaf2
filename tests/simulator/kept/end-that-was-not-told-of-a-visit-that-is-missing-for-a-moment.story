# seed 2132: a visit whose end was never told is missing for a moment, and comes back
provider_comes 0 0 0                          # at 0.000 s
arrive 0 0 0                                  # at 0.000 s
arrive 1 1 0                                  # at 0.000 s
provider_comes 930 59 100                     # at 0.000 s
machine_crashes 34 437 0                      # at 0.100 s
tab_reloads 727 967 0                         # at 0.100 s
provider_removes 943 245 30000                # at 0.100 s
server_starts 389 167 100                     # at 30.100 s
database_changes 654 962 12000                # at 30.200 s
patient_closes 383 308 12000                  # at 42.200 s
