package dev.holdfast.demo.api;

import dev.holdfast.demo.proof.NoncePolicy;
import java.net.URI;

/**
 * Whom the API trusts and what it asks for.
 *
 * @param port on localhost; 0 takes a free one
 * @param jwks where the issuer's keys are
 * @param audience what tokens must name in {@code aud}
 */
public record ApiSettings(int port, URI issuer, URI jwks, String audience, NoncePolicy nonces) {}
