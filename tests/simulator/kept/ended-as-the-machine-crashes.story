# seed 5305: an end of a visit meets a machine that has just crashed
arrive 807 72 0
provider_comes 91 604 100
patient_writes 665 804 100
machine_crashes 949 439 0
provider_removes 816 795 0
