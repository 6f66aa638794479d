"""Who is more likely to develop cervical myelopathy."""
