# Hand a data.frame to cervmyelo, and read the answers, with every NA kept.
#
#   install.packages("arrow")
#   python -m pip install 'cervmyelo[cli,frames]'
#   Rscript examples/hand_over.R

library(arrow)

clinic <- data.frame(
  ref = c("007", "008"),
  mjoa_motor_upper = c(3L, NA),
  mjoa_motor_lower = c(5L, 5L),
  mjoa_sensory_upper = c(2L, 2L),
  mjoa_sphincter = c(3L, 2L),
  gait_change = c(TRUE, NA)
)

# Parquet has a missing value for every type, so NA stays "not recorded".
write_parquet(clinic, "clinic.parquet")
system2("cervmyelo", c(
  "cohort", "clinic.parquet", "--output", "graded.parquet", "--force",
  "--rule", "mjoa_total", "--rule", "mjoa_severity", "--bounds"
))

graded <- read_parquet("graded.parquet")
print(graded[c("ref", "mjoa_total", "mjoa_severity", "mjoa_severity_status")])
