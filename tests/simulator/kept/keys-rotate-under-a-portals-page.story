# seed 558: a provider's page never asked its portal for another token once the server could not read the old one
provider_comes 151 202 0
keys_are_mixed_up 881 572 100
