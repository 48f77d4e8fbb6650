package dev.holdfast.dpop;

import java.net.URI;

/**
 * For whom a key is wanted.
 *
 * @param registration the name of the client registration
 * @param issuer the provider that tokens will be asked of
 * @param loginId what logs call the login by; for a client's own token, the client's name. No
 *     secret, no user
 */
public record KeyRequest(String registration, URI issuer, String loginId) {}
