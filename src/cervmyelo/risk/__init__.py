"""Risk factors for cervical myelopathy."""
