package dev.holdfast.login;

import dev.holdfast.session.OpenSession;

/**
 * The session in which a step-up began.
 *
 * @param id its {@link OpenSession#id()}
 * @param subject its user
 */
record Former(String id, String subject) {

  static Former of(OpenSession session) {
    return new Former(session.id(), session.session().subject());
  }

  /** Whether somebody else is using the browser by now. */
  boolean isReplacedBy(OpenSession present) {
    return !present.session().subject().equals(subject);
  }

  /** How logs name it. */
  String logName() {
    return OpenSession.logName(id);
  }

  /** Does not name the user. */
  @Override
  public String toString() {
    return "Former[" + id + "]";
  }
}
