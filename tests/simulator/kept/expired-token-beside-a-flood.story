# seed 701098: staff whose token has expired come back beside a flood from their own address
limits_are_small 970 922 0                    # at 0.000 s
provider_comes 0 0 0                          # at 0.000 s
arrive 0 0 0                                  # at 0.000 s
arrive 500 300 0                              # at 0.000 s
attacker_floods 5 725 60                      # at 0.000 s
server_clock_steps 865 719 0                  # at 0.060 s
attacker_floods 975 453 0                     # at 0.060 s
provider_signs_out_everywhere 578 373 100     # at 0.060 s
provider_comes 111 516 0                      # at 0.160 s
