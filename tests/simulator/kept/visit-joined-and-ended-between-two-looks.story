# seed 2402217: a visit is joined and ended between two looks
arrive 0 0 100                                # at 0.000 s
database_changes 660 221 0                    # at 0.100 s
provider_comes 567 157 0                      # at 0.100 s
server_restarts 758 67 0                      # at 0.100 s
patient_comes_elsewhere 446 803 5000          # at 0.100 s
patient_takes_back 116 10 0                   # at 5.100 s
provider_removes 718 295 0                    # at 5.100 s
