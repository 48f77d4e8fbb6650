package dev.holdfast.config;

/**
 * What every login asks for, and how it may be answered.
 *
 * @param responseMode how the answer travels back
 * @param signedRequests whether a request is signed with the client's key (RFC 9101)
 */
public record LoginPolicy(ResponseMode responseMode, boolean signedRequests) {}
