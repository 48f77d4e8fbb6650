package dev.holdfast.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The facts by which a logout from elsewhere ends a session.
 *
 * @param user that its user was logged out everywhere; a later login counts again
 * @param all that, and the others, which end it outright
 */
record LogoutFacts(Fact user, Set<Fact> all) {

  /** Copies the set. */
  LogoutFacts {
    all = Set.copyOf(all);
  }

  /** The first is the user's. */
  static LogoutFacts of(List<Fact> facts) {
    return new LogoutFacts(facts.get(0), new LinkedHashSet<>(facts));
  }
}
