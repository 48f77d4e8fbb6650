package dev.holdfast.provider;

import dev.holdfast.secret.SecretText;

/** A refresh token (RFC 6749 §1.5). */
public record RefreshToken(SecretText value) {}
