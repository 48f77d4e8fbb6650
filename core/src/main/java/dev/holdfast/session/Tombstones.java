package dev.holdfast.session;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.seal.FieldReader;
import dev.holdfast.seal.FieldWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is left of groups that a logout has ended, so that a login or refresh under way at that
 * moment, and cookies that nobody can delete, do not live on. Each says until when the group's ID
 * tokens are over: a user may log in again, and then has a newer one than the logout.
 */
final class Tombstones {
  private static final Duration LIFE_ON_THE_SERVER = Duration.ofMinutes(10);

  private final CoordinationStore coordination;
  private final OidcConfig config;
  private final Groups groups;
  private final Duration life;

  Tombstones(OidcConfig config, CoordinationStore coordination, Custody custody) {
    this.config = config;
    this.coordination = coordination;
    this.groups = new Groups(config);
    this.life = custody == Custody.SERVER ? LIFE_ON_THE_SERVER : config.times().absolute();
  }

  /** Whether anybody does. */
  boolean areLookedFor() {
    return config.remoteLogout().isOn();
  }

  /**
   * Ends a group for whoever looks.
   *
   * @param asOf what has been issued by then is over
   */
  void put(LogoutScope who, Instant asOf) {
    coordination.put(fact(groups.members(who)), new FieldWriter().moment(asOf).toBytes(), life);
  }

  /** What to look for; nothing if no logout ever comes from elsewhere. */
  Set<Fact> about(Session session) {
    return areLookedFor() ? facts(session) : Set.of();
  }

  /** Whether one of the facts found has ended the session. */
  boolean end(Session session, Map<Fact, byte[]> found) {
    return !found.isEmpty()
        && about(session).stream()
            .map(found::get)
            .filter(Objects::nonNull)
            .anyMatch(end -> isOlder(session, end));
  }

  /** Looks, in one round trip; none if there is nothing to look for. */
  boolean end(Session session) {
    Set<Fact> asked = about(session);
    return !asked.isEmpty() && end(session, coordination.getAll(asked));
  }

  private static boolean isOlder(Session session, byte[] logout) {
    long issued = session.idTokenClaims().number("iat").orElse(0L);
    return issued <= new FieldReader(logout).moment().getEpochSecond();
  }

  /** Worked out once for each session that was read: every request asks, often twice. */
  private Set<Fact> facts(Session session) {
    return session.logoutFacts(
        () ->
            groups.members(session).stream()
                .map(this::fact)
                .collect(Collectors.toUnmodifiableSet()));
  }

  private Fact fact(Groups.Members group) {
    return new Fact(group.name(config, "ended-"));
  }
}
