package dev.holdfast.provider;

import dev.holdfast.secret.SecretText;
import java.util.Optional;

/**
 * What a signed answer says, signed by the provider for this client, just now.
 *
 * @param code the authorization code; absent if there is an error
 * @param error the error; absent if there is a code
 */
public record VerifiedResponse(Optional<SecretText> code, Optional<String> error) {}
