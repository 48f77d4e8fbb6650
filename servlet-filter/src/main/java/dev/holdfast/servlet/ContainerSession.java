package dev.holdfast.servlet;

import dev.holdfast.session.OpenSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/**
 * What the container keeps for a browser. Once a user has had it in hand it bears the name of their
 * session, so that it outlives no user; until then it is anybody's and stays.
 */
final class ContainerSession {
  private static final String OWNER = "dev.holdfast.session.owner";

  private final HttpSession kept;

  private ContainerSession(HttpSession kept) {
    this.kept = kept;
  }

  static ContainerSession of(HttpSession kept) {
    return new ContainerSession(kept);
  }

  /** The one that a request has already. */
  static Optional<ContainerSession> of(HttpServletRequest request) {
    return Optional.ofNullable(request.getSession(false)).map(ContainerSession::new);
  }

  private Optional<String> owner() {
    return kept.getAttribute(OWNER) instanceof String id ? Optional.of(id) : Optional.empty();
  }

  /** Notes who has it in hand. */
  void markFor(OpenSession user) {
    if (owner().isEmpty()) {
      kept.setAttribute(OWNER, user.id());
    }
  }

  /** Ends it if it is a user's, and not this one's. */
  void endUnlessOf(Optional<OpenSession> user) {
    if (owner().isPresent() && !owner().equals(user.map(OpenSession::id))) {
      kept.invalidate();
    }
  }

  /** Hands it on to a new session of the same user, or of the first one; else ends it. */
  void pass(Optional<OpenSession> former, OpenSession next) {
    boolean anothers =
        former.filter(left -> !isSameUser(left, next)).isPresent()
            || (owner().isPresent() && !owner().equals(former.map(OpenSession::id)));
    if (anothers) {
      kept.invalidate();
    } else {
      kept.setAttribute(OWNER, next.id());
    }
  }

  private static boolean isSameUser(OpenSession one, OpenSession other) {
    return one.session().subject().equals(other.session().subject());
  }
}
