package dev.holdfast.provider;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.event.Listeners;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.transport.HttpTransport;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;

/**
 * What {@link OidcProvider} is made of.
 *
 * @param config the client
 * @param transport the network
 * @param signer makes proofs
 * @param nonces what the signer puts into them; learns from every answer
 * @param random for assertions
 * @param time the wall clock
 * @param nanoTime the monotonic clock, for caches
 * @param background runs refreshes of metadata and keys
 * @param later runs revocations that failed at first
 * @param listeners who hears of calls and changed keys
 */
public record ProviderSetup(
    OidcConfig config,
    HttpTransport transport,
    DpopSigner signer,
    NonceMemory nonces,
    RandomBytes random,
    InstantSource time,
    LongSupplier nanoTime,
    ExecutorService background,
    Later later,
    Listeners listeners) {}
