"""E-mail: a duty and a personal link for those without a chat, and calendar invitations for everybody. No word of a case is in any."""
