# seed 403: whoever was gone when the server's clock stepped back stayed for as long as it had stepped
provider_comes 0 0 0
arrive 1 1 100
tab_closes 474 435 0
patient_minimizes 140 992 100
server_clock_steps 532 196 0
