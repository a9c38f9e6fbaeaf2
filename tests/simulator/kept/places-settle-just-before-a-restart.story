# seed 700847: a server settles places just before it is restarted
provider_comes 0 0 0                          # at 0.000 s
arrive 0 0 0                                  # at 0.000 s
arrive 1 1 100                                # at 0.000 s
server_is_killed 114 506 0                    # at 0.100 s
server_starts 597 530 0                       # at 0.100 s
arrive 981 459 0                              # at 0.100 s
patient_opens 964 862 12000                   # at 0.100 s
device_sleeps 939 109 1000                    # at 12.100 s
provider_minimizes 714 584 12000              # at 13.100 s
server_restarts 273 585 0                     # at 25.102 s
device_wakes 184 633 100                      # at 25.102 s
