"""Panels of counts -> predictive draws: members, a pool that learns on past origins only, back-tests, official scores."""
