"""The audit on the user's side: findings and checks in the registry, what people decided, review sheets."""
