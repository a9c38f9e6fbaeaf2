# seed 700673: what was dismissed on a page that is then signed out
provider_comes 0 0 0                          # at 0.000 s
arrive 0 0 100                                # at 0.000 s
provider_starts_call 486 503 0                # at 0.100 s
patient_writes 744 114 100                    # at 0.100 s
provider_ends_call 83 555 0                   # at 0.200 s
provider_signs_out_everywhere 807 767 0       # at 0.200 s
provider_dismisses 66 515 0                   # at 0.200 s
