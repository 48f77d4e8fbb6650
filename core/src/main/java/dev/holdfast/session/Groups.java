package dev.holdfast.session;

import dev.holdfast.config.OidcConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The groups that sessions belong to, and which of them a logout is about. */
final class Groups {
  private final OidcConfig config;
  private final String issuer;

  Groups(OidcConfig config) {
    this.config = config;
    this.issuer = config.issuer().toString();
  }

  /**
   * Whose sessions a group has, readable to anybody.
   *
   * @param kind of what names it
   * @param parts what names it; the issuer first
   */
  record Members(String kind, List<String> parts) {

    /** The same for who must not read it; differs by what it is for. */
    String name(OidcConfig config, String prefix) {
      return config.indexKey().name(prefix + kind, parts.toArray(String[]::new));
    }
  }

  /** All those of a session. */
  Set<GroupKey> of(Session session) {
    return members(session).stream().map(this::key).collect(Collectors.toUnmodifiableSet());
  }

  /** The same, readable; first the one of its user. */
  List<Members> members(Session session) {
    List<Members> all = new ArrayList<>();
    all.add(members("sub", session.subject()));
    Optional<String> sid = session.sid();
    sid.ifPresent(text -> all.add(members("sid", text)));
    sid.ifPresent(text -> all.add(members("sid+sub", text, session.subject())));
    return all;
  }

  /** The one that a logout is about. */
  GroupKey of(LogoutScope who) {
    return key(members(who));
  }

  /** The same, readable. */
  Members members(LogoutScope who) {
    if (who.sid().isEmpty()) {
      return members("sub", who.subject().orElseThrow());
    }
    String sid = who.sid().get();
    return who.subject()
        .map(sub -> members("sid+sub", sid, sub))
        .orElseGet(() -> members("sid", sid));
  }

  private Members members(String kind, String... parts) {
    List<String> all = new ArrayList<>();
    all.add(issuer);
    all.addAll(List.of(parts));
    return new Members(kind, List.copyOf(all));
  }

  private GroupKey key(Members group) {
    return new GroupKey(group.name(config, "group-"));
  }
}
