package dev.holdfast.config;

import java.time.Duration;

/**
 * How sessions live and end.
 *
 * @param times how long they last, and the logins and tokens that they come from
 * @param followsProvider whether a session ends with what the provider gave for it, as far as that
 *     says when it ends
 * @param perUser how many sessions a user may have; a further login ends the oldest. 0: any number
 * @param idRenewal after how much time a session in use gets another ticket, where the server holds
 *     it; zero: never
 * @param remoteLogout how the provider may end sessions by itself
 */
public record SessionPolicy(
    OidcConfig.Times times,
    boolean followsProvider,
    int perUser,
    Duration idRenewal,
    RemoteLogout remoteLogout) {}
