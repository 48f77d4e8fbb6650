package dev.holdfast.token;

import dev.holdfast.session.OpenSession;
import java.util.Optional;

/**
 * The session of one request, while the request lasts. Implementations are thread-safe: a servlet
 * may ask for tokens on several threads at once.
 */
public interface SessionHolder {

  /** The session as this request knows it; empty if there is none or it has ended. */
  Optional<OpenSession> current();

  /** Whether a new ticket can still reach the browser. */
  boolean canChange();

  /** The session has changed: the browser must get its ticket, if that differs. */
  void changed(OpenSession now);

  /** The session has ended. */
  void ended();
}
