package dev.holdfast.provider;

/**
 * What a login brought.
 *
 * @param idToken who logged in
 * @param userinfo further claims, empty if the userinfo endpoint was not asked
 * @param tokens the tokens
 */
public record LoginGrant(VerifiedIdToken idToken, Claims userinfo, TokenSet tokens) {}
