package dev.holdfast.servlet;

import dev.holdfast.logout.ManagedSessions;
import dev.holdfast.session.SessionStoreException;
import dev.holdfast.session.SessionSummary;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Optional;

/**
 * Users' sessions, for pages on which an operator, or users themselves, see where they are logged
 * in and end that. Who may ask is the application's own affair. Sessions in cookies cannot be
 * listed. Thread-safe; may be kept as long as the application runs.
 *
 * <p>Every method but {@link #of} and {@link #at} throws {@link IllegalStateException} before
 * {@link OidcFilter} has started and after it has ended, and {@link SessionStoreException} if the
 * store does not answer.
 */
public final class OidcSessions {
  private final ServletContext context;
  private final Optional<String> provider;

  private OidcSessions(ServletContext context, Optional<String> provider) {
    this.context = context;
    this.provider = provider;
  }

  /** Those of the application's only provider, or of the first. Never fails. */
  public static OidcSessions of(ServletContext context) {
    return new OidcSessions(context, Optional.empty());
  }

  /** Those of another provider, by the name that the settings give it. */
  public OidcSessions at(String name) {
    return new OidcSessions(context, Optional.of(name));
  }

  /**
   * The living sessions of a user, the latest first. Ids, times and devices; no secret.
   *
   * @param subject {@code sub}: the user at the provider
   */
  public List<SessionSummary> list(String subject) {
    return sessions().list(subject);
  }

  /** How many living sessions a user has, as {@link #list} would show them. */
  public int count(String subject) {
    return sessions().count(subject);
  }

  /** Whether the server holds the sessions; if not, they are in cookies, and none is listed. */
  public boolean areOnServer() {
    return sessions().areOnServer();
  }

  /** Ends one session of a user; false if it is over already, or not theirs. */
  public boolean end(String subject, String id) {
    return sessions().end(subject, id);
  }

  /**
   * Ends all sessions of a user that have begun by now.
   *
   * @return how many the server held; those in cookies end too, uncounted, if {@code
   *     back-channel-logout} is on
   * @throws IllegalStateException also if they are in cookies and that is off: nobody would notice
   */
  public int endAll(String subject) {
    return sessions().endAll(subject);
  }

  /**
   * Ends the sessions of a user that {@link #list} shows, but one.
   *
   * @param keptId the one that goes on, such as that of the request: {@link SessionInfo#id}
   * @return how many ended
   */
  public int endOthers(String subject, String keptId) {
    return sessions().endOthers(subject, keptId);
  }

  /**
   * Ends the sessions that have come of one of the provider's by now. The provider's own goes on,
   * so that its user may come back without a password.
   *
   * @param sid as the ID token of the login said; {@code session.claims().text("sid")} is the
   *     newest one's, which is mostly the same
   * @return how many the server held
   * @throws IllegalStateException also if they are in cookies, and {@code back-channel-logout} is
   *     off
   */
  public int endProviderSession(String sid) {
    return sessions().endProviderSession(sid);
  }

  private ManagedSessions sessions() {
    return Entrances.in(context)
        .orElseThrow(() -> new IllegalStateException("OidcFilter is not running here"))
        .client(provider)
        .managedSessions();
  }
}
