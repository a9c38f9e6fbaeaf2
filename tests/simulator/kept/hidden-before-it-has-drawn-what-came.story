# seed 2993: a page is hidden before it has drawn what came
provider_comes 0 0 0                          # at 0.000 s
arrive 0 0 0                                  # at 0.000 s
arrive 1 1 200                                # at 0.000 s
tab_reloads 85 405 60                         # at 0.200 s
patient_comes_elsewhere 761 510 15            # at 0.260 s
patient_writes 547 507 60                     # at 0.275 s
tab_is_hidden 640 544 60                      # at 0.335 s
