"""What releases have stored: facts and values as JSON, whole databases, and every stored name. What is here is added to, and never changed."""
