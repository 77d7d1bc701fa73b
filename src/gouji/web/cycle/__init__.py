"""The year's preparation, 两上两下: request, ceilings, draft, approval."""
