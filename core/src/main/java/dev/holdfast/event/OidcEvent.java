package dev.holdfast.event;

import dev.holdfast.error.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that has happened. Immutable; never holds a token, key, code, state, proof, cookie or
 * claim. {@code session} is the public id of a session, which opens nothing. {@code subject} is the
 * user's {@code sub}: <b>personal data</b>, also when an event is printed.
 */
public sealed interface OidcEvent {

  /** The name of the client at which it happened. */
  String registration();

  /**
   * A login succeeded: there is a new session.
   *
   * @param former the session in which a step-up began
   */
  record LoggedIn(String registration, String session, String subject, Optional<String> former)
      implements OidcEvent {}

  /**
   * A login did not begin, or failed. Its browser was answered too, which is a {@link
   * RequestRefused} of its own. That a store failed in between is told by that one alone.
   */
  record LoginRefused(String registration, ErrorCode code) implements OidcEvent {}

  /** A request was answered with an error by the filter, or by the relay in an API's place. */
  record RequestRefused(String registration, int status, ErrorCode code) implements OidcEvent {}

  /** This node begins to renew a session's tokens. One {@link RenewalEnded} follows. */
  record RenewalBegun(String registration, String session, String subject) implements OidcEvent {}

  /**
   * A renewal is over, with what is done behind its answer.
   *
   * @param failure what those who waited for it were told; empty if they got the new tokens, which
   *     another node may have fetched
   * @param took with the wait for other nodes
   */
  record RenewalEnded(
      String registration,
      String session,
      String subject,
      Optional<ErrorCode> failure,
      Duration took)
      implements OidcEvent {}

  /**
   * Sessions ended before their time.
   *
   * @param session empty if several ended together: all of a user's, all but one, or what came of
   *     one session of the provider's
   * @param subject empty if only a session of the provider's was named
   * @param sessions how many the server held; those in cookies are not counted where several end
   */
  record LoggedOut(
      String registration,
      Optional<String> session,
      Optional<String> subject,
      LogoutCause cause,
      int sessions)
      implements OidcEvent {}

  /** The stores stopped answering requests. Told once, at each node that meets it. */
  record StoreOutageBegun(String registration) implements OidcEvent {}

  /** They answer again. */
  record StoreOutageEnded(String registration, Duration lasted) implements OidcEvent {}

  /** Something to look at if there is much of it. */
  record Suspected(String registration, Suspicion what) implements OidcEvent {}

  /**
   * A session was opened that is sealed by another seal key than the first: that key must not be
   * taken away yet. Told at most once an hour for each key.
   */
  record OlderSealKeyUsed(String registration, String keyId) implements OidcEvent {}

  /** The provider publishes other signing keys than when they were fetched last. */
  record ProviderKeysChanged(String registration) implements OidcEvent {}

  /**
   * An API did not take a call that came with a proof.
   *
   * @param api its scheme, host and port
   * @param repeated whether the call is sent once more for it; else the refusal is its answer
   */
  record ApiCallRefused(String registration, String api, ApiRefusal why, boolean repeated)
      implements OidcEvent {}

  /**
   * A store was called.
   *
   * @param backEnd the simple name of the store's class
   */
  record StoreCalled(
      String registration,
      String backEnd,
      StoreOperation operation,
      StoreOutcome outcome,
      Duration took)
      implements OidcEvent {}

  /**
   * One HTTP request was sent to the provider.
   *
   * @param status empty if there was no answer
   * @param repeat why it was sent once more
   */
  record ProviderCalled(
      String registration,
      ProviderEndpoint endpoint,
      OptionalInt status,
      Repeat repeat,
      Duration took)
      implements OidcEvent {}
}
