# seed 155: a colleague's page never got a reply of a visit that both pages had given up, and that came back
provider_comes 0 0 0
arrive 0 0 0
arrive 1 1 100
provider_comes 802 220 60
machine_crashes 32 166 0
provider_opens_chat 392 204 0
provider_writes 775 489 0
