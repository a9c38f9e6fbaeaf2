# seed 2600277: what was dismissed before the end of a visit, on a page that was signed out before it could hear of the end
provider_comes 0 0 0
arrive 0 0 100
provider_signs_out_everywhere 113 4 0
provider_removes 266 618 0
patient_writes 217 110 100
provider_dismisses 320 672 0
