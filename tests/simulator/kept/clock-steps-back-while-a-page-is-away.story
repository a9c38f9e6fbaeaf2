# seed 402: a provider's page that came back kept a patient who had left, for as long as the server's clock had stepped back
provider_comes 0 0 0
arrive 0 0 0
arrive 1 1 100
provider_comes 565 603 0
network_is_lost 580 143 0
server_clock_steps 327 736 30000
patient_leaves 968 95 0
