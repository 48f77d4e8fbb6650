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

  /** Notes who has it in hand; true if it was anybody's until now. */
  boolean markFor(OpenSession user) {
    boolean anybodys = owner().isEmpty();
    if (anybodys) {
      kept.setAttribute(OWNER, user.id());
    }
    return anybodys && !kept.isNew();
  }

  /** Ends it if it is a user's, and not this one's. */
  void endUnlessOf(Optional<OpenSession> user) {
    unlessOver(
        () -> {
          if (owner().isPresent() && !owner().equals(user.map(OpenSession::id))) {
            kept.invalidate();
          }
        });
  }

  /** Ends it unless it is another session's, such as that of the same browser elsewhere. */
  void endOf(Optional<OpenSession> last) {
    unlessOver(
        () -> {
          if (owner().isEmpty() || owner().equals(last.map(OpenSession::id))) {
            kept.invalidate();
          }
        });
  }

  /** Ends it, whoever's it is. */
  void end() {
    unlessOver(kept::invalidate);
  }

  /** Hands it on to a new session of the same user, or of the first one; else ends it. */
  void pass(Optional<OpenSession> former, OpenSession next) {
    boolean others = former.filter(left -> !isSameUser(left, next)).isPresent();
    unlessOver(
        () -> {
          if (others || (owner().isPresent() && !owner().equals(former.map(OpenSession::id)))) {
            kept.invalidate();
          } else {
            kept.setAttribute(OWNER, next.id());
          }
        });
  }

  /** Gives the one of a request another id, if there is one. */
  static void renewId(HttpServletRequest request) {
    if (request.getSession(false) != null) {
      unlessOver(request::changeSessionId);
    }
  }

  /** Another request may end it at any moment; then nothing of it is left to be done. */
  private static void unlessOver(Runnable step) {
    try {
      step.run();
    } catch (IllegalStateException over) {
      new Events().containerSessionOver(over);
    }
  }

  private static boolean isSameUser(OpenSession one, OpenSession other) {
    return one.session().subject().equals(other.session().subject());
  }
}
