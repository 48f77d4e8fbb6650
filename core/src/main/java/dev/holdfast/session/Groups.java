package dev.holdfast.session;

import dev.holdfast.config.OidcConfig;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The groups that sessions belong to, and which of them a logout is about. */
final class Groups {
  private final OidcConfig config;
  private final String issuer;

  Groups(OidcConfig config) {
    this.config = config;
    this.issuer = config.issuer().toString();
  }

  /** All those of a session. */
  Set<GroupKey> of(Session session) {
    Set<GroupKey> groups = new HashSet<>();
    groups.add(ofUser(session.subject()));
    ofProviderSession(session).ifPresent(groups::add);
    sid(session).ifPresent(sid -> groups.add(group("sid+sub", sid, session.subject())));
    return groups;
  }

  private static Optional<String> sid(Session session) {
    return session.idTokenClaims().text("sid");
  }

  GroupKey ofUser(String subject) {
    return group("sub", subject);
  }

  Optional<GroupKey> ofProviderSession(Session session) {
    return sid(session).map(sid -> group("sid", sid));
  }

  /** The one that a logout is about. */
  GroupKey of(LogoutScope who) {
    if (who.sid().isEmpty()) {
      return ofUser(who.subject().orElseThrow());
    }
    String sid = who.sid().get();
    return who.subject().map(sub -> group("sid+sub", sid, sub)).orElseGet(() -> group("sid", sid));
  }

  private GroupKey group(String kind, String... parts) {
    String[] all = new String[parts.length + 1];
    all[0] = issuer;
    System.arraycopy(parts, 0, all, 1, parts.length);
    return new GroupKey(config.indexKey().name("group-" + kind, all));
  }
}
