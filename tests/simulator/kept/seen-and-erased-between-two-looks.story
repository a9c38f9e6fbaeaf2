# seed 2302073: messages are seen and erased between two looks, as another call begins
provider_comes 0 0 0                          # at 0.000 s
arrive 0 0 0                                  # at 0.000 s
arrive 1 1 100                                # at 0.000 s
patient_writes 777 335 400                    # at 0.100 s
patient_writes 597 142 0                      # at 0.500 s
device_sleeps 757 192 0                       # at 0.500 s
arrive 95 624 100                             # at 0.500 s
database_changes 776 192 0                    # at 0.600 s
patient_leaves 140 301 0                      # at 0.600 s
attacker_tries 783 640 100                    # at 0.600 s
provider_starts_call 492 972 0                # at 0.700 s
provider_opens_chat 683 208 1000              # at 0.700 s
