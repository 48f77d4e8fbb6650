package dev.holdfast.session;

import dev.holdfast.config.OidcConfig;
import java.time.Duration;
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
  private static final int MOST_TRIES = 10;

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

  /** Whether requests look for them: only where the provider may end sessions. */
  boolean areLookedFor() {
    return config.remoteLogout().isOn();
  }

  /** Ends a group for whoever looks, and revives nothing that has ended before. */
  void put(LogoutScope who, Tombstone end) {
    Fact name = fact(groups.members(who));
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      byte[] before = coordination.getAll(Set.of(name)).get(name);
      Tombstone whole = before == null ? end : Tombstone.read(before).and(end);
      boolean put =
          before == null
              ? coordination.putIfAbsent(name, whole.toBytes(), life)
              : coordination.replace(name, before, whole.toBytes(), life);
      if (put) {
        return;
      }
    }
    throw new SessionStoreException("too many logouts of one user or session at once");
  }

  /** What to look for; nothing if no logout ever comes from elsewhere. */
  Set<Fact> about(Session session) {
    return areLookedFor() ? facts(session) : Set.of();
  }

  /** Whether one of the facts found has ended the session. */
  boolean end(Session session, Map<Fact, byte[]> found) {
    return !found.isEmpty() && end(about(session), session, found);
  }

  private static boolean end(Set<Fact> asked, Session session, Map<Fact, byte[]> found) {
    return asked.stream()
        .map(found::get)
        .filter(Objects::nonNull)
        .anyMatch(end -> Tombstone.read(end).ends(session));
  }

  /** Whether a session that was just filed has ended already, even if no request looks later. */
  boolean endNew(Session session) {
    return end(facts(session), session, coordination.getAll(facts(session)));
  }

  /** Looks, in one round trip; none if there is nothing to look for. */
  boolean end(Session session) {
    Set<Fact> asked = about(session);
    return !asked.isEmpty() && end(session, coordination.getAll(asked));
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
