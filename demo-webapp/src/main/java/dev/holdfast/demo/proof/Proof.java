package dev.holdfast.demo.proof;

/**
 * A DPoP proof that was checked.
 *
 * @param keyThumbprint RFC 7638 thumbprint of the key that signed it
 */
public record Proof(String keyThumbprint) {}
