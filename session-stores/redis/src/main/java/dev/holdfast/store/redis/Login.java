package dev.holdfast.store.redis;

import dev.holdfast.secret.SecretText;
import java.util.Optional;

/** What a server asks for before it answers: an ACL user's name and password, or less. */
record Login(Optional<String> user, Optional<SecretText> password) {}
